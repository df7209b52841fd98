"""Builders of times of day that the time tables of every language share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from receptionist.domain.diary import PartOfDay
from receptionist.understanding.rules.patterns import Match
from receptionist.understanding.rules.temporal.days import PARTS, next_weekday
from receptionist.understanding.rules.temporal.values import Around, Builder, Clock, Half, When

#: Values of a category ``half``.
AM, PM = 1, 2
_HALVES = {AM: Half.AM, PM: Half.PM}
_HOUR, _LAST_HOUR = 60, 24


#: Values of a category ``part``; tonight is today's evening.
MORNING, AFTERNOON, EVENING, TONIGHT = 1, 2, 3, 4


def _half(match: Match, hour: int) -> Half | None:
    if "half" in match:
        return _HALVES.get(match["half"])
    part = match.get("part") or match.get("lead")
    if part is None:
        return None
    is_small_hours = part in (EVENING, TONIGHT) and hour == 12
    return Half.AM if part == MORNING or is_small_hours else Half.PM


def _day(match: Match, around: Around) -> date | None:
    """Tell the day that is named in one breath with the time: "8 tonight", "3 this afternoon", "5 tomorrow"."""
    if "this" in match or "this_lead" in match or TONIGHT in (match.get("part"), match.get("lead")):
        return around.today
    if "relative_day" in match:
        return around.today + timedelta(days=match["relative_day"])
    return next_weekday(around.today, match["weekday"]) if "weekday" in match else None


def _clock(hour: int, minute: int, match: Match, around: Around) -> When | None:
    if hour > _LAST_HOUR or minute >= _HOUR or (hour == _LAST_HOUR and minute):
        return None
    said = Clock(hour % _LAST_HOUR, minute, _half(match, hour))
    return When(day=_day(match, around), clock=said, is_weekday="weekday" in match)


def _settled(hour: int, minute: int) -> When | None:
    if hour >= _LAST_HOUR or minute >= _HOUR:
        return None
    return When(clock=Clock(hour, minute, is_24h=True))


def clock(match: Match, around: Around) -> When | None:
    """Build ``<hour>`` with any of ``<minute>``, ``<minute_digit>``, ``<half>``, ``<part>``, ``<lead>`` and a day."""
    minute = match.get("minute") or match.get("minute_digit") or 0
    return _clock(match["hour"], minute, match, around)


def first_of_range(match: Match, around: Around) -> When | None:
    """Build the first hour of "<hour> to <until>": the half that is said of the last is its own where that can be."""
    when = clock(match, around)
    # "Eight-fifteen pm" is no range: no half of a day has fifteen hours.
    if when is None or when.clock is None or ("half" in match and match["until"] > 12):
        return None
    first, half = when.clock, _HALVES.get(match.get("first_half") or 0, when.clock.half)
    if "first_half" not in match and half is Half.PM and first.hour % 12 > match["until"] % 12:
        half = Half.AM
    return replace(when, clock=replace(first, half=half))


def clock_24h(match: Match, around: Around) -> When | None:
    """Build a time in the 24-hour writing ("15h30")."""
    return _settled(match["hour"], match.get("minute") or 0)


def run_together(match: Match, around: Around) -> When | None:
    """Build "1530" or "730 pm" from ``<clock>``."""
    hour, minute = divmod(match["clock"], 100)
    return _clock(hour, minute, match, around)


def run_together_24h(match: Match, around: Around) -> When | None:
    """Build "0130 hours" from ``<clock>``."""
    return _settled(*divmod(match["clock"], 100))


def minutes_past(match: Match, around: Around) -> When | None:
    """Build "<minutes> past <hour>"; ``<quarter>`` and ``<half_hour>`` hold their minutes as values."""
    return _clock(match["hour"], _minutes(match), match, around)


def minutes_to(match: Match, around: Around) -> When | None:
    """Build "<minutes> to <hour>"."""
    total = match["hour"] * _HOUR - _minutes(match)
    hour, minute = divmod(total if total > 0 else total + 12 * _HOUR, _HOUR)
    return _clock(hour or 12, minute, match, around)


def _minutes(match: Match) -> int:
    for name in ("minutes", "quarter", "half_hour"):
        if name in match:
            return match[name]
    return 0


def named_hour(hour: int) -> Builder:
    """Make a builder of noon, midnight and their like; ``<minutes>`` or ``<quarter>`` past it are added."""
    return lambda match, _: _settled(hour, _minutes(match))


def to_named_hour(hour: int) -> Builder:
    """Make a builder of so many minutes before it."""
    return lambda match, _: _settled(hour - 1, _HOUR - _minutes(match))


def part_of_day(match: Match, around: Around) -> When | None:
    """Build "in the <part>"."""
    return When(part=PARTS.get(match["part"], PartOfDay.EVENING), day=_day(match, around))
