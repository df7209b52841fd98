"""The many ways to write and say a day and a time: from the value to the words and back."""

from __future__ import annotations

import calendar
from datetime import date, time, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from receptionist.understanding.rules.patterns import words as listed
from receptionist.understanding.rules_reader import RulesReader

from .conftest import NOW, utterance

READER = RulesReader()
TODAY = NOW.date()
DAYS = st.dates(TODAY, TODAY + timedelta(days=364))
HOURS = listed("one two three four five six seven eight nine ten eleven twelve")
HORAS = listed("una dos tres cuatro cinco seis siete ocho nueve diez once doce")
MINUTES = {10: "ten", 15: "fifteen", 20: "twenty", 25: "twenty five", 30: "thirty", 40: "forty", 45: "forty five"}
MINUTOS = {10: "diez", 15: "quince", 20: "veinte", 25: "veinticinco", 30: "treinta", 40: "cuarenta"}
WEEKDAYS = tuple(map(str.lower, calendar.day_name))


@settings(max_examples=1000)
@given(day=DAYS, form=st.integers(0, 6))
def test_every_day_is_understood_in_every_way_of_writing_it(day, form):
    month = calendar.month_abbr[day.month]
    words = (
        f"{day.day:02}{month.upper()}",
        f"{day.day}-{month}-{day.year}",
        f"{day.day}-{month}-{day:%y}",
        f"{month}/{day.day}",
        f"{day.year}.{day.month:02}.{day.day:02}",
        f"{WEEKDAYS[day.weekday()][:3]} {day.day}/{day.month}/{day:%y}",
        f"from the {day.day} to {day.day} of {month}",
    )[form]
    assert READER.read(utterance(f"a cut, {words} please")).day == day


@given(day=DAYS, month_first=st.booleans())
def test_a_weekday_beside_a_day_in_figures_settles_which_comes_first(day, month_first):
    timezone = "America/New_York" if month_first else "Europe/London"
    words = f"{WEEKDAYS[day.weekday()]} {day.day}/{day.month}"
    if day.day <= 12:
        turned = date(TODAY.year, day.day, day.month)
        turned = turned if turned >= TODAY else turned.replace(year=TODAY.year + 1)
        assume(turned == day or turned.weekday() != day.weekday())
    assert READER.read(utterance(words, timezone=timezone)).day == day


@settings(max_examples=1000)
@given(hour=st.integers(1, 12), minute=st.sampled_from(sorted(MINUTES)), evening=st.booleans())
def test_every_time_is_understood_as_it_is_spoken(hour, minute, evening):
    said = f"{HOURS[hour - 1]} {MINUTES[minute]} {'p m' if evening else 'a m'}"
    assert READER.read(utterance(f"friday {said}")).at == time(hour % 12 + 12 * evening, minute)


@settings(max_examples=1000)
@given(hora=st.integers(1, 12), minuto=st.sampled_from(sorted(MINUTOS)), tarde=st.booleans())
def test_every_time_is_understood_as_it_is_spoken_in_spanish(hora, minuto, tarde):
    assume(tarde or hora != 12)
    said = f"a las {HORAS[hora - 1]} {MINUTOS[minuto]} de la {'tarde' if tarde else 'mañana'}"
    assert READER.read(utterance(f"el viernes {said}")).at == time(hora % 12 + 12 * tarde, minuto)


@settings(max_examples=1000)
@given(hour=st.integers(0, 23), minute=st.integers(0, 59), form=st.integers(0, 3))
def test_every_time_of_24_hours_is_understood(hour, minute, form):
    assume(not (form == 1 and hour < 1))  # nobody writes 0h05
    words, language = (
        (f"at {hour:02}:{minute:02}", "en"),
        (f"at {hour}h{minute:02}", "en"),
        (f"at {hour:02}{minute:02} hours please", "en"),
        (f"a las {hour:02}.{minute:02} h", "es"),
    )[form]
    assert READER.read(utterance(words, language=language)).at == time(hour, minute)


@given(hour=st.integers(1, 12), form=st.integers(0, 3))
def test_every_hour_is_understood_though_it_is_but_about_then(hour, form):
    words = (f"{HOURS[hour - 1]}ish", f"{hour}-ish", f"around {hour} ish", f"{hour}ish")[form]
    at = READER.read(utterance(f"tomorrow {words}")).at
    assert at in {time(hour % 12), time(hour % 12 + 12)}


@settings(max_examples=1000)
@given(first=st.integers(1, 12), length=st.integers(1, 6), form=st.integers(0, 4))
def test_of_a_range_the_first_hour_is_taken(first, length, form):
    last = (first + length - 1) % 12 + 1
    words = (
        f"between {first} and {last}",
        f"from {first} to {last}",
        f"friday {first}-{last}",
        f"{first}:30-{last}:30 friday",
        f"between {first}:30 and {last}",
    )[form]
    at = READER.read(utterance(words)).at
    assert at is not None
    assert at.hour % 12 == first % 12


@pytest.mark.parametrize(
    ("words", "at"),
    [("11-1pm", time(11)), ("10 to 2pm", time(10)), ("2 to 4pm", time(14)), ("9:00-10:00 am friday", time(9))],
)
def test_the_half_of_the_last_hour_is_the_firsts_too_where_that_can_be(read, words, at):
    assert read(words).at == at


@pytest.mark.parametrize(
    ("words", "day", "at"),
    [
        ("thursday 4pm", date(2026, 11, 19), time(16)),
        ("thursday the 26th 4pm", date(2026, 11, 26), time(16)),
        ("this afternoon at 3", TODAY, time(15)),
        ("8.30 tonight", TODAY, time(20, 30)),
        ("tonight at 9:15pm", TODAY, time(21, 15)),
        ("2moro at half 4", TODAY + timedelta(days=1), time(16, 30)),
        ("2nite 8pm", TODAY, time(20)),
        ("table for two tonight at eight fifteen", TODAY, time(20, 15)),
        ("a table for 6 on friday at 7", date(2026, 11, 20), time(19)),
        ("a table for 6 pm on friday", date(2026, 11, 20), time(18)),
        ("oh eight hundred on friday", date(2026, 11, 20), time(8)),
        ("eighteen hundred hours on friday", date(2026, 11, 20), time(18)),
        ("friday, quarter to noon", date(2026, 11, 20), time(11, 45)),
        ("friday, half past noon", date(2026, 11, 20), time(12, 30)),
        ("friday at ten-thirty", date(2026, 11, 20), time(10, 30)),
        ("friday, eight-fifteen pm", date(2026, 11, 20), time(20, 15)),
        ("730a tomorrow", TODAY + timedelta(days=1), time(7, 30)),
    ],
)
def test_a_day_and_a_time_in_one_breath_are_told_apart(read, words, day, at):
    reading = read(words)
    assert (reading.day, reading.at) == (day, at)


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("move my appointment from 3 to 5", time(17)),
        ("change it from 10 to 12", time(12)),
        ("friday at 5, actually make it 6", time(18)),
        ("at 3, no wait, make that 4", time(16)),
        ("tuesday at 3, sorry, 4", time(16)),
        ("can we do 4 instead of 3", time(16)),
        ("mover mi cita de las 3 a las 5", time(17)),
        ("no a las 3 sino a las 4", time(16)),
        ("a las 3, perdón, a las 4", time(16)),
    ],
)
def test_the_time_that_is_wanted_is_told_from_the_other(read, words, at):
    assert read(words).at == at


@pytest.mark.parametrize(
    "words",
    [
        "are you open 24/7?",
        "a sat nav fitting",
        "do you sell sun cream",
        "it's my 2nd visit",
        "for my daughter's 18th birthday",
        "on second thoughts leave it",
        "I live at 12 Oak Street",
        "flat 3, 24a Mill Road",
        "in a sec",
        "mi primera visita",
        "vivo en la manzana 5",
        "¿vienes tú?",
    ],
)
def test_what_only_looks_like_a_day_or_a_time_is_none(read, words):
    reading = read(words)
    assert (reading.day, reading.at) == (None, None)


def test_a_long_row_of_days_and_times_is_read_in_time_that_grows_with_it():
    assert READER.read(utterance("friday at 3 or " * 130)).day == date(2026, 11, 20)
