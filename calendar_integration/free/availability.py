"""What is free: hours, absences and everything taken become the places an appointment can begin. Pure.

The rules, the first about customers and the others about those who serve them:

- the appointment itself lies within the opening hours of its location;
- what it takes up, the time before and after it included, lies within the hours of its performer, who may well come
  before the house opens and leave after it has closed. Who has no hours of their own works opening hours;
- all of that time the performer is free, and so is one room, chair or device of each kind that the service needs;
- it begins at a full quarter of an hour, no sooner than the lead time and no later than the horizon allows;
- a seat in a session that stands already needs nobody's time anew: only that house and performer are still there.

All comparing is done in UTC, in seconds since the epoch. A day is a table, with a row for each performer or room and
a column for each moment at which an appointment could begin.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import compress
from operator import attrgetter
from typing import cast

from calendar_integration.clock import moment, quarters
from calendar_integration.free.searches import Performer, Resource, Search, Session, Site, Start, Terms
from calendar_integration.spans import Busy, Stretch


class DayNotReadError(LookupError):
    """The diary of a day that matters has not been read: read more of it, and search again."""


def free_starts(search: Search, day: date) -> list[Start]:
    """Return every place of a local day where an appointment can begin and does not already, in order.

    Raises DayNotReadError for a day of the diary that has not been read.
    """
    found: list[Start] = []
    for site in search.sites:
        found += _starts(search, site, day, _within_opening(search, site, day, quarters(site.zone, day)))
    found.sort(key=attrgetter("at"))
    return [start for start in found if start.at != search.stands_at] if search.stands_at else found


def start_at(search: Search, site: Site, at: datetime) -> Start | None:
    """Return with whom an appointment can begin at exactly this moment, be it a full quarter of an hour or not.

    Raises DayNotReadError for a day of the diary that has not been read.
    """
    day = at.astimezone(site.zone).date()
    seconds = _within_opening(search, site, day, [int(at.timestamp())])
    return next((start for start in _starts(search, site, day, seconds) if start.at == at), None)


def fits(hours: Iterable[Stretch], start: int, end: int) -> bool:
    """Whether the seconds from ``start`` to ``end`` lie within one of the stretches."""
    return any(stretch.start <= start and end <= stretch.end for stretch in hours)


def _within_opening(search: Search, site: Site, day: date, seconds: Sequence[int]) -> list[int]:
    """Return those of the seconds (in order) that the opening hours and the lead time allow."""
    earliest, length = search.earliest.timestamp(), search.terms.minutes * 60
    allowed: list[int] = []
    for hours in site.timetable.around(day):
        first = bisect_left(seconds, max(hours.start, earliest))
        allowed += seconds[first : bisect_right(seconds, hours.end - length)]
    return allowed


def _starts(search: Search, site: Site, day: date, seconds: Sequence[int]) -> Iterator[Start]:
    """Yield what can begin at one of the seconds, and the seats that are left on the same day."""
    if not search.today <= day <= search.last_open:
        return
    if not search.first_day <= day <= search.last_day:
        raise DayNotReadError(f"{day} does not lie between {search.first_day} and {search.last_day}")
    seats = _seats(search, site, day)
    for second, performers, resource_ids in _new(search, site, day, seconds):
        yield Start(moment(second), site, performers, resource_ids, tuple(seats.pop(second, ())))
    for second, sessions in seats.items():
        yield Start(moment(second), site, sessions=tuple(sessions))


def _new(
    search: Search, site: Site, day: date, seconds: Sequence[int]
) -> Iterator[tuple[int, tuple[Performer, ...], tuple[int, ...]]]:
    """Yield at which of the seconds something new can begin, by whom and in which rooms."""
    here = [who for who in search.performers if site.location_id in who.presence]
    rows = [
        _row(search.terms, seconds, who.presence[site.location_id].around(day), (who.off, who.busy)) for who in here
    ]
    columns = [
        (second, column) for second, column in zip(seconds, zip(*rows, strict=True), strict=bool(rows)) if any(column)
    ]
    rooms = _rooms(search, site, [second for second, _ in columns])
    for (second, column), resource_ids in zip(columns, rooms, strict=True):
        if resource_ids is not None:
            yield second, tuple(compress(here, column)), resource_ids


def _rooms(search: Search, site: Site, seconds: Sequence[int]) -> Sequence[tuple[int, ...] | None]:
    """Return what is free of each kind that is needed, second by second; None where one of them is not to be had."""
    if not search.terms.needs:
        return [()] * len(seconds)
    chosen = [
        _first_free(search.terms, seconds, [resource for resource in site.resources if resource.kind_id == kind])
        for kind in sorted(search.terms.needs)
    ]
    return [None if None in ids else cast("tuple[int, ...]", ids) for ids in zip(*chosen, strict=True)]


def _first_free(terms: Terms, seconds: Sequence[int], resources: Sequence[Resource]) -> list[int | None]:
    """Return, second by second, the first of the resources that is free: so the others stay free for longer."""
    found: list[int | None] = [None] * len(seconds)
    for resource in resources:
        if None not in found:
            break
        row = _row(terms, seconds, None, (resource.busy,))
        found = [known or (resource.resource_id if free else None) for known, free in zip(found, row, strict=True)]
    return found


def _row(terms: Terms, seconds: Sequence[int], hours: Iterable[Stretch] | None, taken: Iterable[Busy]) -> bytearray:
    """Tell for each of the seconds, with a 1, whether what begins then fits into the hours and around what is taken.

    A room keeps no hours, so None are all of them.
    """
    before, after = terms.minutes_before * 60, (terms.minutes + terms.minutes_after) * 60
    row = bytearray(len(seconds)) if hours is not None else bytearray(b"\1") * len(seconds)
    if not seconds:
        return row
    for start, end in hours or ():
        if end < seconds[0] or seconds[-1] < start:
            continue
        first, last = bisect_left(seconds, start + before), bisect_right(seconds, end - after)
        if first < last:
            row[first:last] = b"\1" * (last - first)
    for busy in taken:
        for start, end in busy.between(seconds[0] - before, seconds[-1] + after):
            first, last = bisect_right(seconds, start - after), bisect_left(seconds, end + before)
            if first < last:
                row[first:last] = bytes(last - first)
    return row


def _seats(search: Search, site: Site, day: date) -> dict[int, list[Session]]:
    """Return the sessions of a local day that can take one more, by when they begin and the fullest first."""
    people = {who.staff_id: who for who in search.performers if site.location_id in who.presence}
    seats: dict[int, list[Session]] = defaultdict(list)
    for session in sorted(search.sessions, key=lambda session: (session.seats_left, session.session_id)):
        start, end = session.taken
        who = people.get(session.staff_id)
        if (
            who is not None
            and session.location_id == site.location_id
            and moment(start).astimezone(site.zone).date() == day
            and start >= search.earliest.timestamp()
            and fits(site.timetable.around(day), start, end)
            and fits(who.presence[site.location_id].around(day), start, end)
            and who.off.is_free(start, end)
        ):
            seats[start].append(session)
    return seats
