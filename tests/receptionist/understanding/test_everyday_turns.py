"""Turns that people take every day and that are easily misread: days that cannot be, being late, keeping what is."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from receptionist.domain.diary import PartOfDay
from receptionist.domain.reading import Bound, Cue, Intent
from receptionist.domain.state import Question

NEW_YORK = "America/New_York"
#: A Saturday.
NOW = datetime(2026, 11, 21, 9, 40, tzinfo=ZoneInfo(NEW_YORK))
THERE = {"now": NOW, "timezone": NEW_YORK}


@pytest.mark.parametrize(
    ("words", "day", "at"),
    [
        ("tues 9", date(2026, 11, 24), time(9)),
        ("haircut thurs 4", date(2026, 11, 26), time(16)),
        ("tues 24", date(2026, 11, 24), None),
        ("tues 1", date(2026, 12, 1), None),
        ("wed the 10th", date(2027, 2, 10), None),
        ("wed 10th", date(2027, 2, 10), None),
    ],
)
def test_a_number_after_a_weekday_is_an_hour_where_no_such_day_is_near(read, words, day, at):
    reading = read(words, **THERE)
    assert (reading.day, reading.at) == (day, at)


@pytest.mark.parametrize("words", ["tmrw arvo", "tues arvo"])
def test_an_arvo_is_an_afternoon(read, words):
    assert read(words, **THERE).part_of_day is PartOfDay.AFTERNOON


@pytest.mark.parametrize(
    "words", ["30th of february", "haircut on sept 31", "el 30 de febrero", "the 31st of this month"]
)
def test_a_day_that_no_calendar_has_is_told(read, words):
    reading = read(words, **THERE)
    assert (reading.day, reading.cues & {Cue.NO_SUCH_DAY, Cue.PAST_DAY}) == (None, {Cue.NO_SUCH_DAY})


@pytest.mark.parametrize("words", ["haircut yesterday at 3", "corte ayer a las 3", "last friday at 10", "11/3/2024"])
def test_a_day_that_lies_behind_is_told(read, words):
    assert Cue.PAST_DAY in read(words, **THERE).cues


@pytest.mark.parametrize(
    "words",
    [
        "I had a haircut yesterday and want another one",
        "my tooth hurts since yesterday",
        "me duele desde ayer",
        "I called yesterday about a haircut tomorrow",
        "not yesterday, tomorrow",
        "tomorrow at 3",
    ],
)
def test_a_day_that_is_only_told_of_is_no_wish(read, words):
    assert Cue.PAST_DAY not in read(words, **THERE).cues


@pytest.mark.parametrize(
    ("words", "not_before"),
    [
        ("in the next couple of days", date(2026, 11, 21)),
        ("within the next two weeks", date(2026, 11, 21)),
        ("mid january", date(2027, 1, 11)),
        ("after the holidays", date(2027, 1, 2)),
        ("as soon as you can", None),
        ("no rush, whenever suits", None),
        ("a mediados de enero", date(2027, 1, 11)),
        ("después de las fiestas", date(2027, 1, 7)),
    ],
)
def test_a_vague_wish_is_a_wish(read, words, not_before):
    reading = read(words, **THERE)
    assert (reading.intent, reading.day, reading.not_before) == (Intent.SCHEDULE, None, not_before)


def test_the_first_opening_on_a_thursday_in_december_is_no_first_of_december(read):
    reading = read("the first opening you have on a thursday in december", **THERE)
    assert (reading.intent, reading.day) == (Intent.SCHEDULE, date(2026, 12, 3))


@pytest.mark.parametrize(
    "words",
    ["not on monday, i work mondays", "some afternoon next week for a cut, not on monday, i work mondays"],
)
def test_a_weekday_that_is_ruled_out_twice_is_not_brought_back(read, words):
    reading = read(words, **THERE)
    assert (reading.day, reading.not_weekdays) == (None, (0,))


@pytest.mark.parametrize(
    "words",
    [
        "qué citas tengo",
        "¿cuándo es mi cita?",
        "do i have an appointment this week",
        "am i booked in for tuesday",
        "can you confirm my appointment for tomorrow",
        "just confirming I'll be there tomorrow at 9",
        "did you get my booking",
    ],
)
def test_who_asks_for_their_own_appointment_wants_no_new_one(read, words):
    reading = read(words, **THERE)
    assert Cue.OWN_APPOINTMENTS in reading.cues
    assert Cue.YES not in reading.cues
    assert reading.intent is Intent.FAQ


@pytest.mark.parametrize(
    "words",
    [
        "a haircut tomorrow at 3pm please, my name is Bea Stone",
        "do you have anything before 9am or after 5pm",
        "I need to book a haircut. Are you open at 5pm tomorrow?",
    ],
)
def test_a_wish_stays_one_whatever_stands_beside_it(read, words):
    assert read(words, **THERE).intent is Intent.SCHEDULE


def test_the_time_of_a_question_counts_for_a_wish_that_states_none(read):
    reading = read("I need to book a haircut. Are you open at 5pm tomorrow?", **THERE)
    assert (reading.day, reading.at, reading.question) == (
        date(2026, 11, 22),
        time(17),
        "Are you open at 5pm tomorrow?",
    )
    assert read("I need to cancel. Are you open at 5pm tomorrow?", **THERE).day is None


@pytest.mark.parametrize(
    ("words", "at", "choice"),
    [("is 3 still free?", time(15), None), ("6", time(18), None), ("2", None, 2), ("the 2nd one please", None, 2)],
)
def test_of_three_offers_a_higher_number_is_an_hour(read, words, at, choice):
    reading = read(words, asked=Question.WHICH_SLOT, **THERE)
    assert (reading.at, reading.choice, reading.day) == (at, choice, None)


def test_the_second_one_is_no_day_where_nothing_was_offered(read):
    assert read("2nd one please", **THERE).day is None
    assert read("a March 4th appointment", **THERE).day == date(2027, 3, 4)


def test_it_reads_a_time_that_is_put_loosely(read):
    assert read("tomorrow at like three thirty", **THERE).at == time(15, 30)


def test_an_edge_leaves_the_part_of_the_day_standing(read):
    reading = read("mañana por la tarde antes de las 6", **THERE)
    assert (reading.at, reading.bound, reading.part_of_day) == (time(18), Bound.UNTIL, PartOfDay.AFTERNOON)
    assert read("mañana por la tarde a las 6", **THERE).part_of_day is None


@pytest.mark.parametrize(
    ("words", "language", "cue"),
    [
        ("mejor no", "es", Cue.NO),
        ("ok then keep it", "en", Cue.NO),
        ("running late", "en", Cue.LATE),
        ("i'll be 10 minutes late", "en", Cue.LATE),
        ("voy a llegar tarde", "es", Cue.LATE),
        ("no 11 is too early", "en", Cue.OTHER_TIMES),
        ("this is the third time im writing, nobody answers", "en", Cue.FRUSTRATED),
        ("no sirves para nada", "es", Cue.FRUSTRATED),
        ("esto es una vergüenza", "es", Cue.FRUSTRATED),
        ("cancel my mother's appointment", "en", Cue.FOR_OTHER),
        ("cancela la cita de mi madre", "es", Cue.FOR_OTHER),
        ("please stop texting me", "en", Cue.REVOKES_CONSENT),
    ],
)
def test_it_hears_small_signs(read, words, language, cue):
    assert cue in read(words, language=language, **THERE).cues


@pytest.mark.parametrize(
    ("words", "cue"),
    [
        ("está bien si llego tarde", Cue.YES),
        ("is it ok if I come late", Cue.YES),
        ("no rush", Cue.NO),
        ("no 11 is too early", Cue.ANOTHER),
        ("don't call me", Cue.REVOKES_CONSENT),
        ("don't call me", Cue.WANTS_PERSON),
        ("stop calling", Cue.REVOKES_CONSENT),
        ("how late are you open", Cue.LATE),
        ("can I come later", Cue.LATE),
    ],
)
def test_it_takes_nothing_else_for_one(read, words, cue):
    assert cue not in read(words, asked=Question.CONFIRM_CANCEL, **THERE).cues


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("there is a gas smell", "emergency"),
        ("huele a gas", "emergency"),
        ("water everywhere", "high"),
        ("burst pipe in the kitchen", "high"),
        ("toothache today", "high"),
        ("terrible pain", "high"),
        ("how much is a gas boiler service", None),
    ],
)
def test_it_knows_what_cannot_wait(read, words, level):
    assert read(words, **THERE).urgency == level


@pytest.mark.parametrize(
    ("words", "language", "intent"),
    [
        ("no la quiero", "es", Intent.CANCEL),
        ("cna i chnge it to thrusday", "en", Intent.RESCHEDULE),
        ("¿hablan español?", "es", Intent.FAQ),
        ("can I cancel for free", "en", Intent.FAQ),
        ("no 11 is too early", "en", Intent.UNKNOWN),
    ],
)
def test_it_reads_what_is_wanted_in_few_words(read, words, language, intent):
    assert read(words, language=language, **THERE).intent is intent


def test_a_day_and_a_time_in_figures_are_no_phone_number(read):
    reading = read("Tues 10/3 10.30", **THERE)
    assert (reading.phone, reading.at) == (None, time(10, 30))


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("can't make it thurs, anything fri?", Intent.RESCHEDULE),
        ("we need to push it", Intent.RESCHEDULE),
        ("can we push to next week", Intent.RESCHEDULE),
        ("my meeting ran over, can we make it 6", Intent.RESCHEDULE),
        ("something came up, can i come another day", Intent.RESCHEDULE),
        ("is there an earlier slot than the one i have", Intent.RESCHEDULE),
        ("no puedo el jueves, tienes algo el viernes?", Intent.RESCHEDULE),
        ("me surgió un problema, podría ser otro día", Intent.RESCHEDULE),
        ("no llego a las 4, mejor a las 5", Intent.RESCHEDULE),
        ("aplázala hasta enero", Intent.RESCHEDULE),
        ("not gonna make it", Intent.CANCEL),
        ("kid is sick, have to cancel today", Intent.CANCEL),
        ("don't send anyone, we sorted it", Intent.CANCEL),
        ("car broke down can't get there", Intent.CANCEL),
        ("im not well, wont be in for my facial", Intent.CANCEL),
        ("no cuenten con nosotros el sábado", Intent.CANCEL),
        ("llego 10 minutos tarde", Intent.UNKNOWN),
    ],
)
def test_it_hears_who_moves_and_who_calls_off_in_haste(read, words, intent):
    assert read(words, **THERE).intent is intent
