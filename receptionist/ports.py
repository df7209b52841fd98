"""What the core needs from the outside, as tiny protocols. Adapters live elsewhere and are named in settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from receptionist.domain.delivery_plan import QuietHours
from receptionist.domain.diary import Appointment, Claim, Location, OpeningHours, Service, Slot, StaffMember, Wish
from receptionist.domain.events import (
    AnswerFound,
    AnswerMissing,
    AnswerUnclear,
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
    TurnedDown,
    WaitlistJoined,
    WaitlistLeft,
)
from receptionist.domain.knowledge import AnswerBlocked, Asked
from receptionist.domain.messages import Outbound, Receipt
from receptionist.domain.reading import Reading
from receptionist.domain.repeats import Repeat
from receptionist.domain.state import Question


class Channel(Protocol):
    """A way to reach customers."""

    #: Whether the customer listens rather than reads.
    spoken: bool
    #: Whether replies wait to be fetched by the channel's own webhook (a voice call) rather than being pushed.
    fetches_replies: bool

    @property
    def free_words_for(self) -> timedelta | None:
        """How long after a customer's message words of our own may be sent; None where they always may."""
        ...

    def send(self, outbound: Outbound) -> Receipt:
        """Hand one message to the carrier. Raises ProviderError."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """For whom the diary acts."""

    business_id: int
    contact_id: int
    #: None where no conversation was had: a program books for them, or staff do.
    conversation_id: int | None
    #: Who asked for it, as the audit names them: the customer, or a program ("api maya").
    asked_by: str = "customer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What somebody waits for, on the clock of the business, and whom it is for, if not for the customer."""

    wish: Wish
    #: An appointment they have, and would rather have earlier.
    moving: Appointment | None = None
    name: str = ""


class Calendar(Protocol):
    """The diary. Every write is idempotent on its key and raises nothing for a lost race: that is a result."""

    def services(self, business_id: int) -> Sequence[Service]:
        """List what can be booked, in the business's own order."""
        ...

    def locations(self, business_id: int) -> Sequence[Location]:
        """List where appointments take place, in the business's own order."""
        ...

    def opening_hours(self, business_id: int, now: datetime) -> Sequence[OpeningHours]:
        """Tell when each location is open, in the business's own order; ``now`` is aware."""
        ...

    def staff(self, business_id: int) -> Sequence[StaffMember]:
        """List those who perform services, in the business's own order."""
        ...

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
        """
        ...

    def hold(self, customer: Customer, slot: Slot, key: str, now: datetime) -> Held | SlotRefused:
        """Keep a slot for a few minutes, or say why not. The same key gives the same hold while it lasts.

        A customer holds one slot at a time, and booking it uses the hold.
        """
        ...

    def let_go(self, customer: Customer, now: datetime) -> HoldEnded:
        """Give up what the customer holds; it changes nothing when that is nothing."""
        ...

    def book(
        self, customer: Customer, slot: Slot, name: str, notes: str, key: str, now: datetime
    ) -> Booked | SlotRefused:
        """Commit an appointment, or say why not. The same key gives the same appointment again."""
        ...

    def find_series(
        self, customer: Customer, service_id: int, wish: Wish, repeat: Repeat, now: datetime
    ) -> SeriesFound:
        """Find the places of appointments that repeat, at the wish's time of day from its day on; each clash is named.

        Clocks may change between them: they stay at the same time on the wall.
        """
        ...

    def book_series(
        self, customer: Customer, slots: Sequence[Slot], key: str, now: datetime, *, name: str, notes: str
    ) -> SeriesBooked:
        """Commit all of these that are still free, together. The same key gives the same appointments again."""
        ...

    def upcoming(self, business_id: int, contact_id: int, now: datetime) -> Sequence[Appointment]:
        """List the contact's coming appointments, soonest first."""
        ...

    def move(self, customer: Customer, appointment_id: int, slot: Slot, key: str, now: datetime) -> Moved | SlotRefused:
        """Move an appointment in one step: never both times, never neither."""
        ...

    def quiet_hours(self, business_id: int) -> QuietHours:
        """Return when the business writes to nobody of its own accord."""
        ...

    def join_waitlist(
        self, customer: Customer, service_id: int, waiting: Waiting, key: str, now: datetime
    ) -> WaitlistJoined:
        """Put the customer on the waitlist. The same key does so once."""
        ...

    def leave_waitlist(self, customer: Customer, now: datetime) -> WaitlistLeft:
        """Take the customer off the waitlist; doing so again changes nothing."""
        ...

    def decline_place(self, customer: Customer, slot: Slot, now: datetime) -> PlaceDeclined:
        """Let go of a place that is kept for one who waits; doing so again changes nothing."""
        ...

    def send_code(self, customer: Customer, claim: Claim, key: str, now: datetime) -> CodeSent:
        """Send a one-time code to where a claimed appointment was made from; whether there is one is not said."""
        ...

    def check_code(self, customer: Customer, digits: str, key: str, now: datetime) -> Proven | CodeRefused:
        """Compare digits with that code. The same key is one try."""
        ...

    def cancel(self, customer: Customer, appointment_id: int, key: str, now: datetime) -> Cancelled:
        """Cancel an appointment; cancelling it again changes nothing."""
        ...

    def confirm(self, customer: Customer, appointment_id: int, start: datetime, now: datetime) -> Confirmed:
        """Note that the customer comes at ``start`` (aware); confirming it again changes nothing."""
        ...


class Knowledge(Protocol):
    """The business's own answers."""

    def answer(self, business_id: int, asked: Asked) -> AnswerFound | AnswerUnclear | AnswerBlocked | None:
        """Find the FAQ that answers a question, or those of which one may be meant; None when none does well enough."""
        ...

    def answer_of(self, business_id: int, faq_id: int, asked: Asked) -> AnswerFound | AnswerBlocked | None:
        """Give the answer of one FAQ, which was chosen; None when it is not to be used any more."""
        ...

    def keep_unanswered(
        self, business_id: int, question: str, conversation_id: int | None, key: str, *, why: str = ""
    ) -> AnswerMissing:
        """Keep a question for staff, and why nothing could be said if that is known; the same key keeps it once."""
        ...

    def keep_badly_answered(
        self, business_id: int, question: str, faq_id: int, *, conversation_id: int | None, key: str
    ) -> TurnedDown:
        """Keep a question for staff whose answer, from this FAQ, was turned down; the same key keeps it once."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """What a reader gets to read: the words, and what is needed to make sense of them."""

    text: str
    #: Aware; relative dates are resolved against it in ``timezone`` (IANA).
    now: datetime
    timezone: str
    channel: str
    #: (who, text), oldest first; who is "customer" or "receptionist".
    history: tuple[tuple[str, str], ...] = ()
    services: tuple[Service, ...] = ()
    #: Where there are several.
    locations: tuple[Location, ...] = ()
    staff: tuple[StaffMember, ...] = ()
    business_name: str = ""
    #: What Sara asked last, where it is known; otherwise a reader may infer it from ``history``.
    asked: Question | None = None
    #: The moment she spoke of last, from which "an hour later" counts; inferred likewise where it is not known.
    spoken_of: datetime | None = None
    #: The language of the conversation so far; a short answer ("ok") is read in it.
    language: str = "en"


class Reader(Protocol):
    """Reads an utterance."""

    name: str
    #: Whether it is to be shown ``Utterance.history`` although it is told what Sara asked and spoke of last.
    needs_history: bool

    def read(self, utterance: Utterance) -> Reading:
        """Say what the utterance states. Raises ProviderError when it cannot be read."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewording:
    """A reply that may be said otherwise, and what may stand for what in it."""

    draft: str
    #: Two letters; the reworded reply keeps it.
    language: str
    #: Parts to be repeated letter for letter.
    verbatim: tuple[str, ...]
    #: Groups of expressions of which any may stand for any other.
    interchangeable: tuple[tuple[str, ...], ...]
    #: Expressions that may be added.
    courtesies: tuple[str, ...]
    #: How the business likes to sound, in its own words.
    tone: str = ""
    #: Whether nothing in it is about one customer, so that the same draft may be worded the same for another.
    is_general: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """Another wording of a reply; ``keep`` is to be called where it says the same, and so may be said again."""

    text: str
    keep: Callable[[], None] = lambda: None


class Phraser(Protocol):
    """Rewords replies."""

    def reword(self, rewording: Rewording) -> Proposal:
        """Propose another wording; whoever asked verifies it. Raises ProviderError."""
        ...


class PersonalData(Protocol):
    """What an app keeps of customers, beside what the core does."""

    def kept(self, contact_id: int) -> Mapping[str, int]:
        """Count it, under words for people."""
        ...

    def erase(self, contact_id: int) -> None:
        """Erase it, in transactions of its own; doing so again changes nothing."""
        ...
