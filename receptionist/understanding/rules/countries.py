"""Which country a time zone lies in, by the tables of the IANA database as the package ``tzdata`` ships them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def country_of(timezone: str) -> str | None:
    """Return the ISO code of the country of an IANA zone, old names such as US/Eastern included; None for UTC."""
    return _countries().get(timezone)


@cache
def _countries() -> Mapping[str, str]:
    tables = files("tzdata").joinpath("zoneinfo")
    rows = (row.split("\t") for row in tables.joinpath("zone.tab").read_text(encoding="utf-8").splitlines())
    countries = {row[2]: row[0] for row in rows if not row[0].startswith("#")}
    links = (row.split() for row in tables.joinpath("tzdata.zi").read_text(encoding="utf-8").splitlines())
    # "L America/New_York US/Eastern": the second is another name of the first.
    others = {row[2]: countries[row[1]] for row in links if row[:1] == ["L"] and row[1] in countries}
    return {**others, **countries}
