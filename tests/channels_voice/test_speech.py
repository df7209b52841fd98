from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels_voice.speech import LONGEST_REPLY, for_the_ear, voice_for


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("See https://www.salon.example/prices?lang=en#cuts.", "See salon.example."),
        ("Prices: https://salon.example:8443/ and more", "Prices: salon.example and more."),
        ("[Our prices](https://salon.example/prices) are fair.", "Our prices are fair."),
        ("**Free** parking, _always_, *really*.", "Free parking, always, really."),
        ("# Hours\n- Monday 9 to 5\n- Tuesday closed", "Hours. Monday 9 to 5. Tuesday closed."),
        ("I have:\n• 9 am\n• 10 am", "I have: 9 am. 10 am."),
        ("Booked! 🎉👩🏽‍🦰 See you ✂️ soon.", "Booked! See you soon."),
        ("It is 20° inside, 5 * 3 = 15, snake_case stays.", "It is 20° inside, 5 * 3 = 15, snake_case stays."),
        ("Cuts cost 30 € & up.", "Cuts cost 30 € & up."),
        ("¿Mañana a las diez?", "¿Mañana a las diez?"),
    ],
)
def test_it_says_what_was_written_and_not_how_it_was_decorated(written: str, said: str) -> None:
    assert for_the_ear(written) == said


def test_it_says_a_phone_number_digit_by_digit() -> None:
    assert for_the_ear("Call +14155550123.") == "Call 1, 4 1 5, 5 5 5, 0 1 2 3."


def test_it_drops_what_xml_cannot_hold() -> None:
    assert for_the_ear("a\x00b\x08c\ud800d\u200be") == "abcde."


def test_it_ends_a_long_reply_with_its_last_whole_sentence() -> None:
    said = for_the_ear("This is one of very many sentences. " * 50)
    assert LONGEST_REPLY - 40 < len(said) <= LONGEST_REPLY
    assert said.endswith("sentences.")


def test_it_cuts_one_endless_sentence_between_words() -> None:
    said = for_the_ear("word " * 300)
    assert len(said) <= LONGEST_REPLY
    assert said.endswith("word")


@given(st.text(max_size=1500))
def test_it_never_says_more_than_it_may_whatever_was_written(written: str) -> None:
    said = for_the_ear(written)
    assert len(said) <= LONGEST_REPLY
    assert "\n" not in said


def test_it_speaks_english_where_it_has_no_voice_for_a_language() -> None:
    assert voice_for("xx") == voice_for("en")
    assert voice_for("es").tag == "es-ES"
