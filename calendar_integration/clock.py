"""Where wall-clock times become moments, and nowhere else. Pure.

A time the clocks skip moves to the moment they jump to, and of a repeated time the first pass counts. An appointment
therefore never *begins* in the second pass of a repeated hour, because "02:15" would not tell which is meant.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

#: Appointments begin at full quarters of an hour, unless the customer names another minute.
GRID_MINUTES = 15
#: Nothing is booked beyond them, and their neighbours overflow in some zone.
YEARS = range(1900, 2200)

_DAY = timedelta(days=1)
_GRID = timedelta(minutes=GRID_MINUTES)
_MINUTE = timedelta(minutes=1)
_MIDNIGHT = time(0)
_DAY_SECONDS, _GRID_SECONDS = 24 * 60 * 60, GRID_MINUTES * 60


def exists(zone: ZoneInfo, wall: datetime) -> bool:
    """Whether the naive wall-clock time ``wall`` occurs at all, or is skipped by the clocks."""
    return _shown(zone, _first_pass(zone, wall)) == wall


def instant(zone: ZoneInfo, wall: datetime) -> datetime:
    """Return the first moment (UTC) at which the clock shows the naive ``wall``, or has jumped past it."""
    at = _first_pass(zone, wall)
    while _shown(zone, at) != wall:
        wall += _MINUTE
        at = _first_pass(zone, wall)
    return at


def second(zone: ZoneInfo, day: date, at: time) -> int:
    """Return the same moment for a time of a local day, in seconds since the epoch."""
    midnight, is_even = _day(zone, day)
    if is_even:
        return midnight + at.hour * 3600 + at.minute * 60 + at.second
    return int(instant(zone, datetime.combine(day, at.replace(tzinfo=None))).timestamp())


def closing_second(zone: ZoneInfo, day: date, at: time) -> int:
    """Return the same for the end of something, of which 00:00 is the midnight after the day."""
    return second(zone, day + _DAY if at == _MIDNIGHT else day, at)


def quarters(zone: ZoneInfo, day: date) -> list[int]:
    """List the seconds since the epoch at which the clock of a local day first shows a full quarter of an hour."""
    midnight, is_even = _day(zone, day)
    if is_even:
        return list(range(midnight, midnight + _DAY_SECONDS, _GRID_SECONDS))
    first = datetime.combine(day, _MIDNIGHT)
    walls = (first + quarter * _GRID for quarter in range(_DAY // _GRID))
    return [int(_first_pass(zone, wall).timestamp()) for wall in walls if exists(zone, wall)]


def moment(seconds: int) -> datetime:
    """Return seconds since the epoch as a moment (UTC)."""
    return datetime.fromtimestamp(seconds, UTC)


@lru_cache(maxsize=4096)
def _day(zone: ZoneInfo, day: date) -> tuple[int, bool]:
    """Return when a local day begins, in seconds since the epoch, and whether its clocks run evenly all through.

    No zone changes its clocks twice in a day, so a day of 24 hours has no change at all, and adding is enough.
    """
    midnight = datetime.combine(day, _MIDNIGHT)
    begins = _first_pass(zone, midnight)
    return int(begins.timestamp()), _first_pass(zone, midnight + _DAY) - begins == _DAY


def _first_pass(zone: ZoneInfo, wall: datetime) -> datetime:
    return wall.replace(tzinfo=zone).astimezone(UTC)


def _shown(zone: ZoneInfo, at: datetime) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)
