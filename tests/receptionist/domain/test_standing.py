"""Appointments that stand: which there are, who will be late for one, and days that cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from receptionist.domain.actions import Action, FindAppointments, HandOver, HandOverReason, Say
from receptionist.domain.circumstances import Circumstances
from receptionist.domain.dialogue import advance
from receptionist.domain.diary import Appointment, Service
from receptionist.domain.events import AppointmentsFound, CustomerSpoke, HandedOver
from receptionist.domain.phrases import PhraseKey
from receptionist.domain.reading import Cue, Intent, Reading
from receptionist.domain.state import ConversationState, Goal

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
AROUND = Circumstances(
    now=NOW,
    channel="sms",
    spoken=False,
    business_name="Willow & Finch",
    timezone=str(ZONE),
    services=(Service(1, "Haircut", 45), Service(2, "Beard trim", 20)),
)
TODAY = Appointment(5, 1, "Haircut", "Maya", datetime(2026, 3, 2, 9, 45, tzinfo=ZONE))
THURSDAY = Appointment(6, 2, "Beard trim", "Leo", datetime(2026, 3, 5, 11, tzinfo=ZONE))
ANAS = replace(THURSDAY, id=7, guest="Ana Ruiz")
START = ConversationState(greeted=True)


def after(reading: Reading, *found: Appointment, text: str = "some words") -> tuple[ConversationState, list[Action]]:
    state, actions = advance(START, CustomerSpoke(text, reading, AROUND))
    assert any(isinstance(action, FindAppointments) for action in actions)
    state, more = advance(state, AppointmentsFound(found))
    return state, list(more)


def said(actions: list[Action]) -> list[PhraseKey]:
    return [action.phrase for action in actions if isinstance(action, Say)]


LATE = Reading(cues=frozenset({Cue.LATE}))
OWN = Reading(cues=frozenset({Cue.OWN_APPOINTMENTS}))


def test_it_looks_for_an_appointment_that_has_begun_already_when_somebody_is_late() -> None:
    _, (looks,) = advance(START, CustomerSpoke("running late", LATE, AROUND))
    assert isinstance(looks, FindAppointments)
    assert looks.looking_back >= timedelta(minutes=15)


def test_it_tells_staff_who_is_late_and_for_what() -> None:
    state, actions = after(LATE, TODAY, THURSDAY, text="10 minutes late")
    assert actions == [HandOver(HandOverReason.RUNNING_LATE, "Haircut at 09:45: 10 minutes late")]
    state, more = advance(state, HandedOver(1, HandOverReason.RUNNING_LATE))
    assert said(list(more)) == [PhraseKey.LATE_NOTED]
    assert state.late is None


def test_it_leaves_it_to_staff_where_somebody_is_late_for_nothing_today() -> None:
    state, actions = after(LATE, THURSDAY, text="10 minutes late")
    assert actions == [HandOver(HandOverReason.ASKED, "10 minutes late")]
    assert state.late is None


def test_it_books_nothing_for_somebody_who_is_late() -> None:
    state, _ = after(replace(LATE, intent=Intent.SCHEDULE, at=time(10)), TODAY)
    assert state.goal is not Goal.SCHEDULE


def test_it_says_that_there_is_none_on_the_day_that_was_asked_about_and_names_the_others() -> None:
    asks = replace(OWN, day=date(2026, 3, 3))
    _, actions = after(asks, TODAY, THURSDAY)
    assert said(actions) == [PhraseKey.NONE_THAT_DAY, PhraseKey.OWN_APPOINTMENTS]


def test_it_names_only_those_of_the_day_that_was_asked_about() -> None:
    _, (says,) = after(replace(OWN, day=date(2026, 3, 5)), TODAY, THURSDAY)
    assert isinstance(says, Say)
    assert says.facts.appointments == (THURSDAY,)


@pytest.mark.parametrize("intent", [Intent.RESCHEDULE, Intent.CANCEL])
def test_it_does_nothing_to_ones_own_appointment_where_somebody_elses_is_meant(intent: Intent) -> None:
    meant = Reading(intent=intent, cues=frozenset({Cue.FOR_OTHER}))
    _, actions = after(meant, THURSDAY)
    assert said(actions)[0] is PhraseKey.NO_SUCH_APPOINTMENT
    assert all(isinstance(action, Say) for action in actions)


def test_it_takes_the_appointment_of_the_person_who_is_named() -> None:
    meant = Reading(intent=Intent.CANCEL, cues=frozenset({Cue.FOR_OTHER}), guest="ana")
    state, _ = after(meant, TODAY, ANAS)
    assert state.appointment == ANAS


@pytest.mark.parametrize(
    ("cue", "phrase"), [(Cue.PAST_DAY, PhraseKey.DAY_IS_PAST), (Cue.NO_SUCH_DAY, PhraseKey.NO_SUCH_DAY)]
)
def test_it_says_that_a_day_cannot_be_before_it_looks_further(cue: Cue, phrase: PhraseKey) -> None:
    wish = Reading(intent=Intent.SCHEDULE, service_id=1, cues=frozenset({cue}))
    _, actions = advance(START, CustomerSpoke("some words", wish, AROUND))
    assert said(list(actions)) == [phrase]
    assert len(actions) == 2
