"""The diary, as the core's port asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from calendar_integration import booking, finding, houses, selectors
from receptionist.domain.diary import Appointment, NoSlotReason, Service, Slot, Wish
from receptionist.domain.events import Booked, Cancelled, Held, Moved, SlotRefused, SlotsFound
from receptionist.ports import Customer


class Diary:
    """Our own diary in PostgreSQL, in step with the calendars outside; serves ``receptionist.ports.Calendar``."""

    def services(self, business_id: int) -> Sequence[Service]:
        """List what can be booked, in the business's own order."""
        return selectors.services(business_id)

    def find_slots(
        self, business_id: int, service_id: int, wish: Wish, now: datetime, moving: Appointment | None = None
    ) -> SlotsFound:
        """Find the wanted slot, or the two or three nearest to the wish; who is ``moving`` is not in their own way.

        Nothing is found for a service no longer offered, but what is booked of it can still be moved.
        """
        house = houses.recent_house(business_id, service_id, now)
        if house is None or not (house.service.active or (moving and moving.service_id == service_id)):
            return SlotsFound(wish=wish, exact=None, slots=(), reason=NoSlotReason.FULL)
        return finding.find(house, wish, now, moving=moving)

    def hold(self, customer: Customer, slot: Slot, key: str, now: datetime) -> Held | SlotRefused:
        """Keep a slot for a few minutes, or say why not. The same key gives the same hold while it lasts."""
        return booking.hold(customer, slot, key=key, now=now)

    def book(
        self, customer: Customer, slot: Slot, name: str, notes: str, key: str, now: datetime
    ) -> Booked | SlotRefused:
        """Commit an appointment, or say why not. The same key gives the same appointment again."""
        return booking.book(customer, slot, name=name, notes=notes, key=key, now=now)

    def upcoming(self, business_id: int, contact_id: int, now: datetime) -> Sequence[Appointment]:
        """List the contact's coming appointments, soonest first."""
        return selectors.upcoming(business_id, contact_id, now)

    def move(self, customer: Customer, appointment_id: int, slot: Slot, key: str, now: datetime) -> Moved | SlotRefused:
        """Move an appointment in one step: never both times, never neither."""
        return booking.move(customer, appointment_id, slot, key=key, now=now)

    def cancel(self, customer: Customer, appointment_id: int, key: str, now: datetime) -> Cancelled:
        """Cancel an appointment; cancelling it again changes nothing, with whatever key."""
        return booking.cancel(customer, appointment_id, now=now)
