"""Which free place somebody who waits would be offered first. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from calendar_integration.free.availability import free_starts
from calendar_integration.free.options import Option, options
from calendar_integration.free.searches import Search, Start
from calendar_integration.spans import Span, overlap

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What would do, days and times of day on the clock of the location; None and empty stand for any."""

    first_day: date
    last_day: date
    weekdays: Collection[int] = ()
    earliest: time | None = None
    latest: time | None = None
    location_id: int | None = None
    staff_id: int | None = None
    #: Where the appointment begins that would be moved, UTC: one that would do already is moved to an earlier place.
    stands_at: datetime | None = None
    #: Starts (UTC) that were offered before: what overlaps one of them is the same place.
    offered: Collection[datetime] = ()
    #: Starts (UTC) by member of staff that are about to be held for somebody who has waited for longer.
    promised: Collection[tuple[int, datetime]] = ()
    #: When the customer is somewhere else, in order.
    busy: Sequence[Span] = ()


def first_place(search: Search, wanted: Wanted) -> Option | None:
    """Return the earliest place that would do, with whom it had best be; None when there is none.

    What the search says of ``now``, lead time and horizon holds. Raises DayNotReadError for days it has not read.
    """
    for day in _days(search, wanted):
        for start in free_starts(search, day):
            if not _would_do(search, start, wanted):
                continue
            for option in options(search, start):
                if wanted.staff_id in (None, option.staff_id) and not _is_promised(search, option, wanted):
                    return option
    return None


def _days(search: Search, wanted: Wanted) -> Iterator[date]:
    day = max(wanted.first_day, search.today, search.first_day)
    last = min(wanted.last_day, search.last_open, search.last_day)
    while day <= last:
        if not wanted.weekdays or day.weekday() in wanted.weekdays:
            yield day
        day += _A_DAY


def _would_do(search: Search, start: Start, wanted: Wanted) -> bool:
    length = timedelta(minutes=search.terms.minutes)
    # A quarter of an hour later it would be the same gap again.
    was_offered = any(abs(start.at - offered) < length for offered in wanted.offered)
    if was_offered or wanted.location_id not in (None, start.site.location_id):
        return False
    if not _suits(wanted, start.local):
        return False
    if wanted.stands_at is not None and start.at >= wanted.stands_at:
        stands = wanted.stands_at.astimezone(start.site.zone)
        if start.at == wanted.stands_at or _is_wished_for(wanted, stands):
            return False
    return not overlap(wanted.busy, start.at, start.at + length)


def _is_promised(search: Search, option: Option, wanted: Wanted) -> bool:
    length = timedelta(minutes=search.terms.minutes)
    return any(who == option.staff_id and abs(option.at - start) < length for who, start in wanted.promised)


def _is_wished_for(wanted: Wanted, local: datetime) -> bool:
    weekday = not wanted.weekdays or local.weekday() in wanted.weekdays
    return weekday and wanted.first_day <= local.date() <= wanted.last_day and _suits(wanted, local)


def _suits(wanted: Wanted, local: datetime) -> bool:
    return (wanted.earliest or time.min) <= local.time() and (wanted.latest is None or local.time() < wanted.latest)
