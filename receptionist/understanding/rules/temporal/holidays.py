"""Builders of days that have a name and no fixed date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import easter

from receptionist.understanding.rules.patterns import Match
from receptionist.understanding.rules.temporal.days import add_months, nth_weekday
from receptionist.understanding.rules.temporal.values import Around, Builder, When

SUNDAY = 6
_OfYear = Callable[[int], date]


def easter_day(days: int) -> _OfYear:
    """Tell the day that lies so many days after Easter Sunday."""
    return lambda year: easter(year) + timedelta(days=days)


def nth(month: int, weekday: int, number: int, plus: int = 0) -> _OfYear:
    """Tell the nth weekday of a month (-1 for the last), and ``plus`` days on."""

    def of_year(year: int) -> date:
        day = nth_weekday(date(year, month, 1), weekday, number)
        return (day or add_months(date(year, month, 1), 1)) + timedelta(days=plus)

    return of_year


def holiday(of_year: _OfYear, *, month_first: _OfYear | None = None) -> Builder:
    """Make a builder of the next such day; ``month_first`` where North America keeps another one."""

    def build(match: Match, around: Around) -> When | None:
        rule = month_first if month_first and around.month_first else of_year
        year = match.get("year")
        days = (rule(y) for y in ((year,) if year else (around.today.year, around.today.year + 1)))
        return next((When(day=day) for day in days if year or day >= around.today), None)

    return build
