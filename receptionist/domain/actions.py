"""What is to be done next, in the imperative. ``acting`` performs these; nothing here does anything."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Literal

from receptionist.domain.diary import Appointment, Slot, Wish
from receptionist.domain.messages import Expectation
from receptionist.domain.phrases import Facts, PhraseKey


class HandOverReason(StrEnum):
    """Why a person is needed."""

    ASKED = "asked"
    NOT_UNDERSTOOD = "not_understood"
    UNANSWERED_QUESTION = "unanswered_question"
    VOICEMAIL = "voicemail"
    MEDIA = "media"
    CANNOT_BOOK = "cannot_book"
    #: One of the business's words for an emergency was said: urgent.
    EMERGENCY = "emergency"
    #: They opted out of messages and write all the same: only a person may answer.
    OPTED_OUT = "opted_out"
    RUNNING_LATE = "running_late"


@dataclass(frozen=True, slots=True)
class FindSlots:
    """Look for free places near a wish; answered by SlotsFound.

    ``moving`` is the appointment that would leave its own place.
    """

    service_id: int
    wish: Wish
    moving: Appointment | None = None
    do: Literal["find_slots"] = "find_slots"


@dataclass(frozen=True, slots=True)
class Book:
    """Book a slot; answered by Booked or SlotRefused."""

    slot: Slot
    name: str
    notes: str = ""
    do: Literal["book"] = "book"


@dataclass(frozen=True, slots=True)
class FindAppointments:
    """Look up the customer's coming appointments; answered by AppointmentsFound.

    ``looking_back`` takes in those that began so short a time ago.
    """

    looking_back: timedelta = timedelta(0)
    do: Literal["find_appointments"] = "find_appointments"


@dataclass(frozen=True, slots=True)
class Move:
    """Move an appointment to another slot; answered by Moved or SlotRefused."""

    appointment_id: int
    slot: Slot
    do: Literal["move"] = "move"


@dataclass(frozen=True, slots=True)
class Cancel:
    """Cancel an appointment; answered by Cancelled."""

    appointment_id: int
    do: Literal["cancel"] = "cancel"


@dataclass(frozen=True, slots=True)
class LookUpAnswer:
    """Ask the knowledge base; answered by AnswerFound or AnswerMissing.

    ``keep`` tells whether a question without an answer is kept for staff; small talk is not.
    """

    question: str
    keep: bool = True
    do: Literal["look_up_answer"] = "look_up_answer"


@dataclass(frozen=True, slots=True)
class HandOver:
    """Leave a follow-up task for staff; answered by HandedOver."""

    reason: HandOverReason
    summary: str
    do: Literal["hand_over"] = "hand_over"


@dataclass(frozen=True, slots=True)
class RememberContact:
    """Keep what the customer said of themselves on the contact; answered by nothing."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    do: Literal["remember_contact"] = "remember_contact"


@dataclass(frozen=True, slots=True)
class SetConsent:
    """Note that messages are (not) wanted on this channel; answered by nothing."""

    wanted: bool
    do: Literal["set_consent"] = "set_consent"


@dataclass(frozen=True, slots=True)
class Say:
    """Tell the customer something: a phrase and the facts in it, never free words."""

    phrase: PhraseKey
    facts: Facts = field(default_factory=Facts)
    expects: Expectation = Expectation.REPLY
    #: Set where the reply must go out though the customer opted out: the confirmation of the opt-out itself.
    despite_opt_out: bool = False
    do: Literal["say"] = "say"


#: Actions whose result is an event that goes back into ``advance``.
Query = FindSlots | Book | FindAppointments | Move | Cancel | LookUpAnswer | HandOver
Action = Query | RememberContact | SetConsent | Say
