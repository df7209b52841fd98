"""What has happened, in the past tense: the only things ``advance`` ever hears of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from receptionist.domain.actions import HandOverReason
from receptionist.domain.circumstances import Circumstances
from receptionist.domain.diary import Appointment, NoSlotReason, Slot, Wish
from receptionist.domain.knowledge import Choice
from receptionist.domain.reading import Reading
from receptionist.domain.repeats import Clash


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
    happened: Literal["held"] = "held"


@dataclass(frozen=True, slots=True)
class HoldEnded:
    """The customer holds no slot any more."""

    happened: Literal["hold_ended"] = "hold_ended"


@dataclass(frozen=True, slots=True)
class Booked:
    """The appointment is committed."""

    appointment: Appointment
    happened: Literal["booked"] = "booked"


@dataclass(frozen=True, slots=True)
class SeriesFound:
    """The places of a series in order, among them what there is instead of its clashes.

    ``goes_on`` where it is longer than can be booked.
    """

    slots: tuple[Slot, ...]
    clashes: tuple[Clash, ...] = ()
    goes_on: bool = False
    happened: Literal["series_found"] = "series_found"


@dataclass(frozen=True, slots=True)
class SeriesBooked:
    """These appointments are committed, all at once; somebody was faster with the places that are ``refused``."""

    series: str
    appointments: tuple[Appointment, ...]
    refused: tuple[Slot, ...] = ()
    happened: Literal["series_booked"] = "series_booked"


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
class Confirmed:
    """The customer comes, and that is committed; None where the appointment does not stand as they were told."""

    appointment: Appointment | None
    happened: Literal["confirmed"] = "confirmed"


@dataclass(frozen=True, slots=True)
class WaitlistJoined:
    """The customer waits for a place of this service, up to and including the last day that would do."""

    service_id: int
    last_day: date
    happened: Literal["waitlist_joined"] = "waitlist_joined"


@dataclass(frozen=True, slots=True)
class WaitlistLeft:
    """The customer waits for nothing any more; ``waited`` is False where they did not before."""

    waited: bool
    happened: Literal["waitlist_left"] = "waitlist_left"


@dataclass(frozen=True, slots=True)
class PlaceDeclined:
    """The place that was kept is free for somebody else; the customer still waits for another."""

    slot: Slot
    happened: Literal["place_declined"] = "place_declined"


@dataclass(frozen=True, slots=True)
class CodeSent:
    """A code is on its way if there is such an appointment, which nobody is told here.

    ``may_be_sent`` is False where this customer has asked for too many.
    """

    may_be_sent: bool
    happened: Literal["code_sent"] = "code_sent"


@dataclass(frozen=True, slots=True)
class CodeRefused:
    """The digits are not right; ``is_over`` when they cannot be tried again."""

    is_over: bool
    happened: Literal["code_refused"] = "code_refused"


@dataclass(frozen=True, slots=True)
class Proven:
    """The appointment is theirs: it may be changed in this conversation, and no other of that customer's."""

    appointment: Appointment
    happened: Literal["proven"] = "proven"


@dataclass(frozen=True, slots=True)
class CancelledAll:
    """All of these appointments are off."""

    appointments: tuple[Appointment, ...]
    happened: Literal["cancelled_all"] = "cancelled_all"


@dataclass(frozen=True, slots=True)
class AnswerFound:
    """An FAQ answers the question."""

    faq_id: int
    answer: str
    #: The question as it was understood: what came before is in it where it followed up on that.
    question: str = field(default="", kw_only=True)
    #: The short form for the ear, where there is one.
    spoken_answer: str = field(default="", kw_only=True)
    happened: Literal["answer_found"] = "answer_found"


@dataclass(frozen=True, slots=True)
class AnswerUnclear:
    """Several FAQs answer the question about equally well, and differently; the best first."""

    question: str
    choices: tuple[Choice, ...]
    happened: Literal["answer_unclear"] = "answer_unclear"


@dataclass(frozen=True, slots=True)
class AnswerMissing:
    """No FAQ answers it; ``kept`` tells whether the question waits for staff."""

    question: str
    kept: bool = True
    happened: Literal["answer_missing"] = "answer_missing"


@dataclass(frozen=True, slots=True)
class TurnedDown:
    """The question waits for staff, since what this FAQ says did not answer it."""

    faq_id: int
    happened: Literal["turned_down"] = "turned_down"


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A follow-up task lies with staff."""

    follow_up_id: int
    reason: HandOverReason
    happened: Literal["handed_over"] = "handed_over"


SeriesResult = SeriesFound | SeriesBooked | CancelledAll
DiaryResult = (
    SlotsFound | Held | HoldEnded | Booked | SlotRefused | AppointmentsFound | Moved | Cancelled | SeriesResult
)
WaitlistResult = WaitlistJoined | WaitlistLeft | PlaceDeclined
ProofResult = CodeSent | CodeRefused | Proven
KnowledgeResult = AnswerFound | AnswerUnclear | AnswerMissing
Result = DiaryResult | Confirmed | WaitlistResult | ProofResult | KnowledgeResult | TurnedDown | HandedOver
Event = CustomerSpoke | Result
