from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receptionist.domain.sentences import ends, first_sentences, shortened


def sentences(text: str) -> list[str]:
    places = [0, *ends(text)]
    return [text[a:b].strip() for a, b in itertools.pairwise(places)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("We open at 9. We close at 7.", ["We open at 9.", "We close at 7."]),
        ("From 9 a.m. to 7 p.m. On Sunday we are closed.", ["From 9 a.m. to 7 p.m.", "On Sunday we are closed."]),
        ("Ask Dr. Brown. She knows.", ["Ask Dr. Brown.", "She knows."]),
        ("Ask J. R. Brown, e.g. by phone!", ["Ask J. R. Brown, e.g. by phone!"]),
        ("It is 12.50 at www.salon.example. Really?", ["It is 12.50 at www.salon.example.", "Really?"]),
        ("Está en la Av. Mayor n.º 3. ¿Viene?", ["Está en la Av. Mayor n.º 3.", "¿Viene?"]),
        ("“Free.” That is all (really!). Yes", ["“Free.”", "That is all (really!)."]),
        ("One\nTwo", ["One"]),
        ("Wait... what?", ["Wait...", "what?"]),
    ],
)
def test_it_knows_where_a_sentence_ends_and_where_only_a_word_does(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


def test_it_keeps_the_first_sentences_that_fit_and_none_in_part() -> None:
    text = "One is short. Two is a little longer than that. Three."
    assert first_sentences(text, 20) == "One is short."
    assert first_sentences(text, 50) == "One is short. Two is a little longer than that."
    assert first_sentences(text, 500) == text


def test_it_keeps_the_first_sentence_whole_however_long_it_is() -> None:
    assert first_sentences("We are open from 9 am to 7 pm on Monday. And more.", 10) == (
        "We are open from 9 am to 7 pm on Monday."
    )
    assert first_sentences("no end at all", 3) == "no end at all"


def test_it_says_so_where_not_even_one_sentence_fits() -> None:
    assert shortened("A long sentence. Another.", lambda part: len(part) < 5) is None


@given(st.text(alphabet="ab. !?\n", max_size=200), st.integers(0, 100))
def test_it_is_the_beginning_and_fits_whatever_it_is(text: str, longest: int) -> None:
    kept = shortened(text, lambda part: len(part) <= longest)
    assert kept is None or (text.startswith(kept) and len(kept) <= longest)
