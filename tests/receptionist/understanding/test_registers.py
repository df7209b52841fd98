"""The same wish in many mouths: polite, terse, typed in haste, told as a story, in both languages."""

from __future__ import annotations

import pytest

from receptionist.domain.reading import Intent
from receptionist.understanding.rules.language import FOLDERS, languages

WISHES = {
    Intent.SCHEDULE: (
        "whats ur soonest opening",
        "my cat needs her booster",
        "I'm overdue for a checkup",
        "when could someone take a look at my fridge",
        "is there any room before noon on Monday",
        "put my name down for a massage on Sunday",
        "my furnace stopped working",
        "¿me das hora para el jueves?",
        "mi gata necesita una vacuna",
        "que alguien me revise los frenos, ¿cuándo podrían atenderme?",
        "¿cuál es el primer hueco disponible?",
        "anótame para el sábado",
    ),
    Intent.RESCHEDULE: (
        "i have a 2pm today, any chance i could come later",
        "my booking is for 7, could you make it 7:30",
        "cant make it tuesday, would wednesday work",
        "could you bump me to next week",
        "I booked the wrong day",
        "could I come at 5 instead of 3?",
        "you have me down for the 3rd, it needs to be the 4th",
        "what if I came on the 20th instead",
        "can I trade my morning slot for one on Friday",
        "tengo cita el 10 pero necesito otro día",
        "¿me la cambian al lunes?",
        "pásame al viernes",
        "necesito mover lo del viernes",
        "me equivoqué de día",
        "¿puede ser a las cinco en vez de a las tres?",
    ),
    Intent.CANCEL: (
        "i cant make it tomorrow",
        "not gonna make it today sorry",
        "you can give my slot to someone else",
        "I have an appointment at 4 but I dont need it anymore",
        "gotta bail on my 3 o'clock",
        "we found another plumber, so no need to come",
        "count me out for friday",
        "Turns out I have to work, so I can't keep my appointment",
        "I need to cancel and I don't want to rebook",
        "puede darle mi hora a otra persona",
        "al final no vamos a cenar",
        "mi hijo no puede ir a su cita de hoy",
        "cancélenla, por favor",
        "no cuenten conmigo mañana",
        "no va a poder ser lo de mañana",
    ),
    Intent.FAQ: (
        "what's your cancellation policy",
        "how many days in advance do I have to cancel",
        "u guys do curly hair?",
        "my refund still hasn't arrived",
        "the app won't let me log in",
        "is it normal for gums to bleed",
        "menu please",
        "the confirmation email never came",
        "any idea when my order will get here",
        "can you confirm what time my booking is",
        "¿cuál es la política de cancelación?",
        "¿con cuánta antelación hay que cancelar?",
        "¿hace falta dejar señal?",
        "¿a qué hora tengo la cita?",
        "¿el seguro lo cubre?",
    ),
    Intent.CONTACT: (
        "could I have a word with the owner",
        "let me speak with Dr Lee",
        "customer service please",
        "give me a call when you can",
        "i'd rather not talk to a machine",
        "operadora",
        "¿me pueden devolver la llamada?",
        "póngame con recepción",
    ),
    Intent.UNKNOWN: (
        "turn off the kitchen lights",
        "send an email to mark",
        "who wrote hamlet",
        "hold on",
        "wrong number, sorry",
        "are you a robot",
        "have a nice evening",
        "pon música",
        "recuérdame comprar pan",
        "me he equivocado de número",
        "déjame pensarlo",
    ),
}


@pytest.mark.parametrize(("intent", "words"), [(intent, words) for intent, said in WISHES.items() for words in said])
def test_it_understands_a_wish_in_whatever_way_it_is_put(read, intent, words):
    assert read(words).intent is intent


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("i cant come", "I can't come"),
        ("r u open 2day?", "are you open 2day?"),
        ("whats ur address pls", "what's your address please"),
        ("q horario tienen", "qué horario tienen"),
        ("me das cita xfa", "me das cita por favor"),
    ],
)
def test_what_is_typed_in_haste_is_read_like_its_words_in_full(read, typed, meant):
    assert read(typed).intent is read(meant).intent


def test_a_capital_by_itself_is_an_initial_and_no_short_form(read):
    assert read("my name is Ana R. Ruiz").name == "Ana R. Ruiz"


@pytest.mark.parametrize("code", FOLDERS)
def test_no_pattern_waits_for_a_short_form(code):
    """It would never be met: the word it stands for has taken its place."""
    vocabulary = languages()[code].vocabulary
    assert set(vocabulary.words) & set(vocabulary.short_forms) == set()
