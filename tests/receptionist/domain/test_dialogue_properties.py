"""What holds in every conversation, whatever is said and whatever the diary answers."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings

from receptionist.domain.actions import Book, BookSeries, Cancel, CancelAll, FindSlots, HandOver, HandOverReason, Move
from receptionist.domain.dialogue import advance
from receptionist.domain.events import (
    AnswerFound,
    Booked,
    Cancelled,
    CancelledAll,
    HandedOver,
    Moved,
    SeriesBooked,
    SeriesFound,
    SlotRefused,
    SlotsFound,
)
from receptionist.domain.languages import LANGUAGES
from receptionist.domain.messages import Expectation, MessageKind
from receptionist.domain.phrases import PhraseKey
from receptionist.domain.reading import Cue, Intent
from receptionist.domain.rendering import render
from receptionist.domain.state import Question
from receptionist.memory import dump_event, dump_state, load_event, load_state
from receptionist.models import Business, Conversation
from tests.receptionist.domain.strategies import OFFERED, Told, conversations

_MANY = settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
#: For what must never be done.
_MOST = settings(max_examples=500, suppress_health_check=[HealthCheck.too_slow])
#: Phrases that may be said only where this has just happened.
_BACKED_BY = {
    PhraseKey.BOOKED: Booked,
    PhraseKey.BOOKED_FOR: Booked,
    PhraseKey.MOVED: Moved,
    PhraseKey.CHANGED: Moved,
    PhraseKey.CANCELLED: Cancelled,
    PhraseKey.CANCELLED_FIRST: Cancelled,
    PhraseKey.CANCELLED_ALL: CancelledAll,
    PhraseKey.BOOKED_SERIES: SeriesBooked,
    PhraseKey.SERIES_MISSED: SeriesBooked,
    PhraseKey.LATE_NOTED: HandedOver,
    PhraseKey.ANSWER: AnswerFound,
}
_CALLED_OFF = {PhraseKey.CANCELLED, PhraseKey.CANCELLED_FIRST, PhraseKey.CANCELLED_ALL}


@_MANY
@given(conversations())
def test_it_says_what_is_done_only_where_it_was_done(story: list[Told]) -> None:
    for told in story:
        for each in told.rounds:
            for say in each.says:
                backing = _BACKED_BY.get(say.phrase)
                assert backing is None or isinstance(each.event, backing), say


@_MANY
@given(conversations())
def test_it_promises_a_call_back_only_where_there_is_a_way_to_call(story: list[Told]) -> None:
    numbers_given = False
    for told in story:
        numbers_given |= told.spoke.reading.phone is not None
        promised = any(say.phrase is PhraseKey.HANDED_OVER for each in told.rounds for say in each.says)
        assert not promised or told.spoke.around.can_be_reached or numbers_given


@_MANY
@given(conversations())
def test_it_confirms_the_very_appointment_that_was_committed(story: list[Told]) -> None:
    for told in story:
        for each in told.rounds:
            if isinstance(each.event, Booked | Moved):
                confirmed = [say.facts.appointment for say in each.says if say.phrase in _BACKED_BY]
                assert [one and one.id for one in confirmed] == [each.event.appointment.id]
                assert [one and one.start for one in confirmed] == [each.event.appointment.start]
            if isinstance(each.event, SeriesBooked):
                series = [say.facts.appointments for say in each.says if say.phrase is PhraseKey.BOOKED_SERIES]
                assert series == ([each.event.appointments] if each.event.appointments else [])
        off = [each.event.appointment.id for each in told.rounds if isinstance(each.event, Cancelled)]
        several = [each.event.appointments for each in told.rounds if isinstance(each.event, CancelledAll)]
        off += [appointment.id for each in several for appointment in each]
        facts = [say.facts for say in told.says if say.phrase in _CALLED_OFF]
        named = [one for each in facts for one in (*each.appointments, each.appointment) if one is not None]
        assert [one.id for one in named] == off


@_MANY
@given(conversations())
def test_it_asks_which_answer_is_meant_only_where_there_are_some_to_choose_from(story: list[Told]) -> None:
    for told in story:
        for say in told.says:
            assert say.phrase is not PhraseKey.ASK_WHICH_ANSWER or len(say.facts.choices) > 1
        assert told.after.unless_question is None


@_MANY
@given(conversations())
def test_it_offers_and_books_only_what_the_diary_gave(story: list[Told]) -> None:
    given_by_diary = set(OFFERED)
    for told in story:
        for each in told.rounds:
            if isinstance(each.event, SlotsFound):
                given_by_diary |= {*each.event.slots, *([each.event.exact] if each.event.exact else [])}
            if isinstance(each.event, SlotRefused):
                given_by_diary |= set(each.event.alternatives)
            if isinstance(each.event, SeriesFound):
                given_by_diary |= set(each.event.slots)
            for say in each.says:
                assert set(say.facts.slots) <= given_by_diary
                assert say.facts.wanted is None or say.facts.wanted in given_by_diary
            for action in each.actions:
                assert not isinstance(action, Book | Move) or action.slot in given_by_diary
                assert not isinstance(action, BookSeries) or set(action.slots) <= given_by_diary


@_MOST
@given(conversations())
def test_it_books_a_series_only_after_a_yes_to_all_of_it(story: list[Told]) -> None:
    for told in story:
        for action in told.actions:
            if isinstance(action, BookSeries):
                before = told.before.series
                assert before is not None
                assert set(action.slots) <= set(before.slots)
                agrees = told.before.asked is Question.CONFIRM_SERIES and told.spoke.reading.cues & {Cue.YES, Cue.SKIP}
                assert before.agreed or agrees


@_MANY
@given(conversations())
def test_what_is_held_is_what_the_customer_settled_on_or_is_let_go_of(story: list[Told]) -> None:
    for told in story:
        assert told.after.held in {None, told.after.chosen}


@_MOST
@given(conversations())
def test_it_books_and_moves_only_to_a_place_the_customer_named_or_took(story: list[Told]) -> None:
    for told in story:
        named = {each.event.exact for each in told.rounds if isinstance(each.event, SlotsFound)}
        declined = told.before.offered if len(told.before.offered) == 1 and Cue.NO in told.spoke.reading.cues else ()
        taken = ({*told.before.offered, told.before.chosen} - {*declined}) | named
        for action in told.actions:
            assert not isinstance(action, Book | Move) or action.slot in taken


@_MANY
@given(conversations())
def test_it_makes_it_an_appointment_for_another_service_only_after_asking(story: list[Told]) -> None:
    for told in story:
        for action in told.actions:
            if isinstance(action, FindSlots) and action.moving is not None:
                assert action.service_id in {action.moving.service_id, told.before.new_service_id}


@_MANY
@given(conversations())
def test_it_asks_for_nothing_that_it_knows(story: list[Told]) -> None:
    for told in story:
        asked = {say.phrase for say in told.says}
        if PhraseKey.ASK_NAME in asked:
            assert (told.after.guest if told.after.for_other else told.after.name) is None
        if PhraseKey.ASK_SERVICE in asked:
            assert told.after.service_id is None


@_MANY
@given(conversations())
def test_it_tells_staff_of_every_emergency(story: list[Told]) -> None:
    quiet = {
        MessageKind.OPT_OUT,
        MessageKind.OPT_IN,
        MessageKind.HELP,
        MessageKind.CALL_STARTED,
        MessageKind.CALL_ENDED,
    }
    for told in story:
        if told.spoke.around.emergency and quiet.isdisjoint(told.spoke.around.kinds) and not _agrees_again(told):
            assert HandOverReason.EMERGENCY in {a.reason for a in told.actions if isinstance(a, HandOver)}


def _agrees_again(told: Told) -> bool:
    return told.spoke.around.opted_out and Cue.YES in told.spoke.reading.cues


@_MOST
@given(conversations(ordinary=True))
def test_it_cancels_only_after_a_yes_to_the_question_about_that_appointment(story: list[Told]) -> None:
    for told in story:
        for action in told.actions:
            if isinstance(action, Cancel | CancelAll):
                assert told.before.asked is Question.CONFIRM_CANCEL
                asked_about = (told.before.appointment,) if told.before.appointment else told.before.appointments
                ids = {action.appointment_id} if isinstance(action, Cancel) else set(action.appointment_ids)
                assert ids <= {appointment.id for appointment in asked_about}
                assert Cue.YES in told.spoke.reading.cues or told.spoke.reading.intent is Intent.CANCEL
                assert Cue.NO not in told.spoke.reading.cues
                assert told.spoke.reading.intent is not Intent.FAQ
                named = {appointment.start.date() for appointment in asked_about} if len(asked_about) == 1 else set()
                # "Yes, but never mind the one on Friday" names what is not to be booked after all.
                declined = {wish.day for wish in told.before.wishes if wish not in told.after.wishes}
                assert told.spoke.reading.day in {None, *named, *declined}


@_MANY
@given(conversations(ordinary=True))
def test_it_leaves_no_words_without_an_answer(story: list[Told]) -> None:
    for told in story:
        assert told.says or any(isinstance(action, HandOver) for action in told.actions)


@_MANY
@given(conversations())
def test_it_asks_at_most_one_question_a_turn(story: list[Told]) -> None:
    for told in story:
        for language in LANGUAGES:
            texts = [render(say.phrase, say.facts, language, spoken=told.spoke.around.spoken) for say in told.says]
            assert sum(text.count("?") for text in texts) <= 1, texts


@_MANY
@given(conversations())
def test_it_says_nothing_after_words_that_end_a_call(story: list[Told]) -> None:
    for told in story:
        endings = [index for index, say in enumerate(told.says) if say.expects is not Expectation.REPLY]
        assert endings in ([], [len(told.says) - 1])


@_MANY
@given(conversations())
def test_it_leaves_those_alone_who_have_opted_out(story: list[Told]) -> None:
    for told in story:
        around = told.spoke.around
        agrees = Cue.YES in told.spoke.reading.cues
        if around.opted_out and not agrees and set(around.kinds).isdisjoint({"opt_out", "opt_in"}):
            assert all(say.despite_opt_out for say in told.says)


@_MANY
@given(conversations())
def test_it_decides_the_same_again_from_what_is_written_down(story: list[Told]) -> None:
    for told in story:
        row = Conversation(business=Business(language="en"), state=json.loads(json.dumps(dump_state(told.before))))
        state = load_state(row)
        for each in told.rounds:
            event = load_event(json.loads(json.dumps(dump_event(each.event))))
            assert event == each.event
            state, actions = advance(state, event)
            assert tuple(actions) == tuple(each.actions)
        assert state == told.after


@pytest.mark.parametrize("language", [*LANGUAGES, "xx"])
@given(story=conversations())
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
def test_it_finds_words_for_all_it_says(story: list[Told], language: str) -> None:
    for told in story:
        for say in told.says:
            for spoken in (False, True):
                text = render(say.phrase, say.facts, language, spoken=spoken)
                assert text
                assert text == text.strip()
                assert not set("{}") & set(text)
                assert "None" not in text
                assert "  " not in text
