"""How an interaction went: what happened in its turns, and the one word for it.

Both are told from the events of the journal, which are committed facts, and never from what was merely said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, time
from enum import StrEnum

from receptionist.domain.actions import HandOverReason
from receptionist.domain.advertising import advertises
from receptionist.domain.diary import Appointment
from receptionist.domain.events import (
    AnswerFound,
    AnswerMissing,
    AnswerUnclear,
    AppointmentsFound,
    Booked,
    Cancelled,
    CancelledAll,
    Confirmed,
    CustomerSpoke,
    Event,
    HandedOver,
    Held,
    Moved,
    SeriesBooked,
    SeriesFound,
    SlotRefused,
    SlotsFound,
)
from receptionist.domain.messages import MessageKind
from receptionist.domain.reading import Cue, Intent, Reading
from receptionist.domain.state import Goal


class Outcome(StrEnum):
    """How an interaction went, in one word; which one, where several would fit, ``_RULES`` says."""

    #: An appointment was made, and stands at the end.
    BOOKED = "booked"
    RESCHEDULED = "rescheduled"
    #: An appointment was called off, be it one that was made minutes before.
    CANCELLED = "cancelled"
    #: A person must see to it.
    HANDED_OVER = "handed_over"
    #: An advertiser's words with a link, and nothing that a customer would want.
    SPAM = "spam"
    #: Left a number or an e-mail address of their own accord and booked nothing: worth a call.
    LEAD = "lead"
    #: Wanted something of the diary and left without it, or left with no question answered.
    ABANDONED = "abandoned"
    ANSWERED = "answered"
    #: A greeting, thanks, a picture put on a message, STOP, a call without a word: nothing was asked for.
    NO_REQUEST = "no_request"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a customer wanted of the diary, as first stated; day and time are those of a new appointment only."""

    goal: Goal
    service: str = ""
    day: date | None = None
    at: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """What happened in an interaction. Appointments are as they stood at its end, each in one place only."""

    booked: tuple[Appointment, ...] = ()
    moved: tuple[Appointment, ...] = ()
    cancelled: tuple[Appointment, ...] = ()
    #: Booked and cancelled again within the interaction.
    taken_back: tuple[Appointment, ...] = ()
    wanted: Wanted | None = None
    #: Questions in the customer's words.
    answered: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    #: Whether the customer asked for their own appointments and was told.
    looked_up: bool = False
    #: Whether they said that they come to an appointment.
    confirmed: bool = False
    handed_over: tuple[HandOverReason, ...] = ()
    #: Whether Sara gave a turn up; staff have it.
    given_up: bool = False
    #: "phone", "email": what the customer left.
    details: frozenset[str] = frozenset()
    opted_out: bool = False
    advertising: bool = False
    #: The first words.
    said: str = ""


def _needs_person(gist: Gist) -> bool:
    return gist.given_up or any(reason is not HandOverReason.NOT_UNDERSTOOD for reason in gist.handed_over)


def _is_answered(gist: Gist) -> bool:
    return gist.looked_up or gist.confirmed or bool(gist.answered)


#: The first that holds is the outcome. What changed the diary comes first: it is what was achieved, and what still
#: waits for a person is shown beside the outcome anyway. An advertiser, whom Sara hands over because nothing of it can
#: be understood, is spam all the same; one who wanted anything of the diary, or was answered, is not.
_RULES: tuple[tuple[Outcome, Callable[[Gist], object]], ...] = (
    (Outcome.BOOKED, lambda gist: gist.booked),
    (Outcome.RESCHEDULED, lambda gist: gist.moved),
    (Outcome.CANCELLED, lambda gist: gist.cancelled or gist.taken_back),
    (Outcome.HANDED_OVER, _needs_person),
    (Outcome.SPAM, lambda gist: gist.advertising and not gist.wanted and not _is_answered(gist)),
    (Outcome.HANDED_OVER, lambda gist: gist.handed_over),
    (Outcome.LEAD, lambda gist: gist.details),
    (Outcome.ABANDONED, lambda gist: gist.wanted),
    (Outcome.ANSWERED, _is_answered),
    (Outcome.ABANDONED, lambda gist: gist.unanswered),
)


def outcome(gist: Gist) -> Outcome:
    """Say how an interaction went."""
    return next((outcome for outcome, holds in _RULES if holds(gist)), Outcome.NO_REQUEST)


def gather(events: Iterable[Event], *, given_up: bool = False) -> Gist:
    """Gather what happened from the journals of an interaction's turns, in order."""
    gathering = _Gathering()
    for event in events:
        gathering.take(event)
    return gathering.gist(given_up)


_GOALS = {Intent.SCHEDULE: Goal.SCHEDULE, Intent.RESCHEDULE: Goal.RESCHEDULE, Intent.CANCEL: Goal.CANCEL}


@dataclass(slots=True)
class _Gathering:
    heard: CustomerSpoke | None = None
    wanted: Wanted | None = None
    effects: dict[int, tuple[str, Appointment]] = field(default_factory=dict)
    answered: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    #: Of which it was asked which answer is meant.
    open_question: str = ""
    handed_over: list[HandOverReason] = field(default_factory=list)
    details: set[str] = field(default_factory=set)
    looked_up: bool = False
    confirmed: bool = False
    opted_out: bool = False
    advertising: bool = False
    said: str = ""

    def take(self, event: Event) -> None:
        match event:
            case CustomerSpoke():
                self._hear(event)
            case Booked() | Moved() | Cancelled():
                self._note(event.happened, event.appointment)
            case SeriesBooked() | CancelledAll():
                effect = "booked" if isinstance(event, SeriesBooked) else "cancelled"
                for appointment in event.appointments:
                    self._note(effect, appointment)
            case SlotsFound() | SeriesFound() | Held() | SlotRefused():
                self.wanted = self.wanted or Wanted(Goal.SCHEDULE)
            case Confirmed() if event.appointment is not None:
                self.confirmed = True
            case AppointmentsFound() if self.wanted is None:
                self.looked_up = True
            case AnswerFound():
                self.answered.append(event.question or self._question())
                self.open_question = ""
            case AnswerUnclear():
                self.open_question = event.question
            case AnswerMissing() if event.kept:
                self.unanswered.append(event.question)
                self.open_question = ""
            case HandedOver() if not self._is_lead(event):
                self.handed_over.append(event.reason)

    def gist(self, given_up: bool) -> Gist:
        def stand(effect: str) -> tuple[Appointment, ...]:
            return tuple(appointment for kind, appointment in self.effects.values() if kind == effect)

        return Gist(
            booked=stand("booked"),
            moved=stand("moved"),
            cancelled=stand("cancelled"),
            taken_back=stand("taken_back"),
            wanted=self.wanted,
            answered=tuple(dict.fromkeys(self.answered)),
            unanswered=tuple(
                dict.fromkeys(question for question in (*self.unanswered, self.open_question) if question)
            ),
            looked_up=self.looked_up,
            confirmed=self.confirmed,
            handed_over=tuple(dict.fromkeys(self.handed_over)),
            given_up=given_up,
            details=frozenset(self.details),
            opted_out=self.opted_out,
            advertising=self.advertising,
            said=self.said,
        )

    def _hear(self, event: CustomerSpoke) -> None:
        reading, self.heard = event.reading, event
        self.said = self.said or event.text.strip()
        self.advertising = self.advertising or advertises(event.text)
        self.details |= _left(reading)
        stops = MessageKind.OPT_OUT in event.around.kinds or Cue.REVOKES_CONSENT in reading.cues
        self.opted_out = (self.opted_out or stops) and MessageKind.OPT_IN not in event.around.kinds
        goal = _GOALS.get(reading.intent)
        if goal is Goal.SCHEDULE and Cue.OWN_APPOINTMENTS in reading.cues:
            # "When am I booked?" asks, and wants nothing of the diary.
            goal = None
        if self.wanted is None and goal is not None:
            self.wanted = Wanted(goal)
        if self.wanted is not None and reading.intent is not Intent.FAQ:
            self.wanted = _stated(self.wanted, event)

    def _note(self, effect: str, appointment: Appointment) -> None:
        before, _ = self.effects.get(appointment.id, ("", appointment))
        if before == "booked":
            # Made and altered in one go: what counts is what was made of it.
            effect = "taken_back" if effect == "cancelled" else before
        self.effects[appointment.id] = (effect, appointment)

    def _question(self) -> str:
        return (self.heard.reading.question or self.heard.text) if self.heard else ""

    def _is_lead(self, event: HandedOver) -> bool:
        """Whether nobody asked for a person: contact details came by themselves, and were left to staff."""
        if self.heard is None or event.reason is not HandOverReason.ASKED:
            return False
        asks = {Cue.WANTS_PERSON, Cue.FRUSTRATED} & self.heard.reading.cues
        return bool(_left(self.heard.reading)) and not asks


def _left(reading: Reading) -> set[str]:
    return {what for what, value in (("phone", reading.phone), ("email", reading.email)) if value}


def _stated(wanted: Wanted, event: CustomerSpoke) -> Wanted:
    """Add what was not stated before; a day beside a change may be the old one's, and is left out."""
    reading = event.reading
    named = (service.name for service in event.around.services if service.id == reading.service_id)
    service = wanted.service or next(named, "")
    if wanted.goal is not Goal.SCHEDULE:
        return replace(wanted, service=service)
    return replace(wanted, service=service, day=wanted.day or reading.day, at=wanted.at or reading.at)
