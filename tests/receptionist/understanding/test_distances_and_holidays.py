"""Days and times that are counted from another, or have a name."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from receptionist.understanding.rules_reader import RulesReader

from .conftest import NOW, utterance

READER = RulesReader()
TODAY = NOW.date()
OFFER = (("receptionist", "I could offer you Friday 27 November at 3:00 pm. Does that suit you?"),)
OFERTA = (("receptionist", "Puedo ofrecerle el viernes 27 de noviembre a las 15:00. ¿Le viene bien?"),)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("two days after the 3rd", date(2026, 12, 5)),
        ("40 days from 05/02/2027", date(2027, 3, 17)),
        ("the day after christmas", date(2026, 12, 26)),
        ("the day before new year's eve", date(2026, 12, 30)),
        ("a week before christmas", date(2026, 12, 18)),
        ("the saturday after easter", date(2027, 4, 3)),
        ("a fortnight today", date(2026, 12, 2)),
        ("3 weeks today", date(2026, 12, 9)),
        ("friday fortnight", date(2026, 12, 11)),
        ("wednesday the week after next", date(2026, 12, 2)),
        ("the last day of february", date(2027, 2, 28)),
        ("the end of the month", date(2026, 11, 30)),
        ("in half an hour", TODAY),
    ],
)
def test_a_day_is_counted_from_another(read, words, day):
    assert read(f"can I come {words}?").day == day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("de hoy en ocho", date(2026, 11, 25)),
        ("de mañana en quince", date(2026, 12, 3)),
        ("del viernes en ocho días", date(2026, 11, 27)),
        ("dos días después del 3 de diciembre", date(2026, 12, 5)),
        ("una semana antes de Navidad", date(2026, 12, 18)),
        ("el día después de Navidad", date(2026, 12, 26)),
        ("la semana que viene, el martes", date(2026, 11, 24)),
        ("el 4 del mes que viene", date(2026, 12, 4)),
        ("el último día de febrero", date(2027, 2, 28)),
    ],
)
def test_a_day_is_counted_from_another_in_spanish(read, words, day):
    assert read(f"quiero una cita {words}").day == day


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("in an hour and a half", 90),
        ("in two and a half hours", 150),
        ("in 2.5 hours", 150),
        ("in 1 hour and 20 minutes", 80),
        ("in a quarter of an hour", 15),
        ("three quarters of an hour from now", 45),
        ("en una hora y media", 90),
        ("dentro de una hora y 20 minutos", 80),
        ("dentro de tres cuartos de hora", 45),
    ],
)
def test_hours_and_their_parts_are_counted_from_now(read, words, minutes):
    reading, then = read(words), NOW + timedelta(minutes=minutes)
    assert (reading.day, reading.at) == (then.date(), then.time())


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("an hour later", time(16)),
        ("could you do half an hour earlier?", time(14, 30)),
        ("20 minutes later please", time(15, 20)),
        ("2 hours before", time(13)),
    ],
)
def test_an_hour_later_counts_from_the_time_that_was_offered(read, words, at):
    reading = read(words, history=OFFER)
    assert (reading.day, reading.at) == (None, at)


@pytest.mark.parametrize(
    ("words", "at"),
    [("una hora más tarde", time(16)), ("media hora antes", time(14, 30)), ("dos horas antes", time(13))],
)
def test_an_hour_later_counts_from_the_time_that_was_offered_in_spanish(read, words, at):
    assert read(words, history=OFERTA, language="es").at == at


def test_a_day_later_counts_from_the_day_that_was_offered(read):
    assert read("a day later", history=OFFER).day == date(2026, 11, 28)
    assert read("the following day", history=OFFER).day == date(2026, 11, 28)
    assert read("al día siguiente", history=OFERTA, language="es").day == date(2026, 11, 28)


def test_an_hour_later_says_nothing_where_no_one_time_was_spoken_of(read):
    two = (("receptionist", "I have Friday at 3:00 pm or 4:00 pm."),)
    assert read("an hour later").at is None
    assert read("an hour later", history=two).at is None


@pytest.mark.parametrize(
    ("words", "language", "history"),
    [("same time on Monday", "en", OFFER), ("el lunes a la misma hora", "es", OFERTA)],
)
def test_the_same_time_is_the_one_that_was_offered(read, words, language, history):
    reading = read(words, history=history, language=language)
    assert (reading.day, reading.at) == (date(2026, 11, 23), time(15))
    assert read(words, language=language).at is None


def test_the_moment_that_sara_knows_she_spoke_of_goes_before_what_her_words_may_tell(read):
    spoken_of = datetime(2026, 12, 1, 9, 30, tzinfo=NOW.tzinfo)
    assert read("an hour later", history=OFFER, spoken_of=spoken_of).at == time(10, 30)
    assert read("the following day", spoken_of=spoken_of).day == date(2026, 12, 2)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("good friday", date(2027, 3, 26)),
        ("easter", date(2027, 3, 28)),
        ("easter monday", date(2027, 3, 29)),
        ("st. patrick's day", date(2027, 3, 17)),
        ("martin luther king day", date(2027, 1, 18)),
        ("thanksgiving", date(2026, 11, 26)),
        ("black friday", date(2026, 11, 27)),
        ("new year's eve", date(2026, 12, 31)),
        ("christmas 2027", date(2027, 12, 25)),
        ("nochebuena", date(2026, 12, 24)),
        ("el día de Reyes", date(2027, 1, 6)),
        ("viernes santo", date(2027, 3, 26)),
        ("domingo de Pascua", date(2027, 3, 28)),
    ],
)
def test_a_day_is_known_by_its_name(read, words, day):
    assert read(words).day == day


def test_mothers_day_is_the_countrys_own(read):
    assert read("mother's day", timezone="Europe/London").day == date(2027, 3, 7)
    assert read("mother's day", timezone="America/New_York").day == date(2027, 5, 9)


@given(year=st.integers(1900, 2198), days=st.integers(0, 365))
def test_a_named_day_lies_ahead_whatever_the_date(year, days):
    now = datetime(year, 1, 1, 12, tzinfo=ZoneInfo("UTC")) + timedelta(days=days)
    for words in ("easter", "good friday", "thanksgiving", "mother's day", "christmas", "memorial day"):
        day = READER.read(utterance(words, now=now, timezone="UTC")).day
        assert day is not None
        assert now.date() <= day < now.date() + timedelta(days=400)


@settings(max_examples=1000)
@given(count=st.integers(1, 99), day=st.dates(TODAY, TODAY + timedelta(days=364)), back=st.booleans())
def test_every_distance_from_a_day_is_counted(count, day, back):
    words = f"{count} days {'before' if back else 'after'} {day.isoformat()}"
    expected = day - timedelta(days=count) if back else day + timedelta(days=count)
    assert READER.read(utterance(words)).day == expected


@pytest.mark.parametrize("words", ["february 30", "the 31st of april", "el 30 de febrero"])
def test_a_day_that_no_calendar_has_is_none(read, words):
    assert read(words).day is None
