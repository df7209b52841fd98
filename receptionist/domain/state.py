"""What Sara remembers of a conversation between two messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from receptionist.domain.circumstances import Circumstances
from receptionist.domain.diary import Appointment, Slot, Wish


class Goal(StrEnum):
    """What the customer is after."""

    SCHEDULE = "schedule"
    RESCHEDULE = "reschedule"
    CANCEL = "cancel"


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
    #: "Shall I look for a place for the other person too?"
    FOR_ANOTHER = "for_another"
    #: "Shall a colleague call you back?"
    WANT_PERSON = "want_person"
    #: "What number can they call you back on?"
    PHONE = "phone"
    #: "Is there anything else I can do for you?"
    ANYTHING_ELSE = "anything_else"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationState:
    """All that the next decision depends on, besides the event itself."""

    goal: Goal | None = None
    asked: Question | None = None
    service_id: int | None = None
    wish: Wish = field(default_factory=Wish)
    #: The slot the customer settled on, while the name is still missing.
    chosen: Slot | None = None
    offered: tuple[Slot, ...] = ()
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
        """The one moment that was spoken of last: what "an hour later" and "at the same time" refer to."""
        if self.chosen is not None:
            return self.chosen.start
        if self.offered:
            return self.offered[0].start if len(self.offered) == 1 else None
        return self.appointment.start if self.appointment is not None else None

    @property
    def spoken(self) -> bool:
        """Whether the customer listens rather than reads."""
        return self.around is not None and self.around.spoken
