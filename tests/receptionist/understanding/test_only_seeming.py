"""What only looks like an errand, a day, an hour or a name."""

from __future__ import annotations

from datetime import date, time

import pytest

from receptionist.domain.reading import Intent
from tests.receptionist.understanding.conftest import Read


def test_a_word_of_an_errand_in_a_question_is_no_errand(read: Read) -> None:
    reading = read("Do you see people straight away, or is it appointment only?", services=())
    assert (reading.intent, reading.question) == (Intent.FAQ, None)


@pytest.mark.parametrize("text", ["how are you today?", "I'm so frustrated right now"])
def test_the_day_of_small_talk_is_no_day(read: Read, text: str) -> None:
    assert read(text).day is None


def test_one_of_several_is_no_hour(read: Read) -> None:
    assert read("either one is fine").at is None
    assert read("one is fine").at == time(13)


def test_an_hour_tomorrow_is_a_length_and_not_a_distance(read: Read) -> None:
    reading = read("do you have half an hour tomorrow")
    assert (reading.day, reading.at) == (date(2026, 11, 19), None)


def test_what_a_dish_is_called_after_is_nobody(read: Read) -> None:
    assert read("a table for Thai food").name is None
