"""Every phrase has words in every language, for the eye and for the ear."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from string import Formatter
from zoneinfo import ZoneInfo

import pytest

from receptionist.domain.diary import Appointment, NoSlotReason, Service, Slot
from receptionist.domain.languages import LANGUAGES
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.domain.rendering import render

ZONE = ZoneInfo("America/New_York")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=ZONE)


def slot(day: int, hour: int, minute: int = 0) -> Slot:
    return Slot(1, 7, "Maya", at(day, hour, minute))


APPOINTMENT = Appointment(1, 1, "Haircut", "Maya", at(3, 15))
FULL = Facts(
    business="Willow & Finch",
    name="Bea Stone",
    phone="+12125550142",
    services=(Service(1, "Haircut", 45), Service(2, "Beard trim", 20)),
    slots=(slot(3, 9), slot(3, 12), slot(4, 16, 30)),
    wanted=slot(3, 15),
    reason=NoSlotReason.TAKEN,
    appointment=APPOINTMENT,
    appointments=(APPOINTMENT, replace(APPOINTMENT, start=at(5, 10))),
    answer="We are open from 9 am.",
    choices=("Is there parking?", "¿Dónde están?"),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("phrase", PhraseKey)
@pytest.mark.parametrize("facts", [FULL, Facts()], ids=["all facts", "no facts"])
@pytest.mark.parametrize("spoken", [True, False], ids=["spoken", "written"])
def test_it_leaves_no_brace_and_no_gap(phrase: PhraseKey, facts: Facts, language: str, spoken: bool) -> None:
    text = render(phrase, facts, language, spoken=spoken)
    assert not set("{}") & set(text)
    assert "None" not in text
    assert "  " not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_words_for_every_phrase_and_for_nothing_else(language: str) -> None:
    assert set(LANGUAGES[language].phrases) == {phrase.value for phrase in PhraseKey}
    assert set(LANGUAGES[language].reasons) == set(NoSlotReason)


@pytest.mark.parametrize("phrase", PhraseKey)
def test_it_speaks_of_the_same_facts_in_every_language(phrase: PhraseKey) -> None:
    fields = {
        code: {field for _, field, _, _ in Formatter().parse(language.phrases[phrase]) if field}
        for code, language in LANGUAGES.items()
    }
    assert len(set(map(frozenset, fields.values()))) == 1, fields


def test_it_names_each_day_of_an_offer_once() -> None:
    text = render(PhraseKey.OFFER_SLOTS, FULL, "en", spoken=False)
    assert text.startswith("I have Tuesday 3 March at 9 am or noon; or Wednesday 4 March at 4:30 pm.")


def test_it_begins_a_sentence_with_a_capital_whatever_the_language() -> None:
    text = render(PhraseKey.ASK_NAME, FULL, "es", spoken=False)
    assert text.startswith("El martes 3 de marzo a las 15:00 está libre.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_an_answer_and_the_name_of_the_business_letter_for_letter(language: str) -> None:
    facts = Facts(answer="eBay vouchers are fine.", business="iCut")
    assert render(PhraseKey.ANSWER, facts, language, spoken=False) == "eBay vouchers are fine."
    assert render(PhraseKey.OPTED_OUT, facts, language, spoken=False).startswith("iCut: ")


def test_it_falls_back_to_english() -> None:
    assert render(PhraseKey.THANKS, Facts(), "xx", spoken=False) == "You're welcome!"


def test_it_leaves_a_number_out_of_what_is_spoken() -> None:
    assert "+1212" in render(PhraseKey.HANDED_OVER, FULL, "en", spoken=False)
    assert "+1212" not in render(PhraseKey.HANDED_OVER, FULL, "en", spoken=True)


@pytest.mark.parametrize(
    ("clock", "said"), [(time(0), "12 am"), (time(9, 5), "9:05 am"), (time(12), "noon"), (time(12, 30), "12:30 pm")]
)
def test_it_says_times_as_people_do(clock: time, said: str) -> None:
    assert LANGUAGES["en"].say_time(clock) == said


def test_it_says_one_o_clock_in_the_singular_in_spanish() -> None:
    assert LANGUAGES["es"].say_time(time(13)) == "la 13:00"


def test_it_keeps_braces_that_a_customer_or_an_answer_brought() -> None:
    facts = Facts(answer="Use the code {WELCOME}.", name="{business}")
    assert render(PhraseKey.ANSWER, facts, "en", spoken=False) == "Use the code {WELCOME}."
    assert "{business}" in render(PhraseKey.GOODBYE, facts, "en", spoken=False)


def test_it_says_the_day_in_full() -> None:
    assert LANGUAGES["en"].say_day(date(2026, 3, 3)) == "Tuesday 3 March"
