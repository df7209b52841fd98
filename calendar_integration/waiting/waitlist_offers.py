"""Offers places that have become free to those who wait for them: one at a time, oldest first, with a deadline.

Found by looking at the diary as it stands, so nothing is lost with a worker or a broker. Each step is written down
before the next: the offer, then the hold that keeps its place, then the question. A worker that dies in between is
followed by one that goes on with the same keys. The hold is what keeps two from being offered one place.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q

from calendar_integration import selectors
from calendar_integration.booking import booking
from calendar_integration.free import houses, searching
from calendar_integration.free.houses import House
from calendar_integration.free.options import Option
from calendar_integration.free.searches import Search
from calendar_integration.models import (
    OPEN_OFFERS,
    Appointment,
    OfferStatus,
    Service,
    WaitlistEntry,
    WaitlistOffer,
    WaitlistStatus,
)
from calendar_integration.notices import notices
from calendar_integration.statuses import STANDING
from calendar_integration.waiting import places, waitlist, waitlist_line
from receptionist import follow_ups
from receptionist.domain.diary import Slot
from receptionist.domain.events import Held
from receptionist.domain.messages import DeliveryStatus
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.domain.state import Question
from receptionist.models import Contact, OutboundMessage
from receptionist.people.customer_zone import zone_of_contact
from receptionist.ports import Customer
from receptionist.sending import asking
from receptionist.sending.asking import Asked, Asking, Nowhere

log = logging.getLogger(__name__)

#: How long somebody is left alone who was busy, or whose place turned out not to be free.
_PAUSE = timedelta(minutes=10)
#: Days of the diary that one look takes in; a place further ahead is found when it comes nearer.
_DAYS_AHEAD = timedelta(days=60)
#: A late yes is understood, and honestly answered, for so long after the place has passed.
_LATE = timedelta(days=1)
_BATCH = 200
#: Who cannot be asked, or whose place is taken in a calendar outside, costs time: the rest is for the next round.
_MOST_FAILURES = 5


def tend(now: datetime) -> int:
    """Bring the waitlist in step with the diary and the clock, and offer what is free; returns how many were asked.

    Running it twice, or twice at once, harms nothing.
    """
    _settle_what_has_ended(now)
    _end_what_is_over(now)
    for offer_id in _offers(status=OfferStatus.PREPARING):
        _go_on(offer_id, now)
    waiting = WaitlistEntry.objects.filter(status=WaitlistStatus.WAITING, next_look_at__lte=now)
    services = Service.objects.filter(pk__in=waiting.values("service"), active=True).select_related("business")
    return sum(_offer_places_of(service, now) for service in services)


def _settle_what_has_ended(now: datetime) -> None:
    for offer_id in list(waitlist.taken().values_list("pk", flat=True)[:_BATCH]):
        waitlist.settle(offer_id, OfferStatus.TAKEN, by="time", now=now)
    for offer_id in _offers(until__lte=now, status=OfferStatus.ASKED):
        waitlist.settle(offer_id, OfferStatus.LAPSED, by="time", now=now)
    for offer_id in _offers(until__lte=now, status=OfferStatus.PREPARING):
        waitlist.settle(offer_id, OfferStatus.DROPPED, by="time", now=now)
    asked = {f"place:{offer_id}": offer_id for offer_id in _offers(status=OfferStatus.ASKED)}
    failed = OutboundMessage.objects.filter(idempotency_key__in=asked, status=DeliveryStatus.FAILED)
    for key in list(failed.values_list("idempotency_key", flat=True)):
        # Staff are told of the message by whoever delivers it; the place is for the next.
        waitlist.settle(asked[key], OfferStatus.LAPSED, by="time", now=now)


def _end_what_is_over(now: datetime) -> None:
    waiting = WaitlistEntry.objects.filter(status=WaitlistStatus.WAITING)
    # The last day may still be going on somewhere to the west.
    over = Q(last_day__lt=(now - timedelta(hours=14)).date()) | Q(appointment__during__startswith__lte=now)
    waitlist.end_all(waiting.filter(over)[:_BATCH], WaitlistStatus.OVER, now=now)
    gone = Q(appointment__isnull=False) & ~Q(appointment__status__in=STANDING)
    waitlist.end_all(waiting.filter(gone)[:_BATCH], WaitlistStatus.LEFT, now=now)


def _offers(**about: object) -> list[int]:
    return list(WaitlistOffer.objects.filter(**about).order_by("pk").values_list("pk", flat=True)[:_BATCH])


def _offer_places_of(service: Service, now: datetime) -> int:
    """Offer what is free of one service; each offer takes a place, so the diary is read again after it."""
    entries = waitlist_line.in_line(service, now)
    if not entries:
        return 0
    house, until = houses.house(service, now), now + settings.WAITLIST["deadline"]
    own, offered = waitlist_line.own_appointments(entries, now), waitlist_line.offered_places(entries)
    search, promised, asked = None, waitlist_line.promised_places(service), 0
    failures = 0
    for entry in entries:
        # Whatever they take at the last moment must then still be to be had.
        search = search or replace(_search(house, entries, now), now=until)
        wanted = waitlist_line.wanted(entry, own[entry.contact_id], offered[entry.pk])
        found = places.first_place(search, replace(wanted, promised=promised))
        if found is None or not _may_be_asked(entry, found, now):
            continue
        offer = _prepare(entry, found, until, now)
        if offer is None:
            # Another worker is about to hold that very place for them: to the next it is not free.
            promised.append((found.staff_id, found.at))
        elif _go_on(offer.pk, now):
            asked += 1
        else:
            failures += 1
        if failures == _MOST_FAILURES:
            break
        search = None
    return asked


def _may_be_asked(entry: WaitlistEntry, found: Option, now: datetime) -> bool:
    """Whether somebody may be asked now; if not the next is asked, and it is looked again when that may be."""
    home = found.site.zone
    ends = notices.quiet_hours_of(entry.business_id).end_of(now, zone_of_contact(entry.contact_id, home, now))
    is_out_of_reach = ends is None and asking.where_to_ask(entry.contact, now) is Nowhere.NOT_NOW
    if is_out_of_reach and not follow_ups.is_left(key := f"waitlist:{entry.pk}:not-now"):
        follow_ups.leave(
            business_id=entry.business_id,
            conversation_id=entry.conversation_id,
            reason="delivery",
            summary=f"On the waitlist, and too long silent for Sara to write first: {entry}. "
            f"{found.at.astimezone(home):%a %d %b, %H:%M} is free and goes to the next. They are asked of later places "
            "once they write; please call them if that is not enough.",
            key=key,
        )
    if ends is not None or is_out_of_reach:
        WaitlistEntry.objects.filter(pk=entry.pk).update(next_look_at=ends or now + _PAUSE)
        return False
    return True


def _search(house: House, entries: Sequence[WaitlistEntry], now: datetime) -> Search:
    """Read our own diary for all of them at once; the calendars outside are asked about the one place that is held."""
    today = house.today(now)
    last = min(max(entry.last_day for entry in entries), today + _DAYS_AHEAD)
    first = max(min(entry.first_day for entry in entries), today)
    return searching.load_search(house, (first, max(first, last)), now)


def _prepare(entry: WaitlistEntry, found: Option, until: datetime, now: datetime) -> WaitlistOffer | None:
    """Write an offer down; None when somebody else is about to ask them, or they do not wait any more."""
    try:
        with transaction.atomic(durable=True):
            # A customer holds one place at a time, and so is offered one at a time, whatever they wait for.
            list(Contact.objects.select_for_update(no_key=True).filter(pk=entry.contact_id).values_list("pk"))
            open_offers = WaitlistOffer.objects.filter(entry__contact=entry.contact_id, status__in=OPEN_OFFERS)
            waits = WaitlistEntry.objects.filter(pk=entry.pk, status=WaitlistStatus.WAITING)
            if open_offers.exists() or not waits.exists():
                return None
            return WaitlistOffer.objects.create(
                entry=entry,
                start=found.at,
                staff_id=found.staff_id,
                location_id=found.site.location_id,
                until=until,
                created_at=now,
            )
    except IntegrityError:
        return None


def _go_on(offer_id: int, now: datetime) -> bool:
    """Take the next steps of an offer that is written down: keep its place, and ask; whether it was asked."""
    rows = WaitlistOffer.objects.select_related("entry__contact", "entry__service__business", "staff", "location")
    offer = rows.get(pk=offer_id)
    entry = offer.entry
    conversation_id = asking.where_to_ask(entry.contact, now)
    if isinstance(conversation_id, Nowhere):
        return _drop(offer, now) if conversation_id is Nowhere.NOT_NOW else _give_up(offer, now)
    customer = Customer(business_id=entry.business_id, contact_id=entry.contact_id, conversation_id=conversation_id)
    start = offer.start.astimezone(offer.location.zone)
    slot = Slot(entry.service_id, offer.staff_id, offer.staff.name, start, offer.location_id)
    held = booking.hold(customer, slot, key=offer.key, now=now, lasts=offer.until - now)
    if not isinstance(held, Held) or entry.staff_id not in (None, held.slot.staff_id):
        return _drop(offer, now)
    asked = _ask(offer, conversation_id, held.slot, now)
    return asked is Asked.ASKED or (_drop(offer, now) if asked is Asked.BUSY else _give_up(offer, now))


def _ask(offer: WaitlistOffer, conversation_id: int, slot: Slot, now: datetime) -> Asked:
    """Put the question, and note that it is asked, in one transaction."""
    with transaction.atomic(durable=True):
        entry = WaitlistEntry.objects.select_for_update(no_key=True).get(pk=offer.entry_id)
        current = WaitlistOffer.objects.select_for_update(no_key=True).get(pk=offer.pk)
        if current.status == OfferStatus.ASKED:
            return Asked.ASKED
        if current.status != OfferStatus.PREPARING or entry.status != WaitlistStatus.WAITING:
            return Asked.BUSY
        asked = asking.ask(conversation_id, _asking(offer, slot, now), offer.key)
        if asked is Asked.ASKED:
            WaitlistOffer.objects.filter(pk=offer.pk).update(status=OfferStatus.ASKED, asked_at=now)
            waitlist.note(
                entry, "waitlist.offered", by="sara", offer=offer.pk, start=offer.start.isoformat(),
                until=offer.until.isoformat(),
            )  # fmt: skip
    return asked


def _asking(offer: WaitlistOffer, slot: Slot, now: datetime) -> Asking:
    entry = offer.entry
    own = waitlist_line.to_be_moved(entry, waitlist_line.own_appointments([entry], now)[entry.contact_id])
    rows = Appointment.objects.select_related("service", "staff", "contact")
    moving = selectors.as_domain(rows.get(pk=own.pk)) if own else None
    facts = Facts(
        business=entry.service.business.name,
        slots=(slot,),
        services=tuple(each for each in selectors.services(entry.business_id) if each.id == entry.service_id),
        appointment=moving,
        guest=entry.customer_name or None,
        until=offer.until.astimezone(offer.location.zone),
    )
    phrase = PhraseKey.EARLIER_PLACE_FREE if moving else PhraseKey.PLACE_FREE
    return Asking(
        question=Question.TAKE_PLACE,
        phrase=phrase,
        facts=facts,
        open_until=offer.start + _LATE,
        undisturbed_until=offer.until,
    )


def _drop(offer: WaitlistOffer, now: datetime) -> bool:
    """Let the offer be as if it had never been, and leave them alone for a while."""
    waitlist.settle(offer.pk, OfferStatus.DROPPED, by="time", now=now)
    WaitlistEntry.objects.filter(pk=offer.entry_id).update(next_look_at=now + _PAUSE)
    return False


def _give_up(offer: WaitlistOffer, now: datetime) -> bool:
    """Leave somebody to staff who cannot be asked."""
    waitlist.settle(offer.pk, OfferStatus.DROPPED, by="time", now=now)
    if waitlist.take_off(offer.entry, WaitlistStatus.UNREACHABLE, by="time", now=now):
        local = offer.start.astimezone(offer.location.zone)
        follow_ups.leave(
            business_id=offer.entry.business_id,
            conversation_id=offer.entry.conversation_id,
            reason="delivery",
            summary=f"On the waitlist, and Sara cannot write to them: {offer.entry}. {local:%a %d %b, %H:%M} is free.",
            key=f"waitlist:{offer.entry_id}:unreachable",
        )
    return False
