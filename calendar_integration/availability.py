"""What is free: opening hours, closures and busy times become the places an appointment can begin. Pure.

All comparing is done in UTC. Wall-clock times are turned into instants in one place, :func:`instant`: a time the
clocks skip moves to the moment they jump to, and of a repeated time the first pass counts. An appointment therefore
never *begins* in the second pass of a repeated hour, because "02:15" would not tell which is meant.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

#: Appointments begin at full quarters of an hour, unless the customer names another minute.
GRID_MINUTES = 15
#: Nobody is offered a place that begins sooner than this.
LEAD_TIME = timedelta(minutes=30)
#: How far ahead the diary is open.
HORIZON_DAYS = 90

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of time in UTC, its end not included."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Hours:
    """One stretch of a weekday (Monday is 0) in wall-clock time; closing at 00:00 is midnight at its end."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Timetable:
    """When the house is open. ``closures`` are (first day, last day), both closed."""

    zone: ZoneInfo
    hours: tuple[Hours, ...]
    closures: tuple[tuple[date, date], ...] = ()


class Busy:
    """When somebody is not free: any spans, overlapping or not, kept merged and sorted."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        merged = merge(spans)
        self._starts = [span.start for span in merged]
        self._ends = [span.end for span in merged]

    def __len__(self) -> int:
        return len(self._starts)

    def is_free(self, start: datetime, end: datetime) -> bool:
        """Whether nothing overlaps the time from ``start`` up to ``end``; touching is no overlap."""
        first_ending_later = bisect_right(self._ends, start)
        return first_ending_later == len(self._starts) or self._starts[first_ending_later] >= end


@dataclass(frozen=True, slots=True)
class Performer:
    """A member of staff who performs the service in question."""

    staff_id: int
    name: str
    busy: Busy


@dataclass(frozen=True, slots=True)
class Start:
    """A place where an appointment can begin, and who is free for all of it."""

    at: datetime
    performers: tuple[Performer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """All that decides what is free for one service.

    Nothing begins before ``earliest`` (UTC). ``first_day`` to ``last_day`` (local, both included) is what was looked
    at; ``last_open`` is the last day that the diary is open for.
    """

    service_id: int
    minutes: int
    timetable: Timetable
    performers: tuple[Performer, ...]
    earliest: datetime
    first_day: date
    last_day: date
    last_open: date

    @property
    def zone(self) -> ZoneInfo:
        """The business's time zone."""
        return self.timetable.zone

    @property
    def length(self) -> timedelta:
        """How long the appointment takes, in elapsed time."""
        return timedelta(minutes=self.minutes)


def exists(zone: ZoneInfo, wall: datetime) -> bool:
    """Whether the naive wall-clock time ``wall`` occurs at all, or is skipped by the clocks."""
    return wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall


def instant(zone: ZoneInfo, wall: datetime) -> datetime:
    """Return the first moment (UTC) at which the clock shows the naive ``wall``, or has jumped past it."""
    while not exists(zone, wall):
        wall += _MINUTE
    return wall.replace(tzinfo=zone).astimezone(UTC)


def merge(spans: Iterable[Span]) -> list[Span]:
    """Join what overlaps or touches, in order; empty spans vanish."""
    merged: list[Span] = []
    for span in sorted(span for span in spans if span.start < span.end):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def subtract(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """Return what is left of ``spans`` when ``taken`` is cut out of them."""
    left = merge(spans)
    for cut in merge(taken):
        left = [
            piece
            for span in left
            for piece in (Span(span.start, min(span.end, cut.start)), Span(max(span.start, cut.end), span.end))
            if piece.start < piece.end
        ]
    return left


def _hours_of(timetable: Timetable, day: date) -> Iterator[Span]:
    if any(first <= day <= last for first, last in timetable.closures):
        return
    for hours in timetable.hours:
        if hours.weekday == day.weekday():
            closing_day = day + _DAY if hours.closes == _MIDNIGHT else day
            yield Span(
                instant(timetable.zone, datetime.combine(day, hours.opens)),
                instant(timetable.zone, datetime.combine(closing_day, hours.closes)),
            )


def open_spans(timetable: Timetable, day: date) -> list[Span]:
    """Return when the house is open on a day and the next one; hours that meet at midnight are one stretch."""
    return merge(span for near in (day, day + _DAY) for span in _hours_of(timetable, near))


def fits(spans: Iterable[Span], start: datetime, end: datetime) -> bool:
    """Whether the time from ``start`` to ``end`` lies within one of the spans."""
    return any(span.start <= start and end <= span.end for span in spans)


def open_starts(search: Search, day: date) -> Iterator[datetime]:
    """Yield, in order, every quarter of an hour (UTC) of a local day that the house is open for, busy or not."""
    if not search.first_day <= day <= search.last_day:
        return
    spans = open_spans(search.timetable, day)
    if not spans:
        return
    midnight = datetime.combine(day, _MIDNIGHT)
    for minutes in range(0, 24 * 60, GRID_MINUTES):
        wall = midnight + timedelta(minutes=minutes)
        at = wall.replace(tzinfo=search.zone).astimezone(UTC)
        if at >= search.earliest and fits(spans, at, at + search.length) and exists(search.zone, wall):
            yield at


def free_performers(search: Search, at: datetime) -> tuple[Performer, ...]:
    """Return who is free for the whole appointment, the least busy first."""
    free = [who for who in search.performers if who.busy.is_free(at, at + search.length)]
    return tuple(sorted(free, key=lambda who: (len(who.busy), who.staff_id)))


def free_starts(search: Search, day: date) -> list[Start]:
    """Return every place of a local day where an appointment can begin."""
    starts = (Start(at, free_performers(search, at)) for at in open_starts(search, day))
    return [start for start in starts if start.performers]
