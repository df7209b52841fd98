"""Who wants to wait for a place, or no longer, and who only sounds like it."""

from __future__ import annotations

import pytest

from receptionist.domain.reading import Cue
from tests.receptionist.understanding.conftest import Read

WAITS = [
    ("put me on the waiting list please", "en"),
    ("can you add me to your waitlist?", "en"),
    ("do you have a cancellation list?", "en"),
    ("let me know if anything opens up", "en"),
    ("please text me if something becomes available on Friday", "en"),
    ("tell me if you get a cancellation", "en"),
    ("can you message me when there is an opening?", "en"),
    ("let me know if something earlier comes up", "en"),
    ("apúnteme en la lista de espera", "es"),
    ("¿tienen lista de espera?", "es"),
    ("avísame si se libera algo", "es"),
    ("avíseme si queda un hueco el viernes", "es"),
]
WAITS_NO_LONGER = [
    ("take me off the waiting list", "en"),
    ("please remove me from the waitlist", "en"),
    ("I'd like to leave the waiting list", "en"),
    ("quíteme de la lista de espera", "es"),
    ("quiero salir de la lista de espera", "es"),
]
DOES_NOT = [
    ("let me know your prices", "en"),
    ("what do you charge if somebody cancels?", "en"),
    ("I don't want to wait until Friday", "en"),
    ("¿qué pasa si alguien cancela?", "es"),
    ("ya no quiero esperar más", "es"),
    ("tell me when my appointment is", "en"),
    ("I want to cancel my appointment", "en"),
    ("can I wait inside?", "en"),
    ("is there a long wait?", "en"),
    ("what time do you open tomorrow?", "en"),
    ("are you open on Sunday?", "en"),
    ("do you have anything available earlier?", "en"),
    ("what is on your list of services?", "en"),
    ("take me off your list", "en"),
    ("dígame los precios", "es"),
    ("quiero cancelar mi cita", "es"),
    ("¿hay que esperar mucho?", "es"),
    ("¿cuándo abren mañana?", "es"),
]


@pytest.mark.parametrize(("words", "language"), WAITS)
def test_it_hears_who_wants_to_wait(read: Read, words: str, language: str) -> None:
    cues = read(words, language=language).cues
    assert Cue.WAITLIST in cues
    assert Cue.OFF_WAITLIST not in cues


@pytest.mark.parametrize(("words", "language"), WAITS_NO_LONGER)
def test_it_hears_who_waits_no_longer_and_takes_it_for_no_more_than_that(read: Read, words: str, language: str) -> None:
    cues = read(words, language=language).cues
    assert Cue.OFF_WAITLIST in cues
    assert Cue.REVOKES_CONSENT not in cues


@pytest.mark.parametrize(("words", "language"), DOES_NOT)
def test_it_takes_nobody_for_waiting_who_is_not(read: Read, words: str, language: str) -> None:
    assert not read(words, language=language).cues & {Cue.WAITLIST, Cue.OFF_WAITLIST}


def test_who_wants_off_every_list_wants_no_messages(read: Read) -> None:
    assert Cue.REVOKES_CONSENT in read("take me off your list").cues
