from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from receptionist.domain.diary import PartOfDay
from receptionist.domain.reading import Cue, Intent
from receptionist.domain.state import Question
from receptionist.understanding.rules.language import FOLDERS, languages
from receptionist.understanding.rules.patterns import words as listed
from receptionist.understanding.rules_reader import RulesReader

from .conftest import NOW, utterance

READER = RulesReader()
HOURS = listed("doce una dos tres cuatro cinco seis siete ocho nueve diez once doce")
TENS = listed("treinta cuarenta cincuenta sesenta setenta ochenta noventa")
WEEKDAYS = listed("lunes martes miércoles jueves viernes sábado domingo")
MONTHS = listed("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")


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
    ("words", "intent"),
    [
        ("me gustaría reservar un corte para mañana", Intent.SCHEDULE),
        ("apúntame para el jueves", Intent.SCHEDULE),
        ("necesito hora para el dentista", Intent.SCHEDULE),
        ("¿qué días tienen libres?", Intent.SCHEDULE),
        ("¿puede ser el miércoles?", Intent.SCHEDULE),
        ("me duele una muela", Intent.SCHEDULE),
        ("eh quería una cita con Maya el sábado", Intent.SCHEDULE),
        ("tengo que anular mi reserva de mañana", Intent.CANCEL),
        ("al final no voy a ir mañana", Intent.CANCEL),
        ("ya no necesito la cita", Intent.CANCEL),
        ("quítame la cita del lunes", Intent.CANCEL),
        ("no podré asistir el jueves", Intent.CANCEL),
        ("quiero adelantar mi cita una hora", Intent.RESCHEDULE),
        ("¿podemos dejarlo para otro día?", Intent.RESCHEDULE),
        ("cámbiame la hora a las seis", Intent.RESCHEDULE),
        ("¿puedo llegar una hora más tarde?", Intent.RESCHEDULE),
        ("¿aceptan tarjeta?", Intent.FAQ),
        ("¿puedo llevar a mi perro?", Intent.FAQ),
        ("¿tengo cita mañana?", Intent.FAQ),
        ("¿qué horario tienen?", Intent.FAQ),
        ("¿cuándo es mi cita?", Intent.FAQ),
        ("páseme con el encargado", Intent.CONTACT),
        ("que me llame alguien por favor", Intent.CONTACT),
        ("quiero poner una queja, el corte del sábado fue horrible", Intent.CONTACT),
        ("llego tarde a mi cita de las 3", Intent.UNKNOWN),
        ("qué tiempo hace hoy", Intent.UNKNOWN),
        ("cuéntame un chiste", Intent.UNKNOWN),
        ("pon una alarma a las 7", Intent.UNKNOWN),
        ("cómo estás", Intent.UNKNOWN),
    ],
)
def test_it_reads_a_wish_however_it_is_put(read, words, intent):
    reading = read(words)
    assert (reading.language, reading.intent) == ("es", intent)


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("a las 12 de la noche", time(0)),
        ("a las doce del mediodía", time(12)),
        ("a las 17 30", time(17, 30)),
        ("a las dieciséis treinta", time(16, 30)),
        ("a las ocho menos veinte", time(19, 40)),
        ("cuarto para las tres", time(14, 45)),
        ("faltan diez para las cinco", time(16, 50)),
        ("de 4 a 6", time(16)),
        ("entre las 3 y las 5", time(15)),
        ("a eso de las tres", time(15)),
        ("tipo 5", time(17)),
        ("antes de las 5", time(17)),
        ("a las quince horas", time(15)),
    ],
)
def test_it_resolves_a_time_however_it_is_put(read, words, at):
    assert read(f"una cita {words}").at == at


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("el lunes no puedo, ¿puede ser el miércoles?", date(2026, 11, 25)),
        ("no el lunes, el martes", date(2026, 11, 24)),
        ("mañana no el martes a las diez y media", date(2026, 11, 24)),
        ("el jueves, no el martes", date(2026, 11, 19)),
        ("¿puedo cambiar mi cita del lunes al jueves?", date(2026, 11, 19)),
        ("necesito mover la cita para el viernes", date(2026, 11, 20)),
        ("una cita de aquí a una semana", date(2026, 11, 25)),
        ("el viernes de la semana que viene", date(2026, 11, 27)),
        ("el lunes 23", date(2026, 11, 23)),
        ("el primero de enero", date(2027, 1, 1)),
        ("a las 8 de la mañana del lunes", date(2026, 11, 23)),
        ("este viernes", date(2026, 11, 20)),
    ],
)
def test_it_takes_the_day_that_is_wanted(read, words, day):
    assert read(words).day == day


def test_a_new_time_counts_where_an_appointment_is_moved(read):
    assert read("¿se puede pasar mi cita a las 4?").at == time(16)


@pytest.mark.parametrize("words", ["somos 4 personas", "de 2 a 3 personas", "para cinco personas"])
def test_a_number_of_people_is_no_time(read, words):
    assert read(words).at is None


@pytest.mark.parametrize("words", ["me llamo ana ruiz", "soy Ana Ruiz", "buenas, le habla ana ruiz, quería una cita"])
def test_it_finds_the_name(read, words):
    assert read(words).name.casefold() == "ana ruiz"


@pytest.mark.parametrize(
    "words",
    [
        "seis uno dos tres cuatro cinco seis siete ocho",
        "mi móvil es seis doce treinta y cuatro cincuenta y seis setenta y ocho",
        "mi número es el 612 34 56 78",
    ],
)
def test_a_phone_number_is_understood_in_digits_and_in_pairs(read, words):
    assert read(words).phone == "+34612345678"


def test_a_word_that_only_patterns_know_tells_the_language_where_common_words_tie(read):
    assert read("a las 8 am").language == "es"
    assert read("friday at 8 am", language="es").language == "en"


@given(
    hour=st.integers(1, 12),
    form=st.sampled_from((("", 0), (" y cuarto", 15), (" y media", 30), (" menos cuarto", 45), (" y veinte", 20))),
    late=st.booleans(),
)
def test_every_quarter_of_an_hour_is_understood_in_words(hour, form, late):
    said, minute = form
    assume(not (hour == 11 and minute == 45))  # "las doce menos cuarto de la tarde" is what nobody says
    named = hour % 12 + 1 if minute == 45 else hour
    assume(named != 12 or late)  # nor "las doce de la mañana", which is noon to some
    words = f"{'a la' if named == 1 else 'a las'} {HOURS[named]}{said} {'de la tarde' if late else 'de la mañana'}"
    assert READER.read(utterance(f"quiero una cita {words}")).at == time(hour % 12 + 12 * late, minute)


@settings(max_examples=1000)
@given(day=st.dates(NOW.date(), NOW.date() + timedelta(days=364)), form=st.integers(0, 2))
def test_every_day_of_a_year_is_understood_in_every_way_of_saying_it(day, form):
    month = MONTHS[day.month - 1]
    words = (
        f"el {day.day} de {month}",
        f"el {WEEKDAYS[day.weekday()]} {day.day} de {month} de {day.year}",
        f"el {day.day}/{day.month}/{day.year}",
    )[form]
    assert READER.read(utterance(f"quiero una cita para {words}")).day == day


@given(pairs=st.lists(st.integers(31, 99).filter(lambda n: n % 10), min_size=4, max_size=6))
def test_every_number_is_understood_when_spoken_in_pairs(pairs):
    spoken = " ".join(f"{TENS[n // 10 - 3]} y {HOURS[n % 10]}" for n in pairs)
    phone = READER.read(utterance(f"mi teléfono es {spoken}", timezone="UTC")).phone
    assert phone == "".join(map(str, pairs))


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
        # What cannot be a day is known by the calendar and not by words.
        assert {cue for cue, _ in language.cues} == set(Cue) - {Cue.NO_SUCH_DAY, Cue.PAST_DAY}, code
