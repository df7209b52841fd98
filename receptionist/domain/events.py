"""What has happened, in the past tense: the only things ``advance`` ever hears of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from receptionist.domain.actions import HandOverReason
from receptionist.domain.circumstances import Circumstances
from receptionist.domain.diary import Appointment, NoSlotReason, Slot, Wish
from receptionist.domain.reading import Reading


@dataclass(frozen=True, slots=True)
class CustomerSpoke:
    """The customer wrote or said something (or called, hung up, sent a picture: see ``around.kinds``)."""

    text: str
    reading: Reading
    around: Circumstances
    happened: Literal["customer_spoke"] = "customer_spoke"


@dataclass(frozen=True, slots=True)
class SlotsFound:
    """Free places near the wish. ``exact`` is the one that was named, when it is free."""

    wish: Wish
    exact: Slot | None
    slots: tuple[Slot, ...]
    #: Why ``exact`` is missing though a slot was named, or why there is nothing at all.
    reason: NoSlotReason | None = None
    happened: Literal["slots_found"] = "slots_found"


@dataclass(frozen=True, slots=True)
class Held:
    """The slot is kept for the customer up to ``until`` (aware)."""

    slot: Slot
    until: datetime


@dataclass(frozen=True, slots=True)
class Booked:
    """The appointment is committed."""

    appointment: Appointment
    happened: Literal["booked"] = "booked"


@dataclass(frozen=True, slots=True)
class SlotRefused:
    """Somebody was faster, or the slot is no more; these are free instead."""

    slot: Slot
    reason: NoSlotReason
    alternatives: tuple[Slot, ...]
    happened: Literal["slot_refused"] = "slot_refused"


@dataclass(frozen=True, slots=True)
class AppointmentsFound:
    """The customer's coming appointments, soonest first."""

    appointments: tuple[Appointment, ...]
    happened: Literal["appointments_found"] = "appointments_found"


@dataclass(frozen=True, slots=True)
class Moved:
    """The appointment stands at its new time, and the old time is free."""

    appointment: Appointment
    happened: Literal["moved"] = "moved"


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The appointment is off; ``is_late`` when that was later than the service asks for."""

    appointment: Appointment
    is_late: bool = False
    happened: Literal["cancelled"] = "cancelled"


@dataclass(frozen=True, slots=True)
class AnswerFound:
    """An FAQ answers the question."""

    faq_id: int
    answer: str
    happened: Literal["answer_found"] = "answer_found"


@dataclass(frozen=True, slots=True)
class AnswerMissing:
    """No FAQ answers it; ``kept`` tells whether the question waits for staff."""

    question: str
    kept: bool = True
    happened: Literal["answer_missing"] = "answer_missing"


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A follow-up task lies with staff."""

    follow_up_id: int
    reason: HandOverReason
    happened: Literal["handed_over"] = "handed_over"


Result = (
    SlotsFound | Booked | SlotRefused | AppointmentsFound | Moved | Cancelled | AnswerFound | AnswerMissing | HandedOver
)
Event = CustomerSpoke | Result
