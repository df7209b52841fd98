from __future__ import annotations

import calendar
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from receptionist.domain.diary import PartOfDay
from receptionist.domain.state import Question
from receptionist.understanding.rules.patterns import words as listed
from receptionist.understanding.rules_reader import RulesReader

from .conftest import NOW, utterance

TODAY = NOW.date()
NEW_YORK = ZoneInfo("America/New_York")
WEEKDAYS = tuple(map(str.lower, calendar.day_name))
MONTHS = tuple(calendar.month_name)[1:]
UNITS = listed("twelve one two three four five six seven eight nine ten eleven twelve")
NTH = listed(
    """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
    sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth
    twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first
    """
)
READER = RulesReader()


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("tomorrow", date(2026, 11, 19)),
        ("the day after tomorrow", date(2026, 11, 20)),
        ("friday", date(2026, 11, 20)),
        ("on monday", date(2026, 11, 23)),
        ("next friday", date(2026, 11, 27)),
        ("friday next week", date(2026, 11, 27)),
        ("a week on friday", date(2026, 11, 27)),
        ("in two weeks", date(2026, 12, 2)),
        ("in a couple of days", date(2026, 11, 20)),
        ("three days from tomorrow", date(2026, 11, 22)),
        ("the 3rd", date(2026, 12, 3)),
        ("friday the 20th", date(2026, 11, 20)),
        ("twenty first of january", date(2027, 1, 21)),
        ("5/6", date(2027, 6, 5)),
        ("12/25/2026", date(2026, 12, 25)),
        ("2026-12-01", date(2026, 12, 1)),
        ("1 Dec 2026", date(2026, 12, 1)),
        ("the first monday of december", date(2026, 12, 7)),
        ("the last friday of this month", date(2026, 11, 27)),
        ("christmas eve", date(2026, 12, 24)),
    ],
)
def test_it_resolves_a_day_against_the_businesss_own_date(read, words, day):
    assert read(f"can I come {words}?").day == day


@pytest.mark.parametrize(
    ("timezone", "day"),
    [
        ("America/New_York", date(2027, 5, 6)),
        ("US/Pacific", date(2027, 5, 6)),
        ("Pacific/Honolulu", date(2027, 5, 6)),
        ("America/Toronto", date(2027, 5, 6)),
        ("Europe/London", date(2027, 6, 5)),
        ("America/Mexico_City", date(2027, 6, 5)),
        ("America/Argentina/Buenos_Aires", date(2027, 6, 5)),
        ("America/Sao_Paulo", date(2027, 6, 5)),
        ("UTC", date(2027, 6, 5)),
    ],
)
def test_a_day_in_figures_follows_the_countrys_own_order(read, timezone, day):
    assert read("5/6", timezone=timezone).day == day


def test_today_is_the_businesss_day_not_greenwichs(read):
    late = datetime(2026, 11, 18, 23, 30, tzinfo=ZoneInfo("UTC"))
    assert read("tomorrow", now=late).day == date(2026, 11, 20)


def test_a_weekday_said_on_that_weekday_is_today_only_while_its_time_is_ahead(read):
    assert read("wednesday at 4pm").day == TODAY
    assert read("wednesday at 9am").day == TODAY + timedelta(days=7)
    assert read("wednesday").day == TODAY + timedelta(days=7)


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("at 3pm", time(15)),
        ("at 3 p.m.", time(15)),
        ("at 3", time(15)),
        ("at 9", time(9)),
        ("at 12", time(12)),
        ("at 15:30", time(15, 30)),
        ("at half past three", time(15, 30)),
        ("at half ten", time(10, 30)),
        ("at quarter to eleven", time(10, 45)),
        ("at a quarter past 9", time(9, 15)),
        ("at ten to four", time(15, 50)),
        ("at noon", time(12)),
        ("at three thirty", time(15, 30)),
        ("at nine oh five", time(9, 5)),
        ("at seven in the evening", time(19)),
        ("evening 7:30", time(19, 30)),
        ("seven o'clock in the morning", time(7)),
        ("at 1530", time(15, 30)),
        ("at 15h30", time(15, 30)),
        ("at 7:30", time(19, 30)),
        ("at 07:30", time(7, 30)),
        ("07:30 tomorrow", time(7, 30)),
        ("07:30 pm", time(19, 30)),
        ("07:30 in the evening", time(19, 30)),
        ("tomorrow evening, 07:30", time(19, 30)),
        ("between 3 and 4 pm", time(15)),
        ("at 8 tonight", time(20)),
    ],
)
def test_it_resolves_a_time_and_keeps_bare_hours_within_business_hours(read, words, at):
    assert read(f"can you book me in {words}").at == at


def test_it_counts_minutes_and_hours_from_now(read):
    reading = read("in 20 minutes")
    assert (reading.day, reading.at) == (TODAY, time(10, 20))


@pytest.mark.parametrize(
    ("now", "words", "at"),
    [
        (datetime(2026, 3, 8, 1, 30, fold=0, tzinfo=NEW_YORK), "in two hours", time(4, 30)),
        (datetime(2026, 11, 1, 0, 30, fold=0, tzinfo=NEW_YORK), "in three hours", time(2, 30)),
        (datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=NEW_YORK), "in 90 minutes", time(3, 0)),
        (datetime(2026, 3, 8, 1, 45, fold=0, tzinfo=NEW_YORK), "in half an hour", time(3, 15)),
    ],
)
def test_it_counts_hours_that_pass_on_a_night_when_the_clocks_change(read, now, words, at):
    assert read(words, now=now, timezone=str(NEW_YORK)).at == at


@pytest.mark.parametrize(
    "words",
    ["a table for 4 people", "we are 6 guests", "it costs $10", "room A4", "5 adults", "good morning", "just a second"],
)
def test_numbers_of_other_things_are_no_time(read, words):
    reading = read(words)
    assert (reading.day, reading.at, reading.part_of_day) == (None, None, None)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("not Tuesday, Wednesday", date(2026, 11, 25)),
        ("not tuesday wednesday", date(2026, 11, 25)),
        ("tomorrow no tuesday at half past ten", date(2026, 11, 24)),
        ("no, Thursday", date(2026, 11, 19)),
        ("Monday, sorry I mean Tuesday", date(2026, 11, 24)),
        ("can I move my Monday appointment to Thursday", date(2026, 11, 19)),
        ("I can't make it on Tuesday, can we do Thursday instead?", date(2026, 11, 19)),
        ("please cancel my appointment on Friday", date(2026, 11, 20)),
        ("Monday doesn't work, can we do Tuesday", date(2026, 11, 24)),
        ("I can't do monday but tuesday is fine", date(2026, 11, 24)),
        ("I booked 6 days ago, is Monday free?", date(2026, 11, 23)),
    ],
)
def test_of_several_days_it_takes_the_one_that_is_wanted(read, words, day):
    assert read(words).day == day


@pytest.mark.parametrize(
    "words", ["push my appointment to 4pm", "move it to 4", "actually make it 4", "change my 3pm to 4", "not before 4"]
)
def test_of_several_times_it_takes_the_one_that_is_wanted(read, words):
    assert read(f"could you {words}?").at == time(16)


def test_what_is_only_ruled_out_is_not_wanted(read):
    assert read("not on Friday").day is None


def test_vague_wishes_become_a_first_day_and_a_part_of_day(read):
    assert read("after Wednesday").not_before == date(2026, 11, 26)
    assert read("sometime next week").not_before == date(2026, 11, 23)
    assert read("tomorrow afternoon").part_of_day is PartOfDay.AFTERNOON
    assert read("monday morning").part_of_day is PartOfDay.MORNING


def test_a_bare_number_is_a_time_only_where_one_was_asked_for(read):
    assert read("4").at is None
    assert read("4", asked=Question.WHEN).at == time(16)
    assert read("4", history=(("receptionist", "What time would you like?"),)).at == time(16)
    assert read("the 24", asked=Question.WHEN).day == date(2026, 11, 24)


days_ahead = st.dates(TODAY, TODAY + timedelta(days=364))


@settings(max_examples=1000)
@given(day=days_ahead, form=st.integers(0, 6))
def test_every_day_of_a_year_is_understood_in_every_way_of_saying_it(day, form):
    month, nth = MONTHS[day.month - 1], NTH[day.day - 1]
    words = [
        f"{month} {day.day}",
        f"the {nth} of {month.lower()}",
        f"{month[:3]} {day.day}{_suffix(day.day)}, {day.year}",
        day.isoformat(),
        f"{day.day}/{day.month}/{day.year}",
        f"{WEEKDAYS[day.weekday()]} {month.lower()} {nth.replace('-', ' ')}",
        f"{day.day}.{day.month}.{day.year}",
    ][form]
    assert READER.read(utterance(f"i would like to come on {words} please")).day == day


def _suffix(n: int) -> str:
    return "th" if 11 <= n <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")


@settings(max_examples=1000)
@given(hour=st.integers(0, 23), minute=st.integers(0, 59), form=st.integers(0, 3))
def test_every_minute_of_a_day_is_understood_in_every_way_of_writing_it(hour, minute, form):
    half, twelve = ("am", "pm")[hour >= 12], (hour % 12) or 12
    words = [
        f"{twelve}:{minute:02} {half}",
        f"{twelve}.{minute:02}{half}",
        f"{twelve}:{minute:02}{half[0]}.m.",
        f"{twelve} {minute:02} {half[0]} m" if minute else f"{twelve}{half}",
    ][form]
    assert READER.read(utterance(f"tomorrow at {words}")).at == time(hour, minute)


@given(hour=st.integers(1, 12), quarter=st.sampled_from((0, 15, 30, 45)), evening=st.booleans())
def test_every_quarter_of_an_hour_is_understood_in_words(hour, quarter, evening):
    part = "in the afternoon" if evening else "in the morning"
    named = hour if quarter != 45 else hour % 12 + 1
    lead = {0: "", 15: "quarter past ", 30: "half past ", 45: "quarter to "}[quarter]
    expected = time(hour % 12 + (12 if evening else 0), quarter)
    if quarter == 45 and hour == 11:
        return  # "quarter to twelve in the afternoon" is what nobody says
    assert READER.read(utterance(f"at {lead}{UNITS[named]} {part}")).at == expected


@given(count=st.integers(1, 60), unit=st.sampled_from((("days", 1), ("weeks", 7))))
def test_every_distance_is_counted_from_today(count, unit):
    name, length = unit
    assert READER.read(utterance(f"in {count} {name}")).day == TODAY + timedelta(days=count * length)
