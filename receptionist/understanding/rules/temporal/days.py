"""Builders of days: calendar arithmetic that the date tables of every language share.

A bare weekday is the next such day after today; ``choose`` makes it today when a time is named that is still ahead.
"Next Friday" is the Friday of next week; weeks begin on Monday. A day without a year is the next one to come.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from receptionist.domain.diary import PartOfDay
from receptionist.understanding.rules.patterns import Match
from receptionist.understanding.rules.temporal.values import Around, Builder, When

_WEEK = 7
_LAST_YEAR = 2199
_LAST_HOUR = 12
#: Within so many days a number after a weekday is a day of the month where it can be.
_NEAR = timedelta(days=60)
PARTS = {1: PartOfDay.MORNING, 2: PartOfDay.AFTERNOON, 3: PartOfDay.EVENING}


def _valid(year: int, month: int, day: int) -> date | None:
    if not (1 <= month <= 12 and 1 <= year <= _LAST_YEAR and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def _on(day: date | None) -> When | None:
    return When(day=day) if day else None


def add_months(day: date, months: int) -> date:
    """Go a number of months on; the 31st becomes the last of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def next_weekday(after: date, weekday: int) -> date:
    """Return the first such weekday after a day (0 = Monday)."""
    return after + timedelta(days=(weekday - after.weekday() - 1) % _WEEK + 1)


def monday_of_next_week(today: date) -> date:
    """Return the Monday after this week."""
    return today + timedelta(days=_WEEK - today.weekday())


def relative_day(match: Match, around: Around) -> When | None:
    """Build ``<relative_day>``: tomorrow is 1, yesterday -1."""
    offset = match["relative_day"]
    return When(day=around.today + timedelta(days=offset), is_past=offset < 0)


def days_from_today(days: int) -> Builder:
    """Make a builder of a fixed distance."""
    return lambda _, around: When(day=around.today + timedelta(days=days), is_past=days < 0)


def part_today(part: PartOfDay) -> Builder:
    """Make a builder for "tonight" and the like."""
    return lambda _, around: When(day=around.today, part=part)


def weekday(match: Match, around: Around) -> When | None:
    """Build ``<weekday>``."""
    return When(day=next_weekday(around.today, match["weekday"]), is_weekday=True)


def next_week_weekday(match: Match, around: Around) -> When | None:
    """Build "next <weekday>" and "<weekday> next week"."""
    return _on(monday_of_next_week(around.today) + timedelta(days=match["weekday"]))


def weekday_after_next(match: Match, around: Around) -> When | None:
    """Build "<weekday> after next"."""
    return _on(next_weekday(around.today, match["weekday"]) + timedelta(days=_WEEK))


def weeks_from_weekday(match: Match, around: Around) -> When | None:
    """Build "<count> weeks on <weekday>"; a count that is not said is one."""
    weeks = match.get("count") or 1
    return _on(next_weekday(around.today, match["weekday"]) + timedelta(days=_WEEK * weeks))


def last_weekday(match: Match, around: Around) -> When | None:
    """Build "last <weekday>", which is past."""
    return When(day=next_weekday(around.today, match["weekday"]) - timedelta(days=_WEEK), is_past=True)


def weekday_after_next_week(match: Match, around: Around) -> When | None:
    """Build "<weekday> the week after next"."""
    return _on(monday_of_next_week(around.today) + timedelta(days=_WEEK + match["weekday"]))


def weekday_and_day(match: Match, around: Around) -> When | None:
    """Build "<weekday> the <day>": the next such day of the month that falls on that weekday, within months."""
    for ahead in range(6):
        month = add_months(around.today.replace(day=1), ahead)
        day = _valid(month.year, month.month, match["day"])
        if day and day >= around.today and day.weekday() == match["weekday"]:
            return _on(day)
    return None


def weekday_and_bare_day(match: Match, around: Around) -> When | None:
    """Build "<weekday> <day>" unless the number may be an hour and such a day is months away: "Tuesday 9"."""
    when = weekday_and_day(match, around)
    is_near = when is not None and when.day is not None and when.day - around.today <= _NEAR
    return when if is_near or match["day"] > _LAST_HOUR else None


def weekday_of_month(match: Match, around: Around) -> When | None:
    """Build "a <weekday> in <month>": the first to come."""
    for year in (around.today.year, around.today.year + 1):
        first = max(date(year, match["month"], 1), around.today)
        day = next_weekday(first - timedelta(days=1), match["weekday"])
        if day.month == match["month"]:
            return _on(day)
    return None


def day_of_month(match: Match, around: Around) -> When | None:
    """Build "the <day>": in this month while it is ahead, else in the next month that has it."""
    for ahead in range(3):
        month = add_months(around.today.replace(day=1), ahead)
        day = _valid(month.year, month.month, match["day"])
        if day and day >= around.today:
            return _on(day)
    return None


def day_of_next_month(match: Match, around: Around) -> When | None:
    """Build "the <day> of next month"."""
    month = add_months(around.today.replace(day=1), 1)
    return _on(_valid(month.year, month.month, match["day"]))


def day_of_this_month(match: Match, around: Around) -> When | None:
    """Build "the <day> of this month", which may not have it."""
    day = _valid(around.today.year, around.today.month, match["day"])
    return When(day=day, is_no_day=day is None)


def last_of_month(match: Match, around: Around) -> When | None:
    """Build "the last day of" ``<month>``, with ``<next>`` of the next one, else of this one."""
    first = around.today.replace(day=1)
    if "month" in match:
        year = match.get("year") or around.today.year + (match["month"] < around.today.month)
        first = date(year, match["month"], 1)
    return _on(add_months(first, 2 if "next" in match else 1) - timedelta(days=1))


def _next_to_come(month: int, day: int, around: Around) -> date | None:
    # Eight years hold a 29 February whatever the century.
    for year in range(around.today.year, around.today.year + 9):
        found = _valid(year, month, day)
        if found and found >= around.today:
            return found
    return None


def month_and_day(match: Match, around: Around) -> When | None:
    """Build ``<month>`` and ``<day>``, with or without ``<year>`` or ``<short_year>``; February 30 is no day."""
    day = _dated(match["day"], match["month"], match, around)
    return When(day=day, is_no_day=day is None)


def _dated(day: int, month: int, match: Match, around: Around) -> date | None:
    if "year" in match:
        return _valid(match["year"], month, day)
    if "short_year" in match:
        return _valid(2000 + match["short_year"], month, day)
    return _next_to_come(month, day, around)


def two_numbers(match: Match, around: Around) -> When | None:
    """Build ``<one>`` and ``<two>``: month and day in the country's order, or the other way where only that can be.

    A ``<weekday>`` beside them decides as well.
    """
    first, second = match["one"], match["two"]
    orders = [(second, first), (first, second)] if around.month_first else [(first, second), (second, first)]
    found = [day for day in (_dated(*order, match, around) for order in orders) if day]
    named = [day for day in found if day.weekday() == match.get("weekday")]
    return _on(next(iter(named or found), None))


def fixed_day(month: int, day: int) -> Builder:
    """Make a builder of a day that has a name, with or without ``<year>``."""
    return lambda match, around: _on(_dated(day, month, match, around))


def nth_weekday_of_month(match: Match, around: Around) -> When | None:
    """Build "the <nth> <weekday> of <month>"; without ``<month>`` this month, with ``<next>`` the next."""
    if "month" in match:
        years = [match["year"]] if "year" in match else [around.today.year, around.today.year + 1]
        firsts = [date(year, match["month"], 1) for year in years]
    else:
        firsts = [add_months(around.today.replace(day=1), 1 if "next" in match else 0)]
    for first in firsts:
        day = nth_weekday(first, match["weekday"], match["nth"])
        if day and (day >= around.today or "year" in match):
            return _on(day)
    return None


def nth_weekday(first: date, weekday: int, nth: int) -> date | None:
    """Return the nth weekday of the month that begins ``first``, -1 for the last; None where there is none."""
    if nth < 0:
        end = add_months(first, 1)
        return next_weekday(end - timedelta(days=_WEEK + 1), weekday)
    day = next_weekday(first - timedelta(days=1), weekday) + timedelta(days=_WEEK * (nth - 1))
    return day if day.month == first.month else None


def next_week(match: Match, around: Around) -> When | None:
    """Build "next week" without a day: not before its Monday."""
    return When(not_before=monday_of_next_week(around.today))


def week_after_next(match: Match, around: Around) -> When | None:
    """Build "the week after next": not before its Monday."""
    return When(not_before=monday_of_next_week(around.today) + timedelta(days=_WEEK))


def next_month(match: Match, around: Around) -> When | None:
    """Build "next month" without a day: not before its first."""
    return When(not_before=add_months(around.today.replace(day=1), 1))


def from_today(match: Match, around: Around) -> When | None:
    """Build "within the next days": not before today."""
    return When(not_before=around.today)


def part_of_month(match: Match, around: Around) -> When | None:
    """Build "in <month>", or with ``<third>`` 1 to 3 its beginning, middle or end: not before its first day."""
    day = _dated(10 * (match.get("third") or 1) - 9, match["month"], match, around)
    is_now = around.today.month == match["month"] and "third" not in match
    return When(not_before=around.today if is_now else day)


def from_fixed_day(month: int, day: int) -> Builder:
    """Make a builder of "after the holidays": not before the next such day."""
    return lambda _, around: When(not_before=_next_to_come(month, day, around))


def weekend(match: Match, around: Around) -> When | None:
    """Build "the weekend": not before Saturday, or a week later with ``<next>``."""
    saturday = next_weekday(around.today - timedelta(days=1), 5)
    return When(not_before=saturday + timedelta(days=_WEEK if "next" in match else 0))
