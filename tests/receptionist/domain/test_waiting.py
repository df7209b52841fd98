"""What is said to a place that has become free, decided with nothing but the state and the words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from receptionist.domain import initiative
from receptionist.domain.actions import Book, CheckCode, DeclinePlace, FindSlots, JoinWaitlist, LeaveWaitlist, Move, Say
from receptionist.domain.circumstances import Circumstances
from receptionist.domain.dialogue import advance
from receptionist.domain.diary import Appointment, Claim, NoSlotReason, Service, Slot, Wish
from receptionist.domain.events import CustomerSpoke, SlotRefused
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.domain.reading import Cue, Intent, Reading
from receptionist.domain.state import ConversationState, Goal, OwnQuestion, Question

ZONE = ZoneInfo("America/New_York")
#: A Monday.
NOW = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)
SLOT = Slot(1, 7, "Maya", datetime(2026, 3, 3, 15, tzinfo=ZONE))
THEIRS = Appointment(4, 1, "Haircut", "Maya", datetime(2026, 3, 12, 11, tzinfo=ZONE))
YES, NO, NEVER_MIND = (Reading(cues=frozenset({cue})) for cue in (Cue.YES, Cue.NO, Cue.NEVER_MIND))
OWN = OwnQuestion(question=Question.TAKE_PLACE, asked_at=NOW, open_until=SLOT.start + timedelta(days=1))
ASKED = initiative.ask(ConversationState(name="Bea Stone"), OWN, Facts(slots=(SLOT,)))
ASKED_TO_MOVE = initiative.ask(ConversationState(name="Bea Stone"), OWN, Facts(slots=(SLOT,), appointment=THEIRS))


def said(reading: Reading, *, after: timedelta = timedelta(minutes=5), text: str = "words") -> CustomerSpoke:
    around = Circumstances(
        now=NOW + after,
        said_at=NOW + after,
        channel="sms",
        spoken=False,
        business_name="Salon",
        timezone=str(ZONE),
        services=(Service(1, "Haircut", 45), Service(2, "Beard trim", 20)),
    )
    return CustomerSpoke(text, reading, around)


@pytest.mark.parametrize(
    ("asked", "reading", "action"),
    [
        (ASKED, YES, Book(SLOT, "Bea Stone")),
        (ASKED, Reading(day=date(2026, 3, 3), at=time(15)), Book(SLOT, "Bea Stone")),
        (ASKED_TO_MOVE, YES, Move(THEIRS.id, SLOT)),
        (ASKED, NO, DeclinePlace(SLOT)),
        (ASKED_TO_MOVE, NO, DeclinePlace(SLOT)),
        (ASKED, NEVER_MIND, LeaveWaitlist()),
    ],
)
def test_an_answer_is_taken_for_the_place(asked: ConversationState, reading: Reading, action: object) -> None:
    assert advance(asked, said(reading))[1] == (action,)


def test_a_yes_counts_days_later_and_is_put_to_the_diary(monkeypatch: pytest.MonkeyPatch) -> None:
    assert advance(ASKED, said(YES, after=timedelta(hours=30)))[1] == (Book(SLOT, "Bea Stone"),)


def test_it_is_made_for_whom_it_was_waited_for() -> None:
    asked = initiative.ask(ConversationState(name="Bea Stone"), OWN, Facts(slots=(SLOT,), guest="Ana"))
    assert advance(asked, said(YES))[1] == (Book(SLOT, "Ana"),)


@pytest.mark.parametrize("reading", [YES, NO])
def test_words_that_passed_the_question_on_the_way_are_no_answer_to_it(reading: Reading) -> None:
    state, actions = advance(ASKED, said(reading, after=-timedelta(seconds=1)))
    assert state.asked is Question.TAKE_PLACE
    assert [action.phrase for action in actions if isinstance(action, Say)] == [PhraseKey.OFFER_ONE]


@pytest.mark.parametrize("reading", [replace(YES, intent=Intent.FAQ), YES])
def test_a_question_is_no_yes(reading: Reading) -> None:
    _, actions = advance(ASKED, said(reading, text="is that ok with a child?"))
    assert not any(isinstance(action, Book) for action in actions)


def test_another_time_is_another_wish() -> None:
    other = replace(NO, day=date(2026, 3, 5), at=time(9))
    assert advance(ASKED, said(other))[1] == (FindSlots(1, Wish(day=date(2026, 3, 5), at=time(9))),)


def test_what_is_waited_for_is_what_could_not_be_had() -> None:
    state = ConversationState(goal=Goal.SCHEDULE, service_id=1, chosen=SLOT, greeted=True)
    state, _ = advance(state, SlotRefused(SLOT, NoSlotReason.TAKEN, ()))
    assert state.asked is Question.JOIN_WAITLIST
    (join,) = advance(state, said(YES))[1]
    assert join == JoinWaitlist(1, Wish(day=date(2026, 3, 3), at=time(15)))


def test_what_can_never_be_had_is_not_waited_for() -> None:
    state = ConversationState(goal=Goal.SCHEDULE, service_id=1, chosen=SLOT, greeted=True)
    state, _ = advance(state, SlotRefused(SLOT, NoSlotReason.PAST, ()))
    assert state.asked is Question.WHEN


def test_who_waits_for_something_else_keeps_the_appointment_there_is() -> None:
    state = ConversationState(appointment=THEIRS, greeted=True)
    reading = Reading(cues=frozenset({Cue.WAITLIST}), service_id=2)
    assert advance(state, said(reading))[1] == (JoinWaitlist(2, Wish()),)
    same = Reading(cues=frozenset({Cue.WAITLIST}))
    assert advance(state, said(same))[1] == (JoinWaitlist(1, Wish(), THEIRS),)


@pytest.mark.parametrize("text", ["123456", "it is 123 456.", "123-456", "1 2 3, 4 5 6", "code: 123456!"])
def test_a_code_is_found_however_it_is_written(text: str) -> None:
    state = ConversationState(goal=Goal.CANCEL, asked=Question.CODE, claim=Claim(name="Bea"), greeted=True)
    assert advance(state, said(Reading(), text=text))[1] == (CheckCode("123456"),)


@pytest.mark.parametrize("text", ["12345", "1234567", "+1 212 555 0142", "at 12 or 3"])
def test_other_numbers_are_no_code(text: str) -> None:
    state = ConversationState(goal=Goal.CANCEL, asked=Question.CODE, claim=Claim(name="Bea"), greeted=True)
    assert not any(isinstance(action, CheckCode) for action in advance(state, said(Reading(), text=text))[1])
