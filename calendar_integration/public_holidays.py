"""Public holidays, as the library ``holidays`` knows them.

It is imported on first use: a process that never asks for a holiday does not pay for it.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from django.core.exceptions import ValidationError


@cache
def countries() -> dict[str, str]:
    """Return the countries whose holidays are known: ISO 3166 code and English name, by name."""
    from holidays.registry import COUNTRIES  # noqa: PLC0415

    named = {codes[1]: re.sub(r"(?<=[a-z])(?=[A-Z])", " ", codes[0]) for codes in COUNTRIES.values()}
    return dict(sorted(named.items(), key=lambda country: country[1]))


@cache
def regions(country: str) -> tuple[str, ...]:
    """Return the codes of a country's regions that have holidays of their own; none for an unknown country."""
    import holidays  # noqa: PLC0415

    return tuple(holidays.list_supported_countries().get(country, ()))


@cache
def of_year(country: str, region: str, year: int) -> dict[date, str]:
    """Return a year's public holidays with their names. Raises NotImplementedError for what is not known."""
    import holidays  # noqa: PLC0415

    return dict(holidays.country_holidays(country, subdiv=region or None, years=year).items())


def validate_country(code: str) -> None:
    """Refuse a country whose holidays are not known."""
    if code not in countries():
        raise ValidationError(
            "The public holidays of “%(code)s” are not known. Use a code such as ES, GB or US, or leave it empty.",
            params={"code": code},
        )


def validate_region(country: str, region: str) -> None:
    """Refuse a region that the country's holidays do not tell apart."""
    if region and region not in regions(country):
        known = regions(country)
        hint = f"Use one of {', '.join(known)}, or leave it empty." if known else "Leave it empty."
        raise ValidationError(
            {"holiday_region": f"“{region}” is not a region with public holidays of its own there. {hint}"}
        )
