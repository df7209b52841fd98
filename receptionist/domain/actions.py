"""What is to be done next, in the imperative. ``acting`` performs these; nothing here does anything."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from receptionist.domain.diary import Appointment, Claim, Slot, Wish
from receptionist.domain.messages import Expectation
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.domain.repeats import Repeat


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
class Hold:
    """Keep a slot while something is still to be asked; answered by Held or SlotRefused."""

    slot: Slot
    do: Literal["hold"] = "hold"


@dataclass(frozen=True, slots=True)
class LetGo:
    """Give up what is held: the customer wants something else by now; answered by HoldEnded."""

    do: Literal["let_go"] = "let_go"


@dataclass(frozen=True, slots=True)
class Book:
    """Book a slot; answered by Booked or SlotRefused."""

    slot: Slot
    name: str
    notes: str = ""
    do: Literal["book"] = "book"


@dataclass(frozen=True, slots=True)
class FindSeries:
    """Look for places that repeat, the first at the wish's day and time; answered by SeriesFound."""

    service_id: int
    wish: Wish
    repeat: Repeat
    do: Literal["find_series"] = "find_series"


@dataclass(frozen=True, slots=True)
class BookSeries:
    """Book the slots of a series together; answered by SeriesBooked."""

    slots: tuple[Slot, ...]
    name: str
    notes: str = ""
    do: Literal["book_series"] = "book_series"


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
class Confirm:
    """Note that the customer comes to an appointment, at the time they were told; answered by Confirmed."""

    appointment_id: int
    start: datetime
    do: Literal["confirm"] = "confirm"


@dataclass(frozen=True, slots=True)
class JoinWaitlist:
    """Put the customer on the waitlist; answered by WaitlistJoined.

    ``moving`` is an appointment they have and would rather have earlier. ``name`` is whom it is for, if not for them.
    """

    service_id: int
    wish: Wish
    moving: Appointment | None = None
    name: str = ""
    do: Literal["join_waitlist"] = "join_waitlist"


@dataclass(frozen=True, slots=True)
class LeaveWaitlist:
    """Take the customer off the waitlist, with all that they wait for; answered by WaitlistLeft."""

    do: Literal["leave_waitlist"] = "leave_waitlist"


@dataclass(frozen=True, slots=True)
class DeclinePlace:
    """Let go of a place that was kept for one who waits; answered by PlaceDeclined."""

    slot: Slot
    do: Literal["decline_place"] = "decline_place"


@dataclass(frozen=True, slots=True)
class SendCode:
    """Send a one-time code to where a claimed appointment was made from; answered by CodeSent."""

    claim: Claim
    do: Literal["send_code"] = "send_code"


@dataclass(frozen=True, slots=True)
class CheckCode:
    """Compare digits with the code that was sent; answered by Proven or CodeRefused."""

    digits: str
    do: Literal["check_code"] = "check_code"


@dataclass(frozen=True, slots=True)
class CancelAll:
    """Cancel several appointments; answered by CancelledAll."""

    appointment_ids: tuple[int, ...]
    do: Literal["cancel_all"] = "cancel_all"


@dataclass(frozen=True, slots=True)
class LookUpAnswer:
    """Ask the knowledge base; answered by AnswerFound, AnswerUnclear or AnswerMissing.

    ``keep`` tells whether a question without an answer is kept for staff; small talk is not.
    ``before`` is the question that was asked last, which this one may be incomplete without; where it plainly
    ``follows_up`` on that, the two are asked together first.
    """

    question: str
    keep: bool = True
    before: str = field(default="", kw_only=True)
    follows_up: bool = field(default=False, kw_only=True)
    do: Literal["look_up_answer"] = "look_up_answer"


@dataclass(frozen=True, slots=True)
class GiveAnswer:
    """Take the answer of the FAQ that was chosen; answered by AnswerFound, or AnswerMissing where it is no more."""

    faq_id: int
    #: What was asked, in the customer's words.
    question: str
    do: Literal["give_answer"] = "give_answer"


@dataclass(frozen=True, slots=True)
class KeepQuestion:
    """Keep a question that nothing answers for staff; answered by AnswerMissing."""

    question: str
    do: Literal["keep_question"] = "keep_question"


@dataclass(frozen=True, slots=True)
class NoteTurnedDown:
    """Keep a question for staff whose answer, from this FAQ, was turned down; answered by TurnedDown."""

    question: str
    faq_id: int
    do: Literal["note_turned_down"] = "note_turned_down"


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
DiaryQuery = FindSlots | Hold | LetGo | Book | FindSeries | BookSeries | FindAppointments | Move | Cancel | CancelAll
WaitlistQuery = JoinWaitlist | LeaveWaitlist | DeclinePlace
ProofQuery = SendCode | CheckCode
KnowledgeQuery = LookUpAnswer | GiveAnswer | KeepQuestion
Query = DiaryQuery | Confirm | WaitlistQuery | ProofQuery | KnowledgeQuery | NoteTurnedDown | HandOver
Action = Query | RememberContact | SetConsent | Say
