"""Builders of times of day that the time tables of every language share."""

from __future__ import annotations

from dataclasses import replace

from receptionist.domain.diary import PartOfDay
from receptionist.understanding.rules.patterns import Match
from receptionist.understanding.rules.temporal.days import PARTS
from receptionist.understanding.rules.temporal.values import Around, Builder, Clock, Half, When

#: Values of a category ``half``.
AM, PM = 1, 2
_HALVES = {AM: Half.AM, PM: Half.PM}
_HOUR, _LAST_HOUR = 60, 24


_MORNING, _EVENING = 1, 3


def _half(match: Match, hour: int) -> Half | None:
    if "half" in match:
        return _HALVES.get(match["half"])
    part = match.get("part") or match.get("lead")
    if part is None:
        return None
    is_small_hours = part == _EVENING and hour == 12
    return Half.AM if part == _MORNING or is_small_hours else Half.PM


def _clock(hour: int, minute: int, match: Match) -> When | None:
    if hour > _LAST_HOUR or minute >= _HOUR or (hour == _LAST_HOUR and minute):
        return None
    return When(clock=Clock(hour % _LAST_HOUR, minute, _half(match, hour)))


def _settled(hour: int, minute: int) -> When | None:
    if hour >= _LAST_HOUR or minute >= _HOUR:
        return None
    return When(clock=Clock(hour, minute, is_24h=True))


def clock(match: Match, around: Around) -> When | None:
    """Build ``<hour>`` with any of ``<minute>``, ``<minute_digit>``, ``<half>``, ``<part>`` and ``<lead>``."""
    minute = match.get("minute") or match.get("minute_digit") or 0
    return _clock(match["hour"], minute, match)


def clock_today(match: Match, around: Around) -> When | None:
    """Build "eight tonight": ``clock``, today."""
    when = clock(match, around)
    return replace(when, day=around.today) if when else None


def clock_24h(match: Match, around: Around) -> When | None:
    """Build a time in the 24-hour writing ("15h30")."""
    return _settled(match["hour"], match.get("minute") or 0)


def run_together(match: Match, around: Around) -> When | None:
    """Build "1530" or "730 pm" from ``<clock>``."""
    hour, minute = divmod(match["clock"], 100)
    return _clock(hour, minute, match)


def minutes_past(match: Match, around: Around) -> When | None:
    """Build "<minutes> past <hour>"; ``<quarter>`` and ``<half_hour>`` hold their minutes as values."""
    return _clock(match["hour"], _minutes(match), match)


def minutes_to(match: Match, around: Around) -> When | None:
    """Build "<minutes> to <hour>"."""
    total = match["hour"] * _HOUR - _minutes(match)
    hour, minute = divmod(total if total > 0 else total + 12 * _HOUR, _HOUR)
    return _clock(hour or 12, minute, match)


def _minutes(match: Match) -> int:
    for name in ("minutes", "quarter", "half_hour"):
        if name in match:
            return match[name]
    return 0


def named_hour(hour: int) -> Builder:
    """Make a builder of noon, midnight and their like; ``<minutes>`` or ``<quarter>`` past it are added."""
    return lambda match, _: _settled(hour, _minutes(match))


def part_of_day(match: Match, around: Around) -> When | None:
    """Build "in the <part>"."""
    return When(part=PARTS.get(match["part"], PartOfDay.EVENING))
