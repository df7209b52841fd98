"""What the core needs from the outside, as tiny protocols. Adapters live elsewhere and are named in settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from receptionist.domain.diary import Appointment, Service, Slot, Wish
from receptionist.domain.events import (
    AnswerFound,
    AnswerMissing,
    Booked,
    Cancelled,
    Held,
    Moved,
    SlotRefused,
    SlotsFound,
)
from receptionist.domain.messages import Outbound, Receipt
from receptionist.domain.reading import Reading
from receptionist.domain.state import Question


class Channel(Protocol):
    """A way to reach customers."""

    #: Whether the customer listens rather than reads.
    spoken: bool
    #: Whether replies wait to be fetched by the channel's own webhook (a voice call) rather than being pushed.
    fetches_replies: bool

    def send(self, outbound: Outbound) -> Receipt:
        """Hand one message to the carrier. Raises ProviderError."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """For whom the diary acts."""

    business_id: int
    contact_id: int
    conversation_id: int


class Calendar(Protocol):
    """The diary. Every write is idempotent on its key and raises nothing for a lost race: that is a result."""

    def services(self, business_id: int) -> Sequence[Service]:
        """List what can be booked, in the business's own order."""
        ...

    def find_slots(
        self, business_id: int, service_id: int, wish: Wish, now: datetime, moving: Appointment | None = None
    ) -> SlotsFound:
        """Find the wanted slot, or the two or three nearest to the wish; who is ``moving`` is not in their own way."""
        ...

    def hold(self, customer: Customer, slot: Slot, key: str, now: datetime) -> Held | SlotRefused:
        """Keep a slot for a few minutes, or say why not. The same key gives the same hold while it lasts.

        A customer holds one slot at a time, and booking it uses the hold.
        """
        ...

    def book(
        self, customer: Customer, slot: Slot, name: str, notes: str, key: str, now: datetime
    ) -> Booked | SlotRefused:
        """Commit an appointment, or say why not. The same key gives the same appointment again."""
        ...

    def upcoming(self, business_id: int, contact_id: int, now: datetime) -> Sequence[Appointment]:
        """List the contact's coming appointments, soonest first."""
        ...

    def move(self, customer: Customer, appointment_id: int, slot: Slot, key: str, now: datetime) -> Moved | SlotRefused:
        """Move an appointment in one step: never both times, never neither."""
        ...

    def cancel(self, customer: Customer, appointment_id: int, key: str, now: datetime) -> Cancelled:
        """Cancel an appointment; cancelling it again changes nothing."""
        ...


class Knowledge(Protocol):
    """The business's own answers."""

    def answer(self, business_id: int, question: str, language: str) -> AnswerFound | None:
        """Find the FAQ that answers a question, or None when none does well enough."""
        ...

    def keep_unanswered(self, business_id: int, question: str, conversation_id: int, key: str) -> AnswerMissing:
        """Keep a question for staff; the same key keeps it once."""
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
