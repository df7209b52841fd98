"""Who waits for a place, in line, and what would do for each of them; nothing here writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from calendar_integration.models import (
    OPEN_OFFERS,
    Appointment,
    OfferStatus,
    Service,
    WaitlistEntry,
    WaitlistOffer,
    WaitlistStatus,
)
from calendar_integration.spans import Span
from calendar_integration.statuses import STANDING, AppointmentStatus
from calendar_integration.waiting.places import Wanted

#: Entries of one service looked at in one round.
_BATCH = 200


class Own(NamedTuple):
    """One appointment of somebody who waits."""

    pk: int
    service_id: int
    during: Span
    made_at: datetime


def promised_places(service: Service) -> list[tuple[int, datetime]]:
    """List the places that other workers are about to hold."""
    rows = WaitlistOffer.objects.filter(entry__business_id=service.business_id, status=OfferStatus.PREPARING)
    return list(rows.values_list("staff", "start"))


def in_line(service: Service, now: datetime) -> list[WaitlistEntry]:
    """List who waits for a service and is not being asked, nor holds anything, the longest waiting first."""
    rows = WaitlistEntry.objects.filter(service=service, status=WaitlistStatus.WAITING, next_look_at__lte=now)
    asked = WaitlistOffer.objects.filter(status__in=OPEN_OFFERS)
    holding = Appointment.objects.filter(status=AppointmentStatus.HELD, held_until__gt=now)
    # One who waits for several things is asked about one of them at a time.
    rows = rows.exclude(contact__in=asked.values("entry__contact")).exclude(contact__in=holding.values("contact"))
    return list(rows.select_related("appointment", "contact").order_by("waiting_since", "pk")[:_BATCH])


def own_appointments(entries: Sequence[WaitlistEntry], now: datetime) -> Mapping[int, list[Own]]:
    """Read what their customers have coming, by contact, soonest first."""
    rows = Appointment.objects.filter(
        contact__in=[entry.contact_id for entry in entries], status__in=STANDING, during__endswith__gt=now
    )
    found: dict[int, list[Own]] = defaultdict(list)
    for row in rows.order_by("during").values_list("contact", "pk", "service", "during", "created_at"):
        found[row[0]].append(Own(row[1], row[2], Span(row[3].lower, row[3].upper), row[4]))
    return found


def offered_places(entries: Sequence[WaitlistEntry]) -> Mapping[int, set[datetime]]:
    """Read when the places began (UTC) that each of them was offered, by entry."""
    rows = WaitlistOffer.objects.filter(entry__in=entries).exclude(status=OfferStatus.DROPPED)
    found: dict[int, set[datetime]] = defaultdict(set)
    for entry_id, start in rows.values_list("entry", "start"):
        found[entry_id].add(start)
    return found


def wanted(entry: WaitlistEntry, own: Sequence[Own], offered: set[datetime]) -> Wanted:
    """Say what would do for one of them."""
    moving = to_be_moved(entry, own)
    return Wanted(
        first_day=entry.first_day,
        last_day=entry.last_day,
        weekdays=entry.weekdays,
        earliest=entry.earliest,
        latest=entry.latest,
        location_id=entry.location_id,
        staff_id=entry.staff_id,
        stands_at=moving.during.start.astimezone(UTC) if moving else None,
        offered=offered,
        busy=[each.during for each in own],
    )


def to_be_moved(entry: WaitlistEntry, own: Sequence[Own]) -> Own | None:
    """Return the appointment that a better place would take the place of: the named one, or what was booked since."""
    if entry.appointment_id is not None:
        return next((each for each in own if each.pk == entry.appointment_id), None)
    return next((each for each in own if each.service_id == entry.service_id and each.made_at > entry.created_at), None)
