from __future__ import annotations

from datetime import date, time

import pytest

from receptionist.domain.diary import PartOfDay
from receptionist.domain.reading import Cue, Intent
from receptionist.domain.state import Question
from receptionist.understanding.rules.language import FOLDERS, languages


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("quiero una cita para el viernes", Intent.SCHEDULE),
        ("¿tienen algo libre el lunes?", Intent.SCHEDULE),
        ("quisiera cancelar mi cita", Intent.CANCEL),
        ("no puedo ir mañana", Intent.CANCEL),
        ("puedo cambiar mi cita del lunes al viernes", Intent.RESCHEDULE),
        ("¿cuánto cuesta un corte?", Intent.FAQ),
        ("¿abren los domingos?", Intent.FAQ),
        ("quiero hablar con una persona", Intent.CONTACT),
        ("me llamo Ana Ruiz", Intent.CONTACT),
        ("hola", Intent.UNKNOWN),
    ],
)
def test_it_reads_what_the_customer_wants(read, words, intent):
    reading = read(words)
    assert (reading.language, reading.intent) == ("es", intent)


@pytest.mark.parametrize(
    ("words", "day", "at"),
    [
        ("mañana a las tres y media de la tarde", date(2026, 11, 19), time(15, 30)),
        ("pasado mañana a las diez y cuarto", date(2026, 11, 20), time(10, 15)),
        ("el viernes a las 5 de la tarde", date(2026, 11, 20), time(17)),
        ("el 3 de mayo a las 17:30", date(2027, 5, 3), time(17, 30)),
        ("el próximo lunes a las once menos cuarto", date(2026, 11, 23), time(10, 45)),
        ("dentro de dos semanas a mediodía", date(2026, 12, 2), time(12)),
        ("el veintiuno de enero a las nueve de la mañana", date(2027, 1, 21), time(9)),
    ],
)
def test_it_resolves_days_and_times(read, words, day, at):
    reading = read(f"una cita {words}")
    assert (reading.day, reading.at) == (day, at)


def test_manana_is_a_day_and_a_part_of_one(read):
    reading = read("mañana por la mañana", asked=Question.WHEN)
    assert (reading.day, reading.part_of_day, reading.at) == (date(2026, 11, 19), PartOfDay.MORNING, None)


def test_accents_make_no_difference(read):
    assert read("una cita manana a las 4").day == read("una cita mañana a las 4").day == date(2026, 11, 19)


@pytest.mark.parametrize(
    ("words", "cue"),
    [
        ("hola", Cue.GREETING),
        ("buenas tardes", Cue.GREETING),
        ("muchas gracias", Cue.THANKS),
        ("adiós", Cue.GOODBYE),
        ("sí", Cue.YES),
        ("no, el jueves", Cue.NO),
        ("lo antes posible", Cue.EARLIEST),
        ("ninguna de esas", Cue.OTHER_TIMES),
        ("dejen de escribirme", Cue.REVOKES_CONSENT),
    ],
)
def test_it_hears_the_small_signs(read, words, cue):
    assert cue in read(words).cues


def test_it_reads_which_of_the_offers_is_meant(read):
    assert read("la segunda opción", asked=Question.WHICH_SLOT).choice == 2
    assert read("la última", asked=Question.WHICH_SLOT, language="es").choice == -1


def test_a_short_answer_is_read_in_the_language_so_far(read):
    assert read("2", language="es").language == "es"
    assert read("2", language="en").language == "en"
    assert read("ok, thank you very much", language="es").language == "en"


def test_every_language_loads_and_fills_every_table():
    for code in FOLDERS:
        language = languages()[code]
        tables = (language.rules, language.evidence, language.cues, language.choices, language.names, language.asks)
        assert all(tables), code
        assert {cue for cue, _ in language.cues} == set(Cue), code
