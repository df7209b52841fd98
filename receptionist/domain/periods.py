"""A stretch of days by a business's own clock, cut into buckets, and the stretch before it that it is held against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

#: Days that a period may have.
MOST_DAYS = 366
#: With more days than these, a bucket is a week: nobody reads ninety thin bars.
_MOST_DAYS_TOLD_ONE_BY_ONE = 62
_DAY = timedelta(days=1)
_FAR_PAST = date(2000, 1, 1)

Edges = tuple[datetime, ...]


class PeriodRefused(ValueError):
    """Days that make no period; the message says why, in words for staff."""


class Unit(StrEnum):
    """How long a bucket is."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From ``begins`` up to ``ends`` (UTC, the end not included), which for one under way is now.

    ``before`` is what it is held against: as long, and as far along where it is under way.
    """

    first: date
    last: date
    begins: datetime
    ends: datetime
    before: tuple[datetime, datetime]
    unit: Unit
    zone: ZoneInfo

    @property
    def edges(self) -> Edges:
        """The edges of all buckets, ascending: number 0 is the stretch before, 1 lies between the two, 2 is the first.

        All are counted in one go that way. A bucket may be empty: the one between, as a rule, is.
        """
        return (*self.before, *self._own_edges())

    @property
    def buckets(self) -> tuple[datetime, ...]:
        """When each bucket begins, by the business's clock."""
        return tuple(edge.astimezone(self.zone) for edge in self._own_edges()[:-1])

    def _own_edges(self) -> Edges:
        inner = (edge for edge in self._marks() if self.begins < edge < self.ends)
        return (self.begins, *inner, self.ends)

    def _marks(self) -> Iterator[datetime]:
        if self.unit is Unit.HOUR:
            # Counted in UTC: the day on which the clock is put back has one more of them.
            hours = round((self.ends - self.begins) / timedelta(hours=1))
            yield from (self.begins + timedelta(hours=hour) for hour in range(hours + 1))
            return
        for day in _days(self.first, self.last):
            if self.unit is Unit.DAY or day.weekday() == 0:
                yield midnight(day, self.zone)


#: Buckets in front of the period's own.
BEFORE, BETWEEN, OWN = 0, 1, 2


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Say when a day begins in a zone, in UTC; where the clock skips midnight, at the first moment there is."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def whole_days(first: date, last: date, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """List the days from ``first`` to ``last``, both included, as the moments (UTC) between which they last."""
    return list(pairwise(midnight(day, zone) for day in _days(first, last + _DAY)))


def last_days(number: int, now: datetime, zone: ZoneInfo) -> Period:
    """Make the period of so many days, today included."""
    today = now.astimezone(zone).date()
    return own(today - (number - 1) * _DAY, today, now, zone)


def this_month(now: datetime, zone: ZoneInfo) -> Period:
    """Make the period from the first of this month to today; before it, last month up to the same day and hour."""
    today = now.astimezone(zone).date()
    first = today.replace(day=1)
    return _period((first, today), (first - _DAY).replace(day=1), now, zone)


def last_month(now: datetime, zone: ZoneInfo) -> Period:
    """Make the period of the whole month before this one; before it, the one before that."""
    last = now.astimezone(zone).date().replace(day=1) - _DAY
    first = last.replace(day=1)
    return _period((first, last), (first - _DAY).replace(day=1), now, zone)


def own(first: date, last: date, now: datetime, zone: ZoneInfo) -> Period:
    """Make the period from ``first`` to ``last``, both included; raises PeriodRefused where there is no such period."""
    days = (last - first).days + 1
    if days < 1:
        raise PeriodRefused("The first day must not be after the last.")
    if days > MOST_DAYS:
        raise PeriodRefused(f"Choose {MOST_DAYS} days at most.")
    if first > now.astimezone(zone).date():
        raise PeriodRefused("The first day is still to come.")
    if first < _FAR_PAST:
        raise PeriodRefused(f"Choose days after {_FAR_PAST:%Y}.")
    return _period((first, last), first - days * _DAY, now, zone)


def _period(days: tuple[date, date], first_before: date, now: datetime, zone: ZoneInfo) -> Period:
    first, last = days
    begins, full = midnight(first, zone), midnight(last + _DAY, zone)
    ends = max(begins, min(now.astimezone(UTC), full))
    before = midnight(first_before, zone), begins
    if ends < full:
        before = before[0], min(_as_far_along(first, first_before, now.astimezone(zone)), begins)
    return Period(first=first, last=last, begins=begins, ends=ends, before=before, unit=_unit(first, last), zone=zone)


def _as_far_along(first: date, first_before: date, now: datetime) -> datetime:
    day = first_before + (now.date() - first)
    return datetime.combine(day, now.time(), now.tzinfo).astimezone(UTC)


def _unit(first: date, last: date) -> Unit:
    days = (last - first).days + 1
    if days == 1:
        return Unit.HOUR
    return Unit.DAY if days <= _MOST_DAYS_TOLD_ONE_BY_ONE else Unit.WEEK


def _days(first: date, last: date) -> Iterator[date]:
    return (first + number * _DAY for number in range((last - first).days + 1))
