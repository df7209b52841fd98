"""Misspelt days and months are understood; names that resemble them stay names."""

from __future__ import annotations

import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receptionist.understanding.rules_reader import RulesReader

from .conftest import utterance

READER = RulesReader()
WEEKDAYS = tuple(map(str.lower, calendar.day_name))
DIAS = ("martes", "miercoles", "jueves", "viernes", "sabado", "domingo")


def misspelt(word: str, at: int, how: str) -> str:
    return {
        "missing": word[:at] + word[at + 1 :],
        "doubled": word[:at] + word[at] + word[at:],
        "swapped": word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    }[how]


@given(word=st.sampled_from(WEEKDAYS), data=st.data(), how=st.sampled_from(("missing", "doubled", "swapped")))
def test_a_weekday_with_one_slip_is_that_weekday(word, data, how):
    slip = misspelt(word, data.draw(st.integers(1, len(word) - 3)), how)
    assert READER.read(utterance(f"could I come on {slip} please")).day == READER.read(utterance(word)).day


@given(word=st.sampled_from(DIAS), data=st.data(), how=st.sampled_from(("missing", "doubled", "swapped")))
def test_a_weekday_with_one_slip_is_that_weekday_in_spanish(word, data, how):
    slip = misspelt(word, data.draw(st.integers(1, len(word) - 3)), how)
    if slip == "vienes":
        return  # a word of its own
    assert READER.read(utterance(f"quiero una cita para el {slip}")).day == READER.read(utterance(f"el {word}")).day


@pytest.mark.parametrize(
    ("words", "day"),
    [("2 feburary", date(2027, 2, 2)), ("dec 3rd", date(2026, 12, 3)), ("3 decmber", date(2026, 12, 3))],
)
def test_a_misspelt_month_is_that_month(read, words, day):
    assert read(words).day == day


@pytest.mark.parametrize("name", ["Munday", "Sundar", "Augusta", "Mondal"])
def test_a_name_that_resembles_a_day_is_none(read, name):
    reading = read(f"my name is {name} Brown")
    assert (reading.day, reading.name) == (None, f"{name} Brown")


@pytest.mark.parametrize("name", ["george king", "jose ramos", "martin burns", "Patrick Fawkes"])
def test_a_name_that_a_holiday_has_is_still_a_name(read, name):
    assert read(f"my name is {name}").name == name
