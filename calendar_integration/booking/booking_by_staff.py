"""Books an appointment because staff enter it, by Sara's own rules but for the notice that customers have to give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from calendar_integration.booking import booking, choosing
from calendar_integration.models import OPEN, Appointment, Notice, NoticeKind, NoticeStatus
from receptionist.domain.diary import Slot
from receptionist.domain.events import SlotRefused
from receptionist.people import contacts
from receptionist.people.contacts import Stated
from receptionist.ports import Customer


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What staff enter: for whom, and where and when, with whomever is free unless ``strictly`` the one in the slot."""

    business_id: int
    slot: Slot
    customer: Stated
    notes: str = ""
    strictly: bool = False
    #: Whether Sara confirms it to the customer, if the business lets her confirm.
    tell: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedByStaff:
    """The appointment as it stands now, and whether this key had booked something before."""

    appointment: Appointment
    is_again: bool

    @property
    def will_be_told(self) -> bool:
        """Whether a confirmation to the customer is on its way, or was sent."""
        rows = Notice.objects.filter(appointment=self.appointment, kind=NoticeKind.CONFIRMATION)
        return rows.filter(status__in=(*OPEN, NoticeStatus.SENT)).exists()


def book_by_staff(entered: Entered, *, by: str, key: str, now: datetime) -> BookedByStaff | SlotRefused:
    """Book it for the customer of that number or address, who is made where there is none; or say what is in the way.

    ``by`` is "user 3", as the audit names them. The same ``key`` gives the same appointment again, whatever is entered
    with it. A customer is made only for a place that was free a moment ago.
    """
    if (made := _made_with(key)) is not None:
        return BookedByStaff(appointment=made, is_again=True)
    if contacts.known(entered.business_id, entered.customer) is None:
        nobody = Customer(business_id=entered.business_id, contact_id=0, conversation_id=None, asked_by=by)
        choice = choosing.choose(nobody, entered.slot, now, strictly=entered.strictly, at_short_notice=True)
        # What is taken may have been taken by this very form, sent twice at once.
        if next(choice.places(), None) is None and _made_with(key) is None:
            return choosing.refuse(choice)
    contact_id = contacts.find_or_make(entered.business_id, entered.customer)
    result = booking.book(
        Customer(business_id=entered.business_id, contact_id=contact_id, conversation_id=None, asked_by=by),
        entered.slot,
        name=entered.customer.name,
        notes=entered.notes,
        key=key,
        now=now,
        strictly=entered.strictly,
        at_short_notice=True,
        silently=not entered.tell,
    )
    if isinstance(result, SlotRefused):
        return result
    return BookedByStaff(appointment=_appointments().get(pk=result.appointment.id), is_again=False)


def _appointments() -> QuerySet[Appointment]:
    return Appointment.objects.select_related("service", "staff", "location", "contact")


def _made_with(key: str) -> Appointment | None:
    return _appointments().filter(idempotency_key=key).first()
