"""Asked for a name, people answer much else; none of it becomes what an appointment is booked under."""

from __future__ import annotations

from datetime import time

import pytest

from receptionist.domain.diary import PartOfDay
from receptionist.domain.reading import Cue
from receptionist.domain.state import Question

ENGLISH = (
    "you're useless",
    "You're Useless",
    "why do you need my name",
    "i'd rather not say",
    "prefer not to say",
    "none of your business",
    "no name",
    "what for",
    "who is asking",
    "I already told you",
    "you already have it",
    "you know who I am",
    "it's on my account",
    "same as before",
    "the usual",
    "I don't want to give my name",
    "I won't tell you",
    "can I stay anonymous?",
    "anonymous",
    "no wait",
    "hold on",
    "wait a minute",
    "one second please",
    "never mind",
    "forget it",
    "shut up",
    "idiot",
    "stupid bot",
    "this is ridiculous",
    "are you a robot?",
    "let me talk to a human",
    "how much is it",
    "what are your hours?",
    "actually make it friday",
    "afternoon",
    "two",
    "tomorrow",
    "she is not here",
    "we're still deciding",
    "they didn't tell me",
)
SPANISH = (
    "prefiero no decirlo",
    "sin nombre",
    "no espera, a las seis",
    "no quiero decirlo",
    "para qué lo quieres",
    "¿por qué necesitas mi nombre?",
    "eres inútil",
    "no sirves para nada",
    "qué te importa",
    "ya te lo dije",
    "ya lo tienes",
    "espera un momento",
    "un segundo",
    "olvídalo",
    "déjalo",
    "esto es una vergüenza",
    "quiero hablar con una persona",
    "cuánto cuesta",
    "mejor el viernes",
    "por la tarde",
    "es para mi madre",
    "el mismo de siempre",
    "anónimo",
    "cállate",
    "no entiendo",
)


@pytest.mark.parametrize(("language", "words"), [*(("en", w) for w in ENGLISH), *(("es", w) for w in SPANISH)])
def test_an_answer_that_is_no_name_is_taken_for_none(read, language, words):
    assert read(words, language=language, asked=Question.NAME).name is None


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("it's dominic d o m i n i c", "Dominic"),
        ("dominic d o m i n i c", "Dominic"),
        ("tony han", "tony han"),
        ("Bea Stone, but I'd like to come at 5", "Bea Stone"),
        ("yes it's bea", "bea"),
        ("sure, Ana Ruiz", "Ana Ruiz"),
        ("soy Ana Ruiz", "Ana Ruiz"),
        ("Prudence Wait", "Prudence"),
    ],
)
def test_a_name_is_heard_all_the_same(read, words, name):
    assert read(words, asked=Question.NAME).name == name


def test_a_name_that_is_spelled_out_is_heard_unasked(read):
    assert read("it's dominic d o m i n i c").name == "Dominic"


@pytest.mark.parametrize(
    ("words", "cue"),
    [
        ("you're useless", Cue.FRUSTRATED),
        ("i'd rather not say", Cue.NO),
        ("prefiero no decirlo", Cue.NO),
        ("sin nombre", Cue.NO),
    ],
)
def test_it_hears_that_a_name_is_refused(read, words, cue):
    assert cue in read(words, asked=Question.NAME).cues


@pytest.mark.parametrize(
    ("words", "language", "at"),
    [
        ("no espera, a las seis", "es", time(18)),
        ("no wait 4", "en", time(16)),
        ("two", "en", time(14)),
        ("no, make it 5", "en", time(17)),
    ],
)
def test_a_time_in_place_of_the_name_puts_the_time_right(read, words, language, at):
    assert read(words, language=language, asked=Question.NAME).at == at


def test_a_part_of_day_in_place_of_the_name_is_heard_and_alone_it_may_greet(read):
    assert read("afternoon", asked=Question.NAME).part_of_day is PartOfDay.AFTERNOON
    assert read("afternoon").part_of_day is None


@pytest.mark.parametrize("words", ["tony han", "Dan"])
def test_a_name_that_is_a_spanish_word_changes_no_language(read, words):
    assert read(words, language="en").language == "en"
