"""What is free: opening hours, closures and busy times become the places an appointment can begin. Pure.

All comparing is done in UTC. Wall-clock times are turned into instants in one place, :func:`instant`: a time the
clocks skip moves to the moment they jump to, and of a repeated time the first pass counts. An appointment therefore
never *begins* in the second pass of a repeated hour, because "02:15" would not tell which is meant.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

#: Appointments begin at full quarters of an hour, unless the customer names another minute.
GRID_MINUTES = 15
#: Nobody is offered a place that begins sooner than this.
LEAD_TIME = timedelta(minutes=30)
#: How far ahead the diary is open.
HORIZON_DAYS = 90

_DAY = timedelta(days=1)
_GRID = timedelta(minutes=GRID_MINUTES)
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


@dataclass(frozen=True, kw_only=True)
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
    #: Where the appointment stands that is to be moved (UTC): nothing to offer, though it could stay there.
    stands_at: datetime | None = None
    #: Opening hours by day, as far as they have been worked out: one wish looks at the same days again and again.
    _open: dict[date, list[Span]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def zone(self) -> ZoneInfo:
        """The business's time zone."""
        return self.timetable.zone

    @cached_property
    def length(self) -> timedelta:
        """How long the appointment takes, in elapsed time."""
        return timedelta(minutes=self.minutes)

    @cached_property
    def least_busy_first(self) -> tuple[Performer, ...]:
        """The performers in the order in which they are offered."""
        return tuple(sorted(self.performers, key=lambda who: (len(who.busy), who.staff_id)))

    def open_spans(self, day: date) -> list[Span]:
        """Return when the house is open on a day and the next one; hours that meet at midnight are one stretch."""
        if day not in self._open:
            self._open[day] = merge(span for near in (day, day + _DAY) for span in _hours_of(self.timetable, near))
        return self._open[day]


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


def _first_pass(zone: ZoneInfo, wall: datetime) -> datetime:
    return wall.replace(tzinfo=zone).astimezone(UTC)


def _shown(zone: ZoneInfo, at: datetime) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)


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


def fits(spans: Iterable[Span], start: datetime, end: datetime) -> bool:
    """Whether the time from ``start`` to ``end`` lies within one of the spans."""
    return any(span.start <= start and end <= span.end for span in spans)


def _quarters(zone: ZoneInfo, day: date) -> list[datetime]:
    """List the moments (UTC) at which the clock of a local day first shows a full quarter of an hour."""
    midnight = datetime.combine(day, _MIDNIGHT)
    begins = _first_pass(zone, midnight)
    if _first_pass(zone, midnight + _DAY) - begins == _DAY:
        # No zone changes its clocks twice in a day, so this one has no change at all, and adding is enough.
        return [begins + quarter * _GRID for quarter in range(_DAY // _GRID)]
    walls = (midnight + quarter * _GRID for quarter in range(_DAY // _GRID))
    return [_first_pass(zone, wall) for wall in walls if exists(zone, wall)]


def open_starts(search: Search, day: date) -> Iterator[datetime]:
    """Yield, in order, every quarter of an hour (UTC) of a local day that the house is open for, busy or not."""
    if not search.first_day <= day <= search.last_day:
        return
    spans = search.open_spans(day)
    if not spans:
        return
    quarters = _quarters(search.zone, day)
    for span in spans:
        first = bisect_left(quarters, max(span.start, search.earliest))
        yield from quarters[first : bisect_right(quarters, span.end - search.length)]


def free_performers(search: Search, at: datetime) -> tuple[Performer, ...]:
    """Return who is free for the whole appointment, the least busy first."""
    end = at + search.length
    return tuple(who for who in search.least_busy_first if who.busy.is_free(at, end))


def free_starts(search: Search, day: date) -> list[Start]:
    """Return every place of a local day where an appointment can begin, and does not already."""
    starts = (Start(at, free_performers(search, at)) for at in open_starts(search, day) if at != search.stands_at)
    return [start for start in starts if start.performers]
