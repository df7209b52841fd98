"""The diary, as the core's port asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from calendar_integration import opening, selectors
from calendar_integration.booking import booking, confirming, holding, ownership, recurring
from calendar_integration.free import finding, houses
from calendar_integration.notices import notices
from calendar_integration.waiting import waitlist
from receptionist.domain.delivery_plan import QuietHours
from receptionist.domain.diary import (
    Appointment,
    Claim,
    Location,
    NoSlotReason,
    OpeningHours,
    Service,
    Slot,
    StaffMember,
    Wish,
)
from receptionist.domain.events import (
    Booked,
    Cancelled,
    CodeRefused,
    CodeSent,
    Confirmed,
    Held,
    HoldEnded,
    Moved,
    PlaceDeclined,
    Proven,
    SeriesBooked,
    SeriesFound,
    SlotRefused,
    SlotsFound,
    WaitlistJoined,
    WaitlistLeft,
)
from receptionist.domain.repeats import Repeat
from receptionist.ports import Customer, Waiting


class Diary:
    """Our own diary in PostgreSQL, in step with the calendars outside; serves ``receptionist.ports.Calendar``."""

    def services(self, business_id: int) -> Sequence[Service]:
        """List what can be booked, in the business's own order."""
        return selectors.services(business_id)

    def locations(self, business_id: int) -> Sequence[Location]:
        """List where appointments take place, in the business's own order."""
        return selectors.locations(business_id)

    def opening_hours(self, business_id: int, now: datetime) -> Sequence[OpeningHours]:
        """Tell when each location is open, in the business's own order; ``now`` is aware."""
        return opening.hours(business_id, now)

    def staff(self, business_id: int) -> Sequence[StaffMember]:
        """List those who perform services, in the business's own order."""
        return selectors.staff(business_id)

    def find_slots(
        self,
        business_id: int,
        service_id: int,
        wish: Wish,
        now: datetime,
        moving: Appointment | None = None,
        *,
        holder: int | None = None,
    ) -> SlotsFound:
        """Find the wanted slot, or the two or three nearest to the wish.

        Nobody is in their own way: neither with the appointment that is ``moving``, nor with what the ``holder`` (the
        contact who asks) holds.
        Nothing is found for a service no longer offered, but what is booked of it can still be moved.
        """
        house = houses.recent_house(business_id, service_id, now)
        if house is None or not (house.service.active or (moving and moving.service_id == service_id)):
            return SlotsFound(wish=wish, exact=None, slots=(), reason=NoSlotReason.FULL)
        own_hold = holding.held_by(holder) if holder is not None else None
        found = finding.find(house, wish, now, moving=moving, own_hold=own_hold)
        if found.exact is None and holder is not None and (held := holding.held_by(holder)) not in (None, own_hold):
            # A run of this very turn that was thought dead has held it meanwhile: the customer's own place is none
            # that is gone.
            return finding.find(house, wish, now, moving=moving, own_hold=held)
        return found

    def hold(self, customer: Customer, slot: Slot, key: str, now: datetime) -> Held | SlotRefused:
        """Keep a slot for a few minutes, or say why not. The same key gives the same hold while it lasts."""
        return booking.hold(customer, slot, key=key, now=now)

    def let_go(self, customer: Customer, now: datetime) -> HoldEnded:
        """Give up what the customer holds; it changes nothing when that is nothing."""
        holding.let_go_of_all(customer, now)
        return HoldEnded()

    def book(
        self, customer: Customer, slot: Slot, name: str, notes: str, key: str, now: datetime
    ) -> Booked | SlotRefused:
        """Commit an appointment, or say why not. The same key gives the same appointment again."""
        booked = booking.book(customer, slot, name=name, notes=notes, key=key, now=now)
        waitlist.note_taken(customer.contact_id, now=now)
        return booked

    def find_series(
        self, customer: Customer, service_id: int, wish: Wish, repeat: Repeat, now: datetime
    ) -> SeriesFound:
        """Find the places of appointments that repeat, at the wish's time of day from its day on; each clash is named.

        Clocks may change between them: they stay at the same time on the wall.
        """
        house = houses.recent_house(customer.business_id, service_id, now)
        if house is None or not house.service.active:
            return SeriesFound(())
        return recurring.find(house, wish, repeat, now, own_hold=holding.held_by(customer.contact_id))

    def book_series(
        self, customer: Customer, slots: Sequence[Slot], key: str, now: datetime, *, name: str, notes: str
    ) -> SeriesBooked:
        """Commit all of these that are still free, together. The same key gives the same appointments again."""
        return recurring.book(customer, slots, name=name, notes=notes, key=key, now=now)

    def upcoming(self, business_id: int, contact_id: int, now: datetime) -> Sequence[Appointment]:
        """List the contact's coming appointments, soonest first."""
        return selectors.upcoming(business_id, contact_id, now)

    def move(self, customer: Customer, appointment_id: int, slot: Slot, key: str, now: datetime) -> Moved | SlotRefused:
        """Move an appointment in one step: never both times, never neither."""
        moved = booking.move(customer, appointment_id, slot, key=key, now=now)
        waitlist.note_taken(customer.contact_id, now=now)
        return moved

    def quiet_hours(self, business_id: int) -> QuietHours:
        """Return the quiet hours that the business has chosen, else what is usual."""
        return notices.quiet_hours_of(business_id)

    def join_waitlist(
        self, customer: Customer, service_id: int, waiting: Waiting, key: str, now: datetime
    ) -> WaitlistJoined:
        """Put the customer on the waitlist. The same key does so once."""
        return waitlist.join(customer, service_id, waiting, key=key, now=now)

    def leave_waitlist(self, customer: Customer, now: datetime) -> WaitlistLeft:
        """Take the customer off the waitlist; doing so again changes nothing."""
        return WaitlistLeft(waited=waitlist.leave(customer.contact_id, by="customer", now=now) > 0)

    def decline_place(self, customer: Customer, slot: Slot, now: datetime) -> PlaceDeclined:
        """Let go of a place that is kept for one who waits; doing so again changes nothing."""
        waitlist.decline(customer.contact_id, slot.start, now=now)
        return PlaceDeclined(slot)

    def send_code(self, customer: Customer, claim: Claim, key: str, now: datetime) -> CodeSent:
        """Send a one-time code to where a claimed appointment was made from; whether there is one is not said."""
        return ownership.send_code(customer, claim, key=key, now=now)

    def check_code(self, customer: Customer, digits: str, key: str, now: datetime) -> Proven | CodeRefused:
        """Compare digits with that code. The same key is one try."""
        return ownership.check_code(customer, digits, key=key, now=now)

    def cancel(self, customer: Customer, appointment_id: int, key: str, now: datetime) -> Cancelled:
        """Cancel an appointment; cancelling it again changes nothing, with whatever key."""
        return booking.cancel(customer, appointment_id, now=now)

    def confirm(self, customer: Customer, appointment_id: int, start: datetime, now: datetime) -> Confirmed:
        """Note that the customer comes; None in it where the appointment does not stand at that time any more."""
        return confirming.confirm(customer, appointment_id, start, now=now)
