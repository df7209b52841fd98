"""Several wishes about the diary in one message are told apart, and what is one wish stays one."""

from __future__ import annotations

from datetime import date
from datetime import time as clock

import pytest

from receptionist.domain.reading import Cue, Intent, Reading
from receptionist.domain.state import Question

from .conftest import Read

C, S, R = Intent.CANCEL, Intent.SCHEDULE, Intent.RESCHEDULE


def told(reading: Reading) -> list[object]:
    """Say of each wish what it is, the service, the day of November and the hour."""
    return [
        (wish.intent, wish.service_id, wish.day and wish.day.day, wish.at and wish.at.hour)
        for wish in (reading, *reading.further)
    ]


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("cancel my haircut on Friday and book a beard trim on Saturday at 4", [(C, 1, 20, None), (S, 2, 21, 16)]),
        ("Book me a beard trim for Saturday at 4pm. Also, cancel my haircut", [(S, 2, 21, 16), (C, 1, None, None)]),
        ("move Friday's to Monday at 3pm and cancel Saturday's", [(R, None, 23, 15), (C, None, 21, None)]),
        ("cancel Friday's and the one on Saturday", [(C, None, 20, None), (C, None, 21, None)]),
        ("move my haircut to Monday at 2pm and my beard trim to Friday at 10am", [(R, 1, 23, 14), (R, 2, 20, 10)]),
        ("a haircut Friday at 10am and a beard trim Saturday at 4pm", [(S, 1, 20, 10), (S, 2, 21, 16)]),
        ("can you book me a haircut and a beard trim on Friday at 4pm", [(S, 1, 20, 16), (S, 2, 20, None)]),
        ("book me a haircut on Friday at 3pm and one for my wife an hour later", [(S, 1, 20, 15), (S, 1, 20, 16)]),
        (
            "cancel my cleaning, book a haircut on Friday and move my trim to Monday",
            [(C, 3, None, None), (S, 1, 20, None), (R, 2, 23, None)],
        ),
        ("cancel my appt & book me a haircut friday 5pm", [(C, None, None, None), (S, 1, 20, 17)]),
        ("cancel my haircut and give me Saturday at 9am", [(C, 1, None, None), (S, None, 21, 9)]),
        ("I'd like a haircut and a beard trim", [(S, 1, None, None), (S, 2, None, None)]),
        ("cancel my haircut\nbook a beard trim friday 4pm", [(C, 1, None, None), (S, 2, 20, 16)]),
        ("I'd like to cancel mine and make a new one for Friday at 4pm", [(C, None, None, None), (S, None, 20, 16)]),
    ],
)
def test_each_wish_is_read_with_what_it_states(read: Read, text: str, wishes: list[object]) -> None:
    assert told(read(text)) == wishes


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("cancela el viernes y resérvame el sábado a las 16:00", [(C, None, 20, None), (S, None, 21, 16)]),
        ("mueve la del viernes al lunes a las 15:00 y cancela la del sábado", [(R, None, 23, 15), (C, None, 21, None)]),
        ("un corte el viernes a las 10:00 y una limpieza para mi hijo a las 11:00", [(S, 1, 20, 10), (S, 3, 20, 11)]),
        (
            "cancela la cita del viernes y quiero pedir otra el lunes a las 16:00",
            [(C, None, 20, None), (S, None, 23, 16)],
        ),
        ("cancela la limpieza y pasa el corte al lunes a las 15:00", [(C, 3, None, None), (R, 1, 23, 15)]),
        ("corte de pelo y limpieza", [(S, 1, None, None), (S, 3, None, None)]),
    ],
)
def test_each_wish_is_read_in_spanish(read: Read, text: str, wishes: list[object]) -> None:
    assert told(read(text, language="es")) == wishes


@pytest.mark.parametrize(
    "text",
    [
        "I'd like to book an appointment. A haircut on Friday at 4pm, please",
        "I can't make it on Friday, could I come on Saturday at 4pm instead?",
        "I need to cancel my haircut on Friday and reschedule it for Monday at 4pm",
        "I have a haircut on Friday at 3pm and I need to cancel it",
        "book a haircut on Friday at 4pm, and it's for my son",
        "I need a haircut and a cleaning for my daughter on Friday",
        "I want a haircut on Friday. Saturday works too",
        "cancel my haircut and don't book anything else",
        "I'm free Thursday at 10 and Friday at 4 for a haircut",
        "quiero un corte el viernes a las 10:00, y es para mi hijo",
        "tengo cita el viernes y quiero cancelarla",
    ],
)
def test_one_wish_in_several_words_stays_one(read: Read, text: str) -> None:
    assert read(text).further == ()


def test_a_cancellation_with_another_day_instead_is_a_move(read: Read) -> None:
    reading = read("please cancel Friday and book me in for Monday at 4pm instead")
    assert told(reading) == [(R, None, 23, 16)]
    assert reading.old_day == date(2026, 11, 20)


def test_the_day_and_time_of_what_is_to_be_moved_are_told_from_the_new_ones(read: Read) -> None:
    reading = read("move my appointment from Friday at 3pm to Monday at 4pm")
    assert (reading.old_day, reading.old_at) == (date(2026, 11, 20), clock(15))
    assert (reading.day, reading.at) == (date(2026, 11, 23), clock(16))


def test_a_name_and_a_question_belong_to_all_of_the_message(read: Read) -> None:
    reading = read("cancel my haircut, book a cleaning on Friday at 4pm, my name is Bea Stone, and is there parking?")
    assert (reading.name, reading.question) == ("Bea Stone", "is there parking?")
    assert [wish.question for wish in reading.further] == [None]


def test_a_greeting_with_a_name_is_no_wish_of_its_own(read: Read) -> None:
    reading = read("hi, Bea here. Book me a haircut on Friday at 11am and a beard trim on Saturday at 4pm")
    assert told(reading) == [(S, 1, 20, 11), (S, 2, 21, 16)]
    assert reading.name == "Bea"


def test_the_second_of_two_names_is_somebody_elses(read: Read) -> None:
    first, second = (
        (r := read("book a haircut for Ana Ruiz on Friday at 10am and a cleaning for Eva Lopez at 11am")),
        r.further[0],
    )
    assert (first.name, second.name, second.guest) == ("Ana Ruiz", None, "Eva Lopez")
    assert Cue.FOR_OTHER in second.cues


@pytest.mark.parametrize(
    ("asked", "text", "wishes"),
    [
        (Question.CONFIRM_CANCEL, "yes, and book a beard trim on Friday at 4pm", [(S, 2, 20, 16)]),
        (Question.CONFIRM_CANCEL, "no, keep it, and book a beard trim on Friday at 4pm", [(S, 2, 20, 16)]),
        (Question.NAME, "Bea Stone, and cancel my haircut on Friday", [(C, 1, 20, None)]),
        (Question.WHICH_SLOT, "the second one, and a beard trim for my son at 11am", [(S, 2, None, 11)]),
        (Question.CONFIRM_CANCEL, "yes, cancel it", []),
        (Question.CONFIRM_CANCEL, "no, book me for Friday at 4pm", []),
        (Question.NAME, "Bea Stone, and also bea@example.com", []),
        (Question.WHEN, "Friday, and 4pm if you can", []),
    ],
)
def test_a_wish_beside_an_answer_is_told_apart(read: Read, asked: Question, text: str, wishes: list[object]) -> None:
    assert told(read(text, asked=asked))[1:] == wishes


def test_each_wish_keeps_the_customers_own_words(read: Read) -> None:
    reading = read("Cancel my haircut on Friday. Book a beard trim on Saturday at 4pm")
    assert [reading.words, *(wish.words for wish in reading.further)] == [
        "Cancel my haircut on Friday.",
        "Book a beard trim on Saturday at 4pm",
    ]
