"""What an utterance was understood to say, whoever read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from receptionist.domain.diary import PartOfDay
from receptionist.domain.repeats import Repeat


class Intent(StrEnum):
    """What the customer wants."""

    SCHEDULE = "schedule"
    FAQ = "faq"
    #: Gives contact details, or asks for a person or a call back, and nothing else.
    CONTACT = "contact"
    CANCEL = "cancel"
    RESCHEDULE = "reschedule"
    #: Greeting, thanks, small talk, out of scope, or not understood.
    UNKNOWN = "unknown"


class Cue(StrEnum):
    """Small signs of a conversation that stand beside the intent."""

    GREETING = "greeting"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    YES = "yes"
    NO = "no"
    #: "a person, please", "call me back".
    WANTS_PERSON = "wants_person"
    #: "as early as possible", "the first you have".
    EARLIEST = "earliest"
    #: "none of these", "something else", "later".
    OTHER_TIMES = "other_times"
    #: "never mind", "forget it": whatever was under way is no longer wanted.
    NEVER_MIND = "never_mind"
    #: "anything later?", "a bit earlier": beside OTHER_TIMES, which way from what was offered.
    LATER = "later"
    EARLIER = "earlier"
    #: "any of them", "you choose", "whichever is first"
    ANY = "any"
    #: "both", "all my appointments"
    ALL = "all"
    #: "the other one": not what was just spoken of.
    OTHER_ONE = "other_one"
    #: "for me and my husband", "for two people"
    SEVERAL = "several"
    #: "and on Sunday?", "what about children?": only what came before makes a question of it.
    FOLLOWS_UP = "follows_up"
    #: "why do you need that?"
    ASKS_WHY = "asks_why"
    #: "instead", "actually", "would be better": what was settled is to be otherwise.
    CORRECTS = "corrects"
    #: "move it", "make it": speaks of what was settled last, without a name for it.
    MEANS_IT = "means_it"
    #: "another one", "also": something beside what was settled.
    ANOTHER = "another"
    #: "for my daughter": the appointment is somebody else's.
    FOR_OTHER = "for_other"
    #: "when is my appointment?"
    OWN_APPOINTMENTS = "own_appointments"
    #: "did you book it?", "is it booked now?"
    ASKS_IF_BOOKED = "asks_if_booked"
    #: "this is ridiculous", "you don't understand me"
    FRUSTRATED = "frustrated"
    #: "that's not what I asked", "no, I mean …": what was just answered was no answer.
    NOT_ANSWERED = "not_answered"
    #: "please stop texting me": free words that withdraw consent.
    REVOKES_CONSENT = "revokes_consent"
    #: "I can't make it", "no podré ir": whatever is to become of it instead.
    CANNOT_COME = "cannot_come"
    #: "put me on the waiting list", "let me know if anything opens up"
    WAITLIST = "waitlist"
    #: "take me off the waiting list"
    OFF_WAITLIST = "off_waitlist"
    #: "skip that one", "only the others": of a series without what cannot be had as wished for.
    SKIP = "skip"
    #: "I'm running ten minutes late"
    LATE = "late"
    #: "with anybody", "I don't mind who": nobody is asked for any more.
    ANYBODY = "anybody"
    #: "at the other location", "at any location".
    OTHER_LOCATION = "other_location"
    ANY_LOCATION = "any_location"
    #: "February 30": a day is stated, and no calendar has it.
    NO_SUCH_DAY = "no_such_day"
    #: "yesterday at three", where no other day is stated: what is wished for lies behind.
    PAST_DAY = "past_day"


class Bound(StrEnum):
    """What a time is, where it is not the one that is wished for."""

    #: "after five", "not before five"
    FROM = "from"
    #: "before five", "by five"
    UNTIL = "until"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One utterance, understood: only what it states, None for what it does not.

    ``day`` and ``at`` are local to the business. ``choice`` is a 1-based pick from what Sara offered last
    ("the second one"; -1 for "the last"). ``service_id`` is one of the business's own services.
    """

    intent: Intent = Intent.UNKNOWN
    confidence: float = 0.0
    cues: frozenset[Cue] = frozenset()
    name: str | None = None
    #: Whom the appointment is for, where that is not the customer: "for my daughter Ana".
    guest: str | None = None
    email: str | None = None
    phone: str | None = None
    day: date | None = None
    #: Whether ``day`` was named as a weekday only, which may be one of a later week too.
    by_weekday: bool = False
    at: time | None = None
    part_of_day: PartOfDay | None = None
    not_before: date | None = None
    #: Whether ``at`` is only the earliest or the latest.
    bound: Bound | None = None
    #: Weekdays that will not do, Monday is 0.
    not_weekdays: tuple[int, ...] = ()
    #: "every second Tuesday until June"; ``day`` and ``at`` are those of the first.
    repeat: Repeat | None = None
    choice: int | None = None
    service_id: int | None = None
    #: Who is asked for, "with Maya", and where it is to be; of the business's own.
    staff_id: int | None = None
    staff_name: str = ""
    location_id: int | None = None
    #: A question beside the intent, in the customer's words: "cancel Tuesday, and what do you charge?"
    question: str | None = None
    #: Two questions in one message, each in the customer's words: "do you take cards, and where can I park?"
    questions: tuple[str, ...] = ()
    #: Of an appointment that is to be moved: when it is now, as far as stated.
    old_day: date | None = None
    old_at: time | None = None
    #: What else is wished of the diary in the same message, in order: "cancel Tuesday, and book me for Friday".
    further: tuple[Reading, ...] = ()
    #: The customer's own words for this wish, where a message holds several.
    words: str = ""
    urgency: str | None = None
    notes: str | None = None
    #: Two-letter code of the language the utterance is in.
    language: str = "en"
