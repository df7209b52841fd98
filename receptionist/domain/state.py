"""What Sara remembers of a conversation between two messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from receptionist.domain.circumstances import Circumstances
from receptionist.domain.diary import Appointment, Claim, Slot, Wish
from receptionist.domain.knowledge import Choice
from receptionist.domain.reading import Reading
from receptionist.domain.repeats import Series


class Goal(StrEnum):
    """What the customer is after."""

    SCHEDULE = "schedule"
    RESCHEDULE = "reschedule"
    CANCEL = "cancel"
    #: To be told when a place becomes free.
    WAIT = "wait"


class Question(StrEnum):
    """What Sara asked last; an answer is read in its light."""

    SERVICE = "service"
    WHEN = "when"
    WHICH_SLOT = "which_slot"
    NAME = "name"
    WHICH_APPOINTMENT = "which_appointment"
    CONFIRM_CANCEL = "confirm_cancel"
    #: "You have a haircut. Shall I change it to a beard trim?"
    CONFIRM_CHANGE = "confirm_change"
    #: "How many times, or until when?"
    HOW_OFTEN = "how_often"
    #: "I can book all but one. Shall I?"
    CONFIRM_SERIES = "confirm_series"
    #: "Shall I look for a place for the other person too?"
    FOR_ANOTHER = "for_another"
    #: "Nothing is free then. Shall I write to you when something is?"
    JOIN_WAITLIST = "join_waitlist"
    #: "A place has become free. Would you like it?"
    TAKE_PLACE = "take_place"
    #: "Under which name was it made?", of an appointment that was made from elsewhere, "and for when?"
    CLAIM_NAME = "claim_name"
    CLAIM_TIME = "claim_time"
    #: "What is the code that I have sent?"
    CODE = "code"
    #: "Shall a colleague call you back?"
    WANT_PERSON = "want_person"
    #: "What number can they call you back on?"
    PHONE = "phone"
    #: "Which of these do you mean?": which FAQ
    WHICH_ANSWER = "which_answer"
    #: "Reply C to confirm, or R to move it": what a reminder asks.
    COMING = "coming"
    #: "Is there anything else I can do for you?"
    ANYTHING_ELSE = "anything_else"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnQuestion:
    """A question that Sara asked of her own accord, and not in answer to anything. All moments are aware, UTC."""

    question: Question
    asked_at: datetime
    #: Up to when an answer is taken for one, however long the customer is silent meanwhile.
    open_until: datetime
    #: Up to when no other question of her own may take its place; None where any may.
    undisturbed_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question that was answered from an FAQ, in the customer's words."""

    question: str
    faq_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationState:
    """All that the next decision depends on, besides the event itself."""

    goal: Goal | None = None
    asked: Question | None = None
    #: What she asked last of her own accord; it is open as long as it is what is ``asked``.
    own: OwnQuestion | None = None
    service_id: int | None = None
    wish: Wish = field(default_factory=Wish)
    #: What else the customer wished for, in order, while something is seen to before it.
    wishes: tuple[Reading, ...] = ()
    #: When the appointment that is to be moved is now, as far as it was named.
    moved_from: Wish = field(default_factory=Wish)
    #: What an appointment is known by that was made from elsewhere.
    claim: Claim | None = None
    #: What was wished for and could not be had: what somebody would wait for.
    missed: Wish | None = None
    #: The slot the customer settled on, while the name is still missing.
    chosen: Slot | None = None
    #: The slot that the diary keeps for the customer, and up to when (aware).
    held: Slot | None = None
    held_until: datetime | None = None
    offered: tuple[Slot, ...] = ()
    #: The appointments wished for that repeat; None where one is.
    series: Series | None = None
    #: The name of the series that was booked last: what "all of them" means.
    booked_series: str | None = None
    #: The appointment to move or cancel (or the one just booked), and those to choose from.
    appointment: Appointment | None = None
    appointments: tuple[Appointment, ...] = ()
    #: Whether ``appointment`` was made or moved a moment ago: a plain no is about it.
    just_made: bool = False
    #: Whether all of the customer's appointments are to be cancelled.
    means_all: bool = False
    #: The id of the appointment that was just spoken of and is not the one that is meant.
    not_meant: int | None = None
    #: The service that the appointment is to be for from now on, when that is another one.
    new_service_id: int | None = None
    name: str | None = None
    #: Whether the appointment is for somebody else, and that person's name once it is known.
    for_other: bool = False
    guest: str | None = None
    phone: str | None = None
    #: Whether several people want to come: one appointment each is all that Sara can make.
    several: bool = False
    #: Whether other times were asked for already, so that asking for a day leads further than more offers.
    turned_down: bool = False
    #: What a customer who is late said, while the appointment is looked up.
    late: str | None = None
    notes: str | None = None
    #: Whether a question is being answered beside the wish; what follows the answer asks what is to be asked.
    aside: bool = False
    #: The question that was looked up last, which the next one may follow up on; empty where none was, or too much has
    #: been said since.
    topic: str = ""
    #: The FAQs to choose from, and those that were not chosen.
    choices: tuple[Choice, ...] = ()
    #: How an utterance reads if it is no question, while that is being looked up; not remembered beyond its turn.
    unless_question: Reading | None = None
    #: What was answered from an FAQ a moment ago: the next words may turn the answer down.
    answered: Answered | None = None
    #: Consecutive utterances that could not be understood.
    misunderstood: int = 0
    language: str = "en"
    greeted: bool = False
    #: When the customer last spoke, UTC; a long silence ends what was under way.
    last_spoke_at: datetime | None = None
    #: What stands around the utterance that is being answered; not remembered beyond its turn.
    around: Circumstances | None = None

    @property
    def spoken_of(self) -> datetime | None:
        """The moment that was spoken of last: what "an hour later" and "at the same time" refer to.

        Of several offers it is the first. What comes of it is said to the customer, who can say otherwise.
        """
        if self.chosen is not None:
            return self.chosen.start
        if self.offered:
            return self.offered[0].start
        return self.appointment.start if self.appointment is not None else None

    @property
    def is_kept(self) -> bool:
        """Whether the slot that the customer settled on is kept for them."""
        if self.chosen is None or self.held != self.chosen or self.held_until is None:
            return False
        return self.around is None or self.around.now < self.held_until

    @property
    def spoken(self) -> bool:
        """Whether the customer listens rather than reads."""
        return self.around is not None and self.around.spoken
