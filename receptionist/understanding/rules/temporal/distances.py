"""Builders of distances: from now ("in two weeks"), and from what else is named or was said ("an hour later")."""

from __future__ import annotations

from datetime import timedelta

from receptionist.understanding.rules.patterns import Match
from receptionist.understanding.rules.temporal.days import add_months, next_weekday
from receptionist.understanding.rules.temporal.values import Around, Builder, Shift, When, at_time

#: Values of a category ``unit``: days as they are, months and years in months, hours and minutes below zero.
DAY, WEEK, FORTNIGHT, MONTH, YEAR, HOUR, MINUTE = 1, 7, 14, 1000, 12000, -60, -1
_HOUR, _HALF_HOUR = 60, 30


def shifted(match: Match, around: Around) -> When | None:
    """Build "in <count> <unit>", and the same "from" ``<relative_day>`` or ``<weekday>``; with ``<ago>`` backwards."""
    count = match.get("count")
    count = 1 if count is None else count
    unit = match["unit"]
    if "ago" in match:
        count = -count
    if unit < 0:
        return at_time(around.in_minutes(-unit * count)) if count > 0 else None
    start = around.today
    if "weekday" in match:
        start = next_weekday(start, match["weekday"])
    elif "relative_day" in match:
        start += timedelta(days=match["relative_day"])
    day = add_months(start, unit // MONTH * count) if unit >= MONTH else start + timedelta(days=unit * count)
    return When(day=day, is_past=count < 0)


def days_on(days: int) -> Builder:
    """Make a builder of so many days from ``<relative_day>`` or ``<weekday>``, from today without them."""

    def build(match: Match, around: Around) -> When | None:
        start = around.today + timedelta(days=match.get("relative_day") or 0)
        if "weekday" in match:
            start = next_weekday(start, match["weekday"])
        return When(day=start + timedelta(days=days))

    return build


def weeks_on(match: Match, around: Around) -> When | None:
    """Build "de hoy en ocho": ``<weeks_in_days>`` from ``<relative_day>`` or ``<weekday>``."""
    return days_on(match["weeks_in_days"])(match, around)


def half_an_hour(match: Match, around: Around) -> When | None:
    """Build "in half an hour"; with ``<count>``, "in <count> and a half hours"."""
    return at_time(around.in_minutes(_HALF_HOUR + _HOUR * (match.get("count") or 0)))


def hours_and_minutes(match: Match, around: Around) -> When | None:
    """Build "in <count> hours <minutes> minutes", "in <count>.<tenths> hours", or so many quarters of an hour."""
    minutes = _HOUR * (match.get("count") or 0) + (match.get("minutes") or 0) + 6 * (match.get("tenths") or 0)
    minutes += 15 * (match.get("quarters") or 0)
    return at_time(around.in_minutes(minutes or 15))


def after(match: Match, around: Around) -> When | None:
    """Build "<count> <unit> after" and "<weekday> after": a distance from what follows, or from what was said."""
    return _distance(match, 1)


def before(match: Match, around: Around) -> When | None:
    """Build the same with "before" and "earlier"."""
    return _distance(match, -1)


def same_time(match: Match, around: Around) -> When | None:
    """Build "at the same time": the time that was said before."""
    return When(shift=Shift(to_the_time=True))


def _distance(match: Match, sign: int) -> When:
    if "weekday" in match:
        return When(shift=Shift(weekday=match["weekday"], days=sign))
    count = match.get("count")
    count = sign * (1 if count is None else count)
    unit = match.get("unit") or DAY
    if "half_hour" in match:
        return When(shift=Shift(minutes=sign * _HALF_HOUR))
    if unit < 0:
        return When(shift=Shift(minutes=-unit * count))
    return When(shift=Shift(months=unit // MONTH * count) if unit >= MONTH else Shift(days=unit * count))
