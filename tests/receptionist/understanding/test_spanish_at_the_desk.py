"""What Spanish speakers write to a reception desk from Madrid to Buenos Aires: forms, words of the field, haste."""

from __future__ import annotations

from datetime import date, time

import pytest

from receptionist.domain.reading import Intent
from receptionist.understanding.cases import Line
from receptionist.understanding.rules.spanish.verbs import categories
from receptionist.understanding.rules_reader import RulesReader

READER = RulesReader()

WISHES = {
    Intent.SCHEDULE: (
        # However the verb is formed, and whoever is spoken to
        "¿me regala una citica?",
        "¿me lo puedes apartar?",
        # What is free
        "¿qué tal el jueves a las 5?",
        "¿a qué hora te queda bien?",
        # What needs doing
        "tendría que revisar los frenos",
        "busco nutricionista online",
        "quiero un degradado",
        "¿pueden mandar a alguien a casa?",
        "¿cuándo te lo podría traer?",
        # What is denied is not wanted
        "no quiero cancelar, quiero otra cita",
        "quiero un cambio de aceite para el viernes",
        "cita porfa",
    ),
    Intent.RESCHEDULE: (
        "cambiemos la cita al jueves",
        "pospongamos la reunión",
        "¿me la mueves al lunes?",
        "¿me lo corrés para el lunes?",
        "¿tendrías más tarde? es que no llego a las 3",
        "¿me das otro día? el viernes no puedo",
    ),
    Intent.CANCEL: (
        "no alcanzo a ir",
        "anulad mi reserva del sábado",
        "me arrepentí de la cita",
        "libera mi turno por favor",
        "ya conseguí turno en otro lado",
        "no voy mañana",
        "me bajo de la clase del jueves",
        "bórralo de la agenda, mi turno del lunes",
        "no quiero ir ya, gracias",
    ),
    Intent.FAQ: (
        # What the business has
        "¿cuentan con rampa?",
        "lavan alfombras?",
        "¿estáis abiertos?",
        # What is to be sent
        "el correo de la clínica",
        "info sobre la ortodoncia",
        # What it costs
        # What is one's own
        "mis turnos",
        "muéstrame mis citas",
        "¿hay una reserva a mi nombre?",
        # What is asked rather than wanted
        "¿necesito turno o puedo ir directamente?",
        "¿puedo cancelar sin costo?",
    ),
    Intent.CONTACT: (
        "¿me comunicas con un asesor?",
        "transferime con alguien",
        "¿me pasas con Clara?",
        "que me atienda una persona",
        "atención humana",
        "asesor por favor",
        "quiero platicar con el encargado",
        "que me marquen por favor",
        "contácteme por favor",
        "déjele un recado a la doctora",
    ),
    Intent.UNKNOWN: (
        "¿qué onda?",
        "hola, ¿cómo están?",
        "que tengan linda tarde",
        "que estés bien",
        "como vos digas",
        "me quedó muy bien, me salió perfecto",
        "¿cuál es la capital de Perú?",
        "¿cuál es tu color favorito?",
    ),
}


@pytest.mark.parametrize(("intent", "words"), [(intent, words) for intent, many in WISHES.items() for words in many])
def test_it_reads_what_is_wanted_at_the_desk(read, intent, words):
    reading = read(words, language="es")
    assert (reading.language, reading.intent) == ("es", intent)


@pytest.mark.parametrize(
    ("words", "intent", "day"),
    [
        ("nesesito una sita para el biernes", Intent.SCHEDULE, date(2026, 11, 20)),
        ("quero turno pal sab", Intent.SCHEDULE, date(2026, 11, 21)),
        ("ai lugar el jue?", Intent.SCHEDULE, date(2026, 11, 19)),
        ("kanselar lo del biernes", Intent.CANCEL, date(2026, 11, 20)),
        ("ay disponivilidad el lun", Intent.SCHEDULE, date(2026, 11, 23)),
        ("turno para el viernse", Intent.SCHEDULE, date(2026, 11, 20)),
    ],
)
def test_what_is_written_as_it_sounds_is_understood(read, words, intent, day):
    reading = read(words)
    assert (reading.language, reading.intent, reading.day) == ("es", intent, day)


def test_a_single_word_that_is_written_as_it_sounds_tells_the_language(read):
    reading = read("reserbar")
    assert (reading.language, reading.intent) == ("es", Intent.SCHEDULE)


@pytest.mark.parametrize("name", ["carlos meza", "lucas barba", "tomas reyes", "marco vargas"])
def test_a_name_that_sounds_like_a_word_is_still_a_name(read, name):
    assert read(f"me llamo {name}").name == name


@pytest.mark.parametrize(
    ("words", "day", "at"),
    [
        ("mañana 18hs", date(2026, 11, 19), time(18)),
        ("el viernes 18 hs", date(2026, 11, 20), time(18)),
        ("9;30", None, time(9, 30)),
        ("a las 1530", None, time(15, 30)),
        ("ahorita", date(2026, 11, 18), None),
    ],
)
def test_a_day_and_a_time_are_understood_however_they_are_typed(read, words, day, at):
    reading = read(f"un turno {words}", language="es")
    assert (reading.day, reading.at) == (day, at)


def test_a_share_is_no_day(read):
    assert read("¿hacen el 15% de descuento?").day is None


def test_how_long_is_no_time(read):
    assert read("la sesión dura 2 hs").at is None


def test_a_bare_answer_is_read_in_the_language_of_what_was_asked():
    line = {
        "text": "9 hrs",
        "now": "2026-11-18T10:00",
        "timezone": "America/Bogota",
        "history": [{"role": "receptionist", "text": "¿A qué hora le gustaría venir?"}],
    }
    reading = READER.read(Line.model_validate(line).utterance())
    assert (reading.language, reading.at) == ("es", time(9))
    assert READER.read(Line.model_validate(line | {"language": "en"}).utterance()).language == "en"


def test_a_verb_has_the_forms_of_every_person_who_is_spoken_to():
    book, hand = categories()["book"], categories()["hand_me_over"]
    assert {
        "agendar",
        "agendame",
        "agendeme",
        "agendenme",
        "agendadme",
        "agendas",
        "agendais",
        "agendarlo",
    } <= book.keys()
    assert {"pasame", "paseme", "pasenme", "transferime", "transfiereme", "ponganme"} <= hand.keys()
    assert "pase" not in hand
