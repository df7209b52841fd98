"""The waitlist: joining and leaving it, and what becomes of each place that was offered to one who waits.

An offer keeps its place by a hold of the diary, and ends by its answer, by its deadline, or with its place. What the
diary says has the last word: whoever stands in it at the place that was offered has taken it, be it late.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from calendar_integration.booking import holding
from calendar_integration.booking.changing import Step
from calendar_integration.models import (
    OPEN_OFFERS,
    Appointment,
    OfferStatus,
    WaitlistEntry,
    WaitlistOffer,
    WaitlistStatus,
)
from calendar_integration.statuses import AGREED, AppointmentStatus
from receptionist import audit
from receptionist.domain.events import WaitlistJoined
from receptionist.models import Business, Contact
from receptionist.ports import Customer, Waiting

#: So many offers in a row without an answer, and nobody is bothered any more.
PATIENCE = 3
#: How long somebody waits who has not said until when.
LOOKS_AHEAD = timedelta(days=28)
#: One customer may wait for so many things at a time.
MOST_ENTRIES = 5


def join(customer: Customer, service_id: int, waiting: Waiting, *, key: str, now: datetime) -> WaitlistJoined:
    """Put a customer on the list, once for a key; who waits for that service already waits for this instead.

    The place in line is kept then. Beyond MOST_ENTRIES the oldest is given up.
    """
    columns = _columns(customer.business_id, waiting, now)
    with transaction.atomic(durable=True):
        # Two turns of one customer (by text and by telephone) join one after the other.
        list(Contact.objects.select_for_update(no_key=True).filter(pk=customer.contact_id).values_list("pk"))
        entry = WaitlistEntry.objects.filter(idempotency_key=key).first()
        if entry is None:
            mine = list(waiting_of(customer.contact_id))
            same = [each for each in mine if (each.service_id, each.customer_name) == (service_id, waiting.name)]
            for each in same or mine[: max(0, len(mine) - MOST_ENTRIES + 1)]:
                _end(each, WaitlistStatus.LEFT, now, by="customer")
            entry = WaitlistEntry.objects.create(
                business_id=customer.business_id,
                contact_id=customer.contact_id,
                conversation_id=customer.conversation_id,
                service_id=service_id,
                waiting_since=same[0].waiting_since if same else now,
                next_look_at=now,
                idempotency_key=key,
                **columns,
            )
            note(entry, "waitlist.joined", by="customer")
    return WaitlistJoined(entry.service_id, entry.last_day)


def _columns(business_id: int, waiting: Waiting, now: datetime) -> dict[str, Any]:
    """Say a wish in the columns of an entry."""
    wish, moving = waiting.wish, waiting.moving
    today = now.astimezone(Business.objects.get(pk=business_id).zone).date()
    first = max(today, wish.day or wish.not_before or today)
    last = wish.day or (moving.start.date() if moving and not wish.not_before else first + LOOKS_AHEAD)
    begins, ends = wish.part_of_day.span if wish.part_of_day else (None, None)
    earliest, latest = wish.earliest or begins, wish.latest or ends
    if wish.at is not None:
        # What was near to it and free has been offered and was not wanted.
        earliest, latest = wish.at, (datetime.combine(first, wish.at) + timedelta(minutes=1)).time()
    return {
        "appointment_id": moving.id if moving else None,
        "customer_name": waiting.name,
        "first_day": first,
        "last_day": max(first, last),
        "weekdays": [day for day in range(7) if day not in wish.not_weekdays] if wish.not_weekdays else [],
        "earliest": earliest,
        "latest": None if latest in {time.max, time.min} else latest,
    }


def leave(contact_id: int, *, by: str, now: datetime) -> int:
    """Take a customer off the list, and let go of what is kept for them; returns how many things they waited for."""
    left = list(waiting_of(contact_id))
    for entry in left:
        take_off(entry, WaitlistStatus.LEFT, by=by, now=now)
    return len(left)


def take_off(entry: WaitlistEntry, status: WaitlistStatus, *, by: str, now: datetime) -> bool:
    """Take one entry off the list; False when it was off it before."""
    for offer in entry.offers.filter(status__in=OPEN_OFFERS):
        settle(offer.pk, OfferStatus.DECLINED, by=by, now=now)
    with transaction.atomic(durable=True):
        current = WaitlistEntry.objects.select_for_update(no_key=True).get(pk=entry.pk)
        if current.status != WaitlistStatus.WAITING:
            return False
        _end(current, status, now, by=by)
    return True


def put_first(entry: WaitlistEntry, *, by: str) -> bool:
    """Let somebody be asked before everybody else who waits for that service; False when they do not wait any more."""
    with transaction.atomic(durable=True):
        line = WaitlistEntry.objects.filter(service_id=entry.service_id, status=WaitlistStatus.WAITING)
        first = line.order_by("waiting_since").values_list("waiting_since", flat=True).first()
        if first is None or not line.filter(pk=entry.pk).update(waiting_since=first - timedelta(seconds=1)):
            return False
        note(entry, "waitlist.reordered", by=by)
    return True


def decline(contact_id: int, start: datetime, *, now: datetime) -> bool:
    """Hear that the place at this moment is not wanted; False when none there is kept for them."""
    offers = WaitlistOffer.objects.filter(entry__contact_id=contact_id, start=start, status__in=OPEN_OFFERS)
    return sum(settle(offer.pk, OfferStatus.DECLINED, by="customer", now=now) for offer in offers) > 0


def note_taken(contact_id: int, *, now: datetime) -> None:
    """Settle the offers of a customer who has just booked or moved, where it was what they were offered."""
    for offer_id in list(taken().filter(entry__contact_id=contact_id).values_list("pk", flat=True)):
        settle(offer_id, OfferStatus.TAKEN, by="customer", now=now)


def settle(offer_id: int, to: OfferStatus, *, by: str, now: datetime) -> bool:
    """End an offer, and let go of its place unless that is taken by now; False when it had ended before.

    Whatever is asked for: one whose place the customer stands in is TAKEN, and one whose place they do not is not.
    """
    offer = WaitlistOffer.objects.select_related("entry").get(pk=offer_id)
    held = Appointment.objects.filter(hold_key=offer.key, status=AppointmentStatus.HELD).values_list("pk", flat=True)
    if to != OfferStatus.TAKEN:
        for hold_id in held:
            holding.let_go(hold_id, Step(by=by, at=now, reason=f"the offer was {to}"))
    with transaction.atomic(durable=True):
        entry = WaitlistEntry.objects.select_for_update(no_key=True).get(pk=offer.entry_id)
        offer = WaitlistOffer.objects.select_for_update(no_key=True).get(pk=offer_id)
        if taken().filter(pk=offer_id).exists():
            to = OfferStatus.TAKEN
        elif to == OfferStatus.TAKEN or offer.status not in OPEN_OFFERS:
            return False
        _settled(entry, offer, to, now=now, by=by)
    return True


def taken() -> QuerySet[WaitlistOffer]:
    """Return the offers, open or not, of those who still wait and stand in the diary at the place they were offered."""
    stands = Appointment.objects.filter(
        contact=OuterRef("entry__contact"),
        service=OuterRef("entry__service"),
        status__in=AGREED,
        during__startswith=OuterRef("start"),
    )
    asked = WaitlistOffer.objects.filter(entry__status=WaitlistStatus.WAITING, asked_at__isnull=False)
    return asked.exclude(status=OfferStatus.TAKEN).filter(Exists(stands))


def waiting_of(contact_id: int) -> QuerySet[WaitlistEntry]:
    """Return what a customer waits for, the oldest first."""
    return WaitlistEntry.objects.filter(contact_id=contact_id, status=WaitlistStatus.WAITING)


def note(entry: WaitlistEntry, kind: str, *, by: str, **facts: object) -> None:
    """Write the audit line of a step, in the caller's transaction."""
    audit.record(
        kind,
        conversation_id=entry.conversation_id,
        business_id=entry.business_id,
        entry=entry.pk,
        service=entry.service_id,
        by=by,
        **facts,
    )


def _settled(entry: WaitlistEntry, offer: WaitlistOffer, to: OfferStatus, *, now: datetime, by: str) -> None:
    was_asked = offer.asked_at is not None
    WaitlistOffer.objects.filter(pk=offer.pk).update(status=to, ended_at=now)
    note(entry, f"waitlist.{to}", by=by, offer=offer.pk, start=offer.start.isoformat())
    if entry.status != WaitlistStatus.WAITING:
        return
    if to == OfferStatus.TAKEN:
        _end(entry, WaitlistStatus.PLACED, now, by=by)
    elif to == OfferStatus.LAPSED and was_asked and entry.unanswered + 1 >= PATIENCE:
        _end(entry, WaitlistStatus.SILENT, now, by=by)
    else:
        unanswered = F("unanswered") + 1 if to == OfferStatus.LAPSED else 0
        WaitlistEntry.objects.filter(pk=entry.pk).update(unanswered=unanswered)


def _end(entry: WaitlistEntry, status: WaitlistStatus, now: datetime, *, by: str) -> None:
    WaitlistEntry.objects.filter(pk=entry.pk).update(status=status, ended_at=now)
    note(entry, f"waitlist.{status}", by=by)


def end_all(entries: Iterable[WaitlistEntry], status: WaitlistStatus, *, now: datetime) -> None:
    """Take entries off the list because of the time that has passed."""
    for entry in entries:
        take_off(entry, status, by="time", now=now)
