"""Takes one place in the diary: a performer and the rooms it needs, or a seat in a session.

All of it happens in the caller's transaction; whatever slips past the locks is refused by the database itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from psycopg.types.range import Range

from calendar_integration.booking import changing
from calendar_integration.booking.changing import Step
from calendar_integration.booking.locking import lock_diaries
from calendar_integration.free.searching import LONGEST
from calendar_integration.models import (
    LONGEST_BUFFER,
    Appointment,
    Location,
    Occupancy,
    Resource,
    Service,
    Session,
    Staff,
)
from calendar_integration.statuses import AppointmentStatus


class Taken(Exception):
    """The place is gone: somebody was faster."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place in one diary that is about to be taken; ``needs`` are ids of kinds of resources, ascending."""

    service: Service
    location: Location
    staff: Staff
    #: UTC.
    at: datetime
    needs: Sequence[int] = ()
    #: Whether the person's outside calendar did not answer, so that the customer must be told.
    unknown: bool = False
    #: What moves there as it was booked: its length and buffers stay, whatever the service says by now.
    as_booked: Appointment | None = None

    @property
    def ends(self) -> datetime:
        """When it would end (UTC)."""
        booked = self.as_booked
        length = booked.during.upper - booked.during.lower if booked else timedelta(minutes=self.service.minutes)
        return self.at + length

    def columns(self) -> dict[str, Any]:
        """Return what an appointment says of its place, as it is compared and as it was agreed with the customer."""
        local = self.at.astimezone(self.location.zone)
        return {
            **self._scheduled(),
            "local_day": local.date(),
            "local_time": local.time(),
            "timezone": self.location.timezone,
            "told_calendar_pending": self.unknown,
        }

    def session(self) -> Session:
        """Return a session, not saved yet, that would be held at this place."""
        return Session(capacity=self.service.capacity, **self._scheduled())

    def _scheduled(self) -> dict[str, Any]:
        buffers = self.as_booked or self.service
        return {
            "business_id": self.service.business_id,
            "service": self.service,
            "staff": self.staff,
            "location": self.location,
            "during": Range[datetime](self.at, self.ends, "[)"),
            "buffer_before": buffers.buffer_before,
            "buffer_after": buffers.buffer_after,
            "needs": list(self.needs),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What must be locked and cleared before a place is taken: rooms that would do, and holds that have run out."""

    rooms: tuple[Resource, ...]
    stale: tuple[int, ...]
    staff_ids: frozenset[int]

    @property
    def room_ids(self) -> list[int]:
        """The ids of the rooms."""
        return [room.pk for room in self.rooms]


def survey(place: Place, now: datetime, *, own_hold: Appointment | None = None) -> Ground:
    """Look at what lies around a place, before anything is locked; a hold of the customer's own is to go, too."""
    rooms = Resource.objects.filter(location=place.location, kind_id__in=place.needs, active=True)
    candidates = tuple(rooms.order_by("pk")) if place.needs else ()
    # Of holds there are few at any time. Buffers are allowed for by their most: ending one more does no harm.
    margin = timedelta(minutes=2 * LONGEST_BUFFER)
    during = Range[datetime](place.at - margin, place.ends + margin, "[)")
    held = Appointment.objects.filter(status=AppointmentStatus.HELD, held_until__lte=now, during__overlap=during)
    in_a_room = Q(occupancies__resource__in=candidates) | Q(session__occupancies__resource__in=candidates)
    in_the_way = held.filter(Q(staff=place.staff) | in_a_room) if candidates else held.filter(staff=place.staff)
    stale = dict(in_the_way.values_list("pk", "staff_id"))
    if own_hold is not None:
        stale[own_hold.pk] = own_hold.staff_id
    return Ground(rooms=candidates, stale=tuple(stale), staff_ids=frozenset({place.staff.pk, *stale.values()}))


def clear(ground: Ground, now: datetime, *, by: str) -> None:
    """Lock the diaries of the ground, and let go of the holds that stand in the way; ``by`` takes another place."""
    lock_diaries(ground.staff_ids, ground.room_ids)
    if not ground.stale:
        return
    holds = Appointment.objects.filter(pk__in=ground.stale, status=AppointmentStatus.HELD)
    for hold in holds.select_for_update(of=("self",)).order_by("pk"):
        # The diary that a hold stands in has been locked, unless it is another by now: then it is not in the way.
        if hold.staff_id in ground.staff_ids:
            has_run_out = hold.held_until is not None and hold.held_until <= now
            own = Step(by=by, at=now, reason="they took another place")
            step = Step(by="time", at=now, reason="it ran out") if has_run_out else own
            changing.change(hold, AppointmentStatus.EXPIRED, step)


def seat_or_rooms(place: Place, ground: Ground) -> tuple[dict[str, Any], tuple[Resource, ...]]:
    """Choose a seat, in a session that stands or a new one, or else rooms; return the seat's columns and the rooms.

    Raises Taken when there is none left, IntegrityError when a new session's performer is taken.
    """
    if place.service.capacity == 1:
        return {"session": None, "seat": None}, _free_rooms(place, ground)
    session = Session.objects.filter(
        service=place.service, staff=place.staff, location=place.location, during__startswith=place.at
    ).first()
    if session is None:
        session = place.session()
        rooms = _free_rooms(place, ground)
        session.save()
        occupy(session, rooms)
    taken: set[int | None] = set(session.appointments.values_list("seat", flat=True))
    seat = next((seat for seat in range(1, session.capacity + 1) if seat not in taken), None)
    # The service may have fewer places by now than the session was begun with.
    if seat is None or len(taken) >= place.service.capacity:
        raise Taken
    # A session that stands keeps the length and buffers that the service had when it was begun.
    kept = {name: getattr(session, name) for name in ("during", "buffer_before", "buffer_after", "needs")}
    return {"session": session, "seat": seat, **kept}, ()


def occupy(holder: Appointment | Session, rooms: Sequence[Resource]) -> None:
    """Take up the time of the holder's staff and of these rooms.

    Raises IntegrityError (by ``nobody_in_two_appointments`` or ``nothing_in_two_appointments``) when any is taken.
    """
    of = {"session": holder} if isinstance(holder, Session) else {"appointment": holder}
    during = holder.occupies
    Occupancy.objects.bulk_create(
        [
            Occupancy(staff_id=holder.staff_id, during=during, **of),
            *(Occupancy(resource=room, during=during, **of) for room in rooms),
        ]
    )


def _free_rooms(place: Place, ground: Ground) -> tuple[Resource, ...]:
    """Return the first free room of each kind that is needed."""
    if not place.needs:
        return ()
    takes = place.session().occupies
    since = place.at - timedelta(minutes=LONGEST_BUFFER) - LONGEST
    near = Occupancy.objects.filter(resource__in=ground.room_ids, during__startswith__gt=since)
    taken = near.filter(during__startswith__lt=takes.upper, during__overlap=takes)
    busy = set(taken.values_list("resource_id", flat=True))
    chosen: dict[int, Resource] = {}
    for room in ground.rooms:
        if room.pk not in busy:
            chosen.setdefault(room.kind_id, room)
    if set(chosen) != set(place.needs):
        raise Taken
    return tuple(chosen.values())
