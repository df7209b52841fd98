from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels_sms.segments import LIMIT, economical, fit, segments


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ч" * 70, 1),
        ("ч" * 71, 2),
        ("ч" * 134, 2),
        ("ч" * 135, 3),
        ("👋" * 35, 1),
        ("👋" * 36, 2),
    ],
)
def test_it_counts_what_the_carrier_charges(text: str, count: int):
    assert segments(text) == count


def test_typography_that_would_double_the_cost_is_replaced():
    text = "You’re booked – “haircut” at 10\u00a0am…" + " See you." * 9
    assert economical(text).startswith('You\'re booked - "haircut" at 10 am...')
    assert segments(text) == 2
    assert segments(economical(text)) == 1


@pytest.mark.parametrize("text", ["Está bien – “mañana”", "Привет – “мир”", "See you 👋 – bye", "It’s short"])
def test_typography_stays_where_replacing_it_would_save_nothing(text: str):
    assert economical(text) == text


def test_a_text_that_fits_is_sent_whole():
    assert fit("x" * LIMIT) == "x" * LIMIT


def test_a_text_that_is_too_long_ends_after_a_sentence():
    text = "We open at nine. " * 200
    assert fit(text).endswith("We open at nine. ...")
    assert len(fit(text)) <= LIMIT


def test_a_text_that_is_too_long_ends_within_no_fact():
    text = "Ask Dr. Brown, No. 12.50, from 9 a.m. to 7 p.m. each day. " * 40
    assert fit(text).endswith("to 7 p.m. each day. ...")


def test_a_text_without_sentences_ends_after_a_word():
    assert fit("word " * 1000).endswith("word ...")
    assert len(fit("x" * 5000)) == LIMIT


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60).map(lambda text: text * 60))
def test_whatever_it_is_it_fits_and_stays_text(text: str):
    fitted = fit(text)
    assert units(fitted) <= LIMIT
    fitted.encode()


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_being_economical_never_costs_more(text: str):
    assert segments(economical(text)) <= segments(text)
