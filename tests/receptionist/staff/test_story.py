from __future__ import annotations

import pytest

from receptionist.domain.actions import HandOverReason
from receptionist.domain.messages import DeliveryStatus, MessageKind
from receptionist.domain.reading import Intent
from receptionist.ports import Reader
from receptionist.telling import reading_in_words, story
from receptionist.understanding.model_reader import ModelReader, SecondModelReader
from receptionist.understanding.rules_reader import RulesReader


@pytest.mark.parametrize("kind", story.kinds())
def test_every_kind_is_told_even_when_its_facts_are_missing_or_odd(kind: str):
    for facts in ({}, {"start": "never", "confidence": "high", "actions": None, "reason": 7, "by": None}):
        told = story.tell(kind, facts)
        assert told.sentence.endswith(".")
        assert told.sentence != kind
        assert "None" not in told.sentence


def test_a_kind_without_a_sentence_is_shown_as_it_is():
    assert story.tell("moon.landed", {}).sentence == "moon.landed"


@pytest.mark.parametrize("reason", list(HandOverReason))
def test_every_reason_for_a_person_has_words(reason: HandOverReason):
    assert story.tell("handed.over", {"reason": reason}).sentence == f"Left for a person: {story.REASONS[reason]}."


def test_every_intent_and_every_end_of_a_delivery_has_words():
    assert set(reading_in_words.INTENTS) == set(Intent)
    ends = set(DeliveryStatus) - {DeliveryStatus.SENDING}
    assert {f"reply.{status}" for status in ends} <= set(story.kinds())


@pytest.mark.parametrize(
    ("reader", "words"),
    [
        (RulesReader, "by the rules"),
        (ModelReader, "by the language model"),
        (SecondModelReader, "by the second language model"),
    ],
)
def test_every_reader_is_called_by_words_and_not_by_its_name(reader: type[Reader], words: str):
    told = story.tell("turn.understood", {"intent": "faq", "confidence": 0.9, "reader": reader.name})
    assert told.sentence == f"Understood: the customer asks a question (90% sure, {words})."


def test_arrivals_are_told_by_kind():
    known = {
        kind for kind in MessageKind if story.tell("message.received", {"what": kind}).sentence != "Something arrived."
    }
    assert set(MessageKind) - known == {MessageKind.UNSUPPORTED, MessageKind.UNREADABLE}


def test_a_failed_delivery_names_the_carriers_code_where_there_is_one():
    assert "code 30003" in story.tell("reply.failed", {"code": "30003"}).sentence
    assert "code" not in story.tell("reply.failed", {"code": ""}).sentence


def test_times_are_told_in_the_businesss_own_zone():
    facts = {"appointment": 3, "start": "2026-07-01T23:30:00+00:00", "timezone": "Europe/Madrid", "by": "maya"}
    assert story.tell("appointment.moved", facts).sentence == "Appointment 3 moved for Thu 2 Jul 2026, 01:30 by maya."


def test_what_was_understood_is_one_line_with_only_what_was_stated():
    reading = {
        "intent": "schedule",
        "confidence": 0.9,
        "service_id": 7,
        "not_before": "2026-11-27",
        "cues": ["earliest"],
    }
    line = reading_in_words.understood(reading, {7: "Haircut"})
    assert line == "Wants an appointment · Haircut · from Fri 27 Nov · earliest · 90% sure"
    two = reading_in_words.understood({"intent": "cancel", "further": [reading]}, {7: "Haircut"})
    assert two == f"Wants to cancel an appointment · then {line}"
    assert reading_in_words.understood({}, {}) == ""
    assert reading_in_words.understood({"intent": "unknown", "confidence": 0.1}, {}) == "Says nothing Sara could act on"


@pytest.mark.parametrize(("choice", "words"), [(2, "number 2 of what was offered"), (-1, "the last one offered")])
def test_a_pick_is_told_as_one(choice: int, words: str):
    assert words in reading_in_words.understood({"intent": "schedule", "confidence": 0.5, "choice": choice}, {})
