"""What stands in the diary of one location between two days, told on the clock of that location."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q

from calendar_integration.clock import moment, second
from calendar_integration.free import houses
from calendar_integration.free.searching import LONGEST
from calendar_integration.free.timetables import Timetable
from calendar_integration.models import Appointment, Location, Session, Staff
from calendar_integration.spans import Busy, Span, Stretch, merge, subtract
from calendar_integration.statuses import STANDING, TAKES_PLACE, AppointmentStatus

#: The most days that are shown at once: six weeks, as a month fills them.
MOST_DAYS = 42

_A_DAY = timedelta(days=1)
_MIDNIGHT = time(0)


class Kind(StrEnum):
    """What takes up time in the diary, or leaves none."""

    APPOINTMENT = "appointment"
    GROUP = "group"
    #: Kept free before and after an appointment.
    BUFFER = "buffer"
    #: The house is closed.
    CLOSED = "closed"
    #: This person does not work here then.
    AWAY = "away"
    TIME_OFF = "time_off"
    BUSY_OUTSIDE = "busy_outside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One stretch of the diary; its times are aware, on the clock of the location."""

    kind: Kind
    start: datetime
    end: datetime
    #: None for everybody.
    staff_id: int | None = None
    appointment: Appointment | None = None
    session: Session | None = None

    @property
    def can_move(self) -> bool:
        """Whether staff could move it."""
        return self.appointment is not None and self.appointment.status in STANDING


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Some days (both included) of one location."""

    location: Location
    first_day: date
    last_day: date

    @property
    def zone(self) -> ZoneInfo:
        """The clock of the location."""
        return self.location.zone

    @property
    def span(self) -> Span:
        """The time (UTC) from the first midnight to the last."""
        begins, ends = (
            second(self.zone, self.first_day, _MIDNIGHT),
            second(self.zone, self.last_day + _A_DAY, _MIDNIGHT),
        )
        return Span(moment(begins), moment(ends))

    def local(self, at: datetime) -> datetime:
        """Return a moment on the clock of the location."""
        return at.astimezone(self.zone)


def locations(now: datetime) -> list[Location]:
    """Return every location that has a diary: those in use, and those with something still to come."""
    coming = Appointment.objects.filter(location=OuterRef("pk"), status__in=TAKES_PLACE, during__endswith__gt=now)
    every = Location.objects.select_related("business").filter(Q(active=True) | Exists(coming))
    return list(every.order_by("business__name", "business_id", "position", "pk"))


def staff_of(location: Location, now: datetime) -> list[Staff]:
    """Return who has a column: whoever may work at a location, or still has something to do there."""
    coming = Appointment.objects.filter(
        staff=OuterRef("pk"), location=location, status__in=TAKES_PLACE, during__endswith__gt=now
    )
    works_here = Q(hours=None) | Q(hours__location=location) | Q(days__location=location)
    everybody = Staff.objects.filter(business_id=location.business_id)
    return list(everybody.filter(Q(active=True) & works_here | Exists(coming)).distinct())


def entries(week: Week, staff: Sequence[Staff], now: datetime) -> Iterator[Entry]:
    """Yield all that our own diary knows of these days; holds that have run out are none."""
    yield from _appointments(week, now)
    yield from _groups(week)
    yield from _hours(week, staff)


def busy_outside(week: Week, busy: dict[int, Sequence[Span]]) -> Iterator[Entry]:
    """Yield what the calendars outside say, by the id of whose they are."""
    for staff_id, spans in busy.items():
        for span in merge(spans):
            yield _entry(week, Kind.BUSY_OUTSIDE, span, staff_id)


def _appointments(week: Week, now: datetime) -> Iterator[Entry]:
    rows = Appointment.objects.filter(
        business_id=week.location.business_id,
        # What is booked at night, or before the clocks change, stands beside its local day.
        local_day__range=(week.first_day - _A_DAY, week.last_day + _A_DAY),
        location=week.location,
        session=None,
        status__in=TAKES_PLACE,
        during__overlap=tuple(week.span),
    )
    rows = rows.exclude(status=AppointmentStatus.HELD, held_until__lte=now)
    for row in rows.select_related("service", "staff"):
        booked = Span(row.during.lower, row.during.upper)
        yield Entry(
            kind=Kind.APPOINTMENT,
            start=week.local(booked.start),
            end=week.local(booked.end),
            staff_id=row.staff_id,
            appointment=row,
        )
        yield from _buffers(week, row, booked)


def _groups(week: Week) -> Iterator[Entry]:
    rows = Session.objects.filter(
        location=week.location,
        during__startswith__gt=week.span.start - LONGEST,
        during__startswith__lt=week.span.end,
        during__endswith__gt=week.span.start,
    )
    rows = rows.annotate(taken=Count("appointments", filter=~Q(appointments__status=AppointmentStatus.HELD)))
    for row in rows.select_related("service", "staff"):
        held = Span(row.during.lower, row.during.upper)
        yield Entry(
            kind=Kind.GROUP,
            start=week.local(held.start),
            end=week.local(held.end),
            staff_id=row.staff_id,
            session=row,
        )
        yield from _buffers(week, row, held)


def _buffers(week: Week, row: Appointment | Session, booked: Span) -> Iterator[Entry]:
    if row.buffer_before:
        before = Span(booked.start - timedelta(minutes=row.buffer_before), booked.start)
        yield _entry(week, Kind.BUFFER, before, row.staff_id)
    if row.buffer_after:
        yield _entry(
            week, Kind.BUFFER, Span(booked.end, booked.end + timedelta(minutes=row.buffer_after)), row.staff_id
        )


def _hours(week: Week, staff: Sequence[Staff]) -> Iterator[Entry]:
    """Yield when the house is closed, and when each of its people is away."""
    days = (week.last_day - week.first_day).days + 1
    house, performers = houses.hours_at(week.location, staff, week.span.start, days)
    for span in _without(week, house):
        yield _entry(week, Kind.CLOSED, span)
    for who in performers:
        timetable = who.presence.get(week.location.pk)
        for span in _without(week, timetable):
            yield _entry(week, Kind.AWAY, span, who.staff_id)
        for span in _spans(who.off, week.span):
            yield _entry(week, Kind.TIME_OFF, span, who.staff_id)


def _without(week: Week, timetable: Timetable | None) -> list[Span]:
    """Return the time of these days that a timetable leaves out; all of it for None."""
    there: list[Stretch] = []
    day = week.first_day
    while timetable is not None and day <= week.last_day:
        there += timetable.around(day)
        day += _A_DAY
    return subtract([week.span], [Span(moment(start), moment(end)) for start, end in there])


def _spans(busy: Busy, within: Span) -> list[Span]:
    begins, ends = int(within.start.timestamp()), int(within.end.timestamp())
    found = busy.between(begins, ends)
    return [Span(moment(max(start, begins)), moment(min(end, ends))) for start, end in found]


def _entry(week: Week, kind: Kind, span: Span, staff_id: int | None = None) -> Entry:
    return Entry(kind=kind, start=week.local(span.start), end=week.local(span.end), staff_id=staff_id)
