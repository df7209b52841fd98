from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.tidying import LONGEST, tidy


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("hi there, do you do tattoos pls??", "Do you do tattoos?"),
        ("Do you do tattoos? Thanks!", "Do you do tattoos?"),
        ("hola, buenas tardes, hacéis tatuajes por favor", "¿Hacéis tatuajes?"),
        ("no, I mean do you do tattoos", "Do you do tattoos?"),
        ("quick question: is there parking", "Is there parking?"),
        ("cuanto cuesta un tinte", "¿Cuanto cuesta un tinte?"),
        ("¿Hay wifi?", "¿Hay wifi?"),
        ("No parking for bikes?", "No parking for bikes?"),
        ("Nobody answered. do you do nails", "Nobody answered. do you do nails"),
        ("parking", "Parking"),
        ("do you\n do  nails 💅🏽?", "Do you do nails?"),
    ],
)
def test_a_question_is_worded_as_an_faq_would_be(said: str, asked: str):
    assert tidy(said) == asked


@pytest.mark.parametrize("said", ["", "hello", "Hola, gracias", "😀", "???", "please"])
def test_nothing_is_left_of_what_asks_nothing(said: str):
    assert tidy(said) == ""


@pytest.mark.parametrize(
    "said",
    [
        "My name is Ana Ruiz, do you take kids?",
        "me llamo Ana, do you take kids",
        "do you take kids? ana@example.com",
        "+1 (415) 555-0123 do you take kids?",
        "do you take kids 600 123 456",
    ],
)
def test_what_names_a_customer_does_not_outlive_them_in_an_faq(said: str):
    assert tidy(said) == "Do you take kids?"


@given(st.text(max_size=500))
def test_any_text_becomes_one_line_that_an_faq_can_hold(text: str):
    tidied = tidy(text)
    assert len(tidied) <= LONGEST
    assert "\n" not in tidied
    assert tidied == tidied.strip()


@pytest.mark.parametrize("length", [300, 5_000])
def test_a_question_without_end_takes_no_time(length: int):
    for text in ("a" * length, "hi " * length, "1 " * length, "thanks " * length, "no," * length):
        assert len(tidy(text)) <= LONGEST
