"""What a customer's slot comes to in the diary as it stands now: the places that would do, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TypedDict

from calendar_integration import selectors
from calendar_integration.booking.taking import Place
from calendar_integration.free import busy_outside, finding, houses, offers, searching
from calendar_integration.free.availability import start_at
from calendar_integration.free.busy_outside import Outside, Survey
from calendar_integration.free.houses import House
from calendar_integration.free.options import Option, options
from calendar_integration.free.refusals import refusal
from calendar_integration.free.searches import Search, Site
from calendar_integration.models import Appointment
from calendar_integration.spans import overlap
from calendar_integration.statuses import AppointmentStatus
from receptionist.domain import diary
from receptionist.domain.diary import NoSlotReason, Slot, Wish
from receptionist.domain.events import SlotRefused
from receptionist.ports import Customer

#: What was offered can still be taken when the service's lead time has begun by so many minutes meanwhile.
GRACE_MINUTES = 30


class _Leaving(TypedDict):
    moving: diary.Appointment | None
    own_hold: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A slot and all that decides whether it can be had; ``house`` and ``seen`` are None when it is not on offer."""

    slot: Slot
    now: datetime
    house: House | None = None
    seen: Survey | None = None
    #: What the customer holds: it is in nobody's way but others'.
    own_hold: Appointment | None = None
    #: The appointment that is to be moved there.
    moving: Appointment | None = None
    #: Whether nobody but the member of staff in the slot will do.
    strictly: bool = False

    @property
    def is_held(self) -> bool:
        """Whether it is this very slot that the customer holds, and nothing outside has come up meanwhile."""
        hold = self.own_hold
        if hold is None or self.seen is None or not _is_of(hold, self.slot):
            return False
        if self.strictly and hold.staff_id != self.slot.staff_id:
            return False
        begins, ends = hold.occupies.lower, hold.occupies.upper
        assert begins is not None
        assert ends is not None
        return not overlap(self.seen.outside.busy.get(hold.staff_id, ()), begins, ends)

    def is_unknown(self, staff_id: int) -> bool:
        """Whether this person's outside calendar did not answer."""
        return self.seen is not None and staff_id in self.seen.outside.unknown

    def places(self) -> Iterator[Place]:
        """Yield where and with whom it could be had: what is held first, then who was offered."""
        if self.house is None or self.seen is None:
            return
        locations = {location.pk: location for location in self.house.locations}
        staff = {who.pk: who for who in self.house.staff}
        for option in self._options(self.seen.search):
            yield Place(
                service=self.house.service,
                location=locations[option.site.location_id],
                staff=staff[option.staff_id],
                at=option.at,
                needs=sorted(self.house.terms.needs),
                unknown=self.is_unknown(option.staff_id),
            )

    def _options(self, search: Search) -> list[Option]:
        search = _with_grace(search)
        at = self.slot.start.astimezone(UTC)
        starts = [start_at(search, site, at) for site in _sites(search, self.slot)]
        found = [option for start in starts if start is not None for option in options(search, start)]
        if self.slot.nobody_else:
            found = [option for option in found if option.staff_id == self.slot.staff_id]
        hold = self.own_hold if self.is_held else None
        first = (hold.location_id, hold.staff_id) if hold else (self.slot.location_id, self.slot.staff_id)
        return sorted(found, key=lambda option: (option.staff_id != first[1], option.site.location_id != first[0]))


def choose(
    customer: Customer,
    slot: Slot,
    now: datetime,
    *,
    moving: Appointment | None = None,
    known: Outside | None = None,
    strictly: bool = False,
    at_short_notice: bool = False,
) -> Choice:
    """Look a slot up; what is booked of a service no longer offered can still be moved, and nothing else of it.

    The calendars outside are asked unless it is ``known`` what they say. Nobody but the member of staff in the slot is
    considered where ``strictly`` they are wanted; ``at_short_notice`` lets it begin sooner than the service allows.
    """
    service = houses.service_of(customer.business_id, slot.service_id)
    stays = moving is not None and moving.service_id == slot.service_id
    if service is None or not (service.active or stays):
        return Choice(slot=slot, now=now)
    house = houses.house(service, now)
    house = house.narrowed(staff_id=slot.staff_id) if strictly else house
    house = house.at_short_notice() if at_short_notice else house
    held = Appointment.objects.filter(business_id=customer.business_id, contact_id=customer.contact_id)
    held = held.filter(status=AppointmentStatus.HELD).select_related("service", "staff", "location")
    choice = Choice(slot=slot, now=now, house=house, own_hold=held.order_by("pk").last(), moving=moving)
    choice = replace(choice, strictly=strictly)
    window = offers.window(_wish(choice, house), house.today(now), house.terms.horizon_days)
    known = known or busy_outside.read(house.staff, searching.span_of_days(house, *window))
    return replace(choice, seen=_survey(choice, house, known))


def refuse(choice: Choice) -> SlotRefused:
    """Say why the slot is not to be had and what is, from the diary as it stands by now."""
    if choice.house is None or choice.seen is None:
        return SlotRefused(choice.slot, NoSlotReason.FULL, ())
    known = choice.seen.outside
    wish = _wish(choice, choice.house)
    search = offers.narrowed(_with_grace(_survey(choice, choice.house, known).search), wish)
    reason = refusal(search, _sites(search, choice.slot), choice.slot.start.astimezone(UTC))
    instead = finding.find(choice.house, wish, choice.now, known=known, **_leaving(choice))
    return SlotRefused(choice.slot, reason or NoSlotReason.TAKEN, instead.slots)


def _is_of(appointment: Appointment, slot: Slot) -> bool:
    return (appointment.service_id, appointment.during.lower) == (slot.service_id, slot.start)


def _survey(choice: Choice, house: House, known: Outside) -> Survey:
    """Read what decides about the moment of the slot, and nothing else."""
    days = searching.days_of(house, choice.slot.start)
    return busy_outside.survey(house, days, choice.now, known=known, **_leaving(choice))


def _leaving(choice: Choice) -> _Leaving:
    """Tell what is in nobody's way because it would go."""
    moving = selectors.as_domain(choice.moving) if choice.moving is not None else None
    return {"moving": moving, "own_hold": choice.own_hold.pk if choice.own_hold is not None else None}


def _sites(search: Search, slot: Slot) -> list[Site]:
    return [site for site in search.sites if slot.location_id in (None, site.location_id)]


def _wish(choice: Choice, house: House) -> Wish:
    """Return what the slot says on the clock of its location."""
    zones = {site.location_id: site.zone for site in house.sites}
    zone = zones.get(choice.slot.location_id or 0, house.service.business.zone)
    local = choice.slot.start.astimezone(zone)
    who = choice.slot.staff_id if choice.slot.nobody_else else None
    return Wish(day=local.date(), at=local.time(), staff_id=who)


def _with_grace(search: Search) -> Search:
    """Return a search that still takes what was offered a few minutes ago, though it would not be offered now."""
    return replace(search, terms=replace(search.terms, lead_minutes=max(0, search.terms.lead_minutes - GRACE_MINUTES)))
