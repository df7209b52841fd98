"""What is still wished while something else is seen to: kept, said again, taken back, and old states without it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from receptionist.domain import wishes
from receptionist.domain.actions import HandOver, HandOverReason, Say
from receptionist.domain.circumstances import Circumstances
from receptionist.domain.dialogue import advance
from receptionist.domain.events import AnswerMissing, CustomerSpoke
from receptionist.domain.phrases import PhraseKey
from receptionist.domain.reading import Cue, Intent, Reading
from receptionist.domain.state import ConversationState, Goal, Question
from receptionist.memory import dump_state, load_state
from receptionist.models import Business, Conversation
from tests.receptionist.domain.strategies import BOOKED, NOW, SERVICES

AROUND = Circumstances(
    now=NOW, channel="sms", spoken=False, business_name="Salon", timezone="America/New_York", services=SERVICES
)
FRIDAY = date(2026, 3, 6)
TRIM = Reading(intent=Intent.SCHEDULE, service_id=2, day=FRIDAY, words="and book a beard trim on Friday")
ASKED = ConversationState(goal=Goal.CANCEL, asked=Question.CONFIRM_CANCEL, appointment=BOOKED, wishes=(TRIM,))


def test_a_state_of_before_there_were_wishes_is_still_understood() -> None:
    old = dump_state(ConversationState(goal=Goal.CANCEL, asked=Question.CONFIRM_CANCEL, appointment=BOOKED))
    del old["wishes"], old["moved_from"]
    state = load_state(Conversation(business=Business(language="en"), state=old))
    assert (state.goal, state.appointment, state.wishes) == (Goal.CANCEL, BOOKED, ())


def test_a_wish_that_is_said_again_is_kept_once_with_what_is_new_in_it() -> None:
    again = Reading(intent=Intent.SCHEDULE, day=FRIDAY, staff_id=7, staff_name="Maya")
    (kept,) = wishes.remember(ASKED, Reading(further=(again,))).wishes
    assert (kept.service_id, kept.day, kept.staff_id, kept.staff_name) == (2, FRIDAY, 7, "Maya")


def test_another_one_is_another_wish() -> None:
    another = Reading(intent=Intent.SCHEDULE, service_id=2, cues=frozenset({Cue.ANOTHER}))
    assert len(wishes.remember(ASKED, Reading(further=(another,))).wishes) == 2


def test_what_is_under_way_is_not_wished_for_once_more() -> None:
    same = Reading(intent=Intent.CANCEL, service_id=BOOKED.service_id)
    assert wishes.remember(ASKED, Reading(further=(same,))).wishes == (TRIM,)


def test_no_more_wishes_are_kept_than_a_turn_can_follow_and_none_of_their_words() -> None:
    many = tuple(Reading(intent=Intent.SCHEDULE, day=date(2026, 3, day), words="long") for day in range(1, 9))
    kept = wishes.remember(ConversationState(), Reading(further=many)).wishes
    assert len(kept) == wishes.MOST
    assert {wish.words for wish in kept} == {""}


@pytest.mark.parametrize("cue", [Cue.GOODBYE, Cue.WANTS_PERSON])
def test_who_takes_leave_or_wants_a_person_is_asked_for_nothing_more(cue: Cue) -> None:
    spoke = CustomerSpoke("words", Reading(cues=frozenset({cue})), AROUND)
    assert advance(ASKED, spoke)[0].wishes == ()


def test_an_emergency_ends_all_other_wishes() -> None:
    spoke = CustomerSpoke("gas", Reading(), replace(AROUND, emergency=True))
    state, actions = advance(ASKED, spoke)
    assert state.wishes == ()
    assert [action.reason for action in actions if isinstance(action, HandOver)] == [HandOverReason.EMERGENCY]


def test_a_question_that_names_a_wish_takes_nothing_back() -> None:
    spoke = CustomerSpoke("?", Reading(intent=Intent.FAQ, service_id=2, cues=frozenset({Cue.SKIP})), AROUND)
    assert wishes.let_go(ASKED, spoke) is None


def test_who_has_wished_for_more_is_not_asked_for_a_wish_when_a_question_was_none() -> None:
    idle = ConversationState(wishes=(TRIM,), around=AROUND)
    said = [a.phrase for a in advance(idle, AnswerMissing("asdf", kept=False))[1] if isinstance(a, Say)]
    assert PhraseKey.NOT_UNDERSTOOD not in said
    assert said[0] is PhraseKey.PARDON
