"""Replies as Sara drafts them, and rewordings of them as a well-behaved model would make: from what is listed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from receptionist.domain.actions import Say
from receptionist.domain.diary import Appointment, NoSlotReason, Service, Slot
from receptionist.domain.phrases import Facts
from receptionist.domain.phrases import PhraseKey as Key
from receptionist.domain.repeats import Clash
from receptionist.phrasing import wording
from receptionist.phrasing.verifier import MANNERS, Draft

NAMES = ("Bea Stone", "Will", "Ana Ruiz", "Mr Great", "José", "April May")
BUSINESSES = ("Willow & Finch", "iCut", "Clínica Sol")
SERVICES = ("Haircut", "Beard trim", "Dental cleaning", "Corte de pelo", "Limpieza")
ANSWERS = {
    "en": (
        "A haircut is $45, or $60.50 with a beard trim. Children under 12 pay half.",
        "We are open from 9 am to 6 pm, but not on Sundays.",
        "Write to care@example.com or see https://example.com/parking?lot=2 before you come.",
    ),
    "es": (
        "El corte cuesta 45 €, o 60,50 € con barba. Los menores de 12 años pagan la mitad.",
        "Abrimos de 9:00 a 18:00, pero no los domingos.",
        "Escriba a hola@example.com o mire https://example.com/aparcar?zona=2 antes de venir.",
    ),
}
#: What Sara says in one message.
REPLIES = (
    *((Key.BOOKED, Key.SEE_YOU_THEN), (Key.BOOKED, Key.CALENDAR_DOWN), (Key.MOVED, Key.SEE_YOU_THEN)),
    (Key.CALENDAR_CLASH,),
    *((Key.CANCELLED,), (Key.CALENDAR_CONFIRMED,), (Key.HELLO, Key.OFFER_SLOTS), (Key.OFFER_SLOTS,), (Key.OFFER_ONE,)),
    *((Key.OFFER_INSTEAD,), (Key.NO_SLOTS,), (Key.ASK_NAME,), (Key.ASK_SERVICE,), (Key.ASK_NEW_TIME,)),
    *((Key.ASK_WHICH_APPOINTMENT,), (Key.ASK_CONFIRM_CANCEL,), (Key.KEPT, Key.ANYTHING_ELSE)),
    *((Key.OWN_APPOINTMENTS, Key.ANYTHING_ELSE), (Key.NO_APPOINTMENTS, Key.ASK_WHEN), (Key.ANSWER, Key.ANYTHING_ELSE)),
    *((Key.ANSWER, Key.ASK_WHEN), (Key.NO_ANSWER, Key.ASK_WANT_PERSON), (Key.HANDED_OVER, Key.ANYTHING_ELSE)),
    *((Key.CHANGED, Key.SEE_YOU_THEN), (Key.ASK_CONFIRM_CHANGE,), (Key.NAME_NEEDED, Key.REMIND_NAME)),
    (Key.NO_SUCH_APPOINTMENT, Key.ASK_CONFIRM_CANCEL),
    *((Key.OFFER_SERIES,), (Key.OFFER_SERIES_BUT,), (Key.BOOKED_SERIES,), (Key.ASK_HOW_OFTEN,), (Key.SERIES_MISSED,)),
    *((Key.NOTED, Key.ASK_WHEN), (Key.HANDED_OVER_NO_NUMBER, Key.ASK_PHONE), (Key.HANDED_OVER_NOT_UNDERSTOOD,)),
)


@dataclass(frozen=True)
class Case:
    """One reply, and the same in the other language."""

    draft: Draft
    other_language: str
    facts: Facts


def _moment(random: Random) -> datetime:
    day = datetime(2026, 1, 1) + timedelta(days=random.randrange(700))  # noqa: DTZ001  rendered as it stands
    return day.replace(hour=random.randrange(8, 20), minute=random.choice((0, 0, 15, 30)))


def _facts(random: Random, language: str) -> Facts:
    def slot() -> Slot:
        return Slot(1, 1, "Maya", _moment(random))

    def appointment(service: str) -> Appointment:
        return Appointment(1, 1, service, "Maya", _moment(random))

    services = random.sample(SERVICES, 3)
    return Facts(
        business=random.choice(BUSINESSES),
        name=random.choice((*NAMES, None)),
        phone=random.choice(("+12125550142", "+34612345678", None)),
        services=tuple(Service(number, name, 30) for number, name in enumerate(services)),
        slots=tuple(slot() for _ in range(random.randint(1, 3))),
        wanted=slot(),
        until=random.choice((None, _moment(random))),
        clashes=(Clash(_moment(random), NoSlotReason.TAKEN, slot()), Clash(_moment(random), NoSlotReason.CLOSED)),
        reason=random.choice(list(NoSlotReason)),
        appointment=appointment(services[0]),
        appointments=(appointment(services[0]), appointment(services[1])),
        answer=random.choice(ANSWERS[language]),
    )


def case(random: Random) -> Case:
    """Draft a reply."""
    language, other = random.choice((("en", "es"), ("es", "en")))
    facts = _facts(random, language)
    says = [Say(key, facts) for key in random.choice(REPLIES)]
    draft = wording.draft(says, language, spoken=False)
    return Case(draft, wording.draft(says, other, spoken=False).text, facts)


def faithful(random: Random, draft: Draft) -> str:
    """Reword a draft with what is listed, and a courtesy before it; what is to be repeated stays as it is."""
    manner = MANNERS[draft.language]
    text = draft.text.replace("don't", "do not")
    for quotation in draft.quotations:
        text = text.replace(quotation, "\n")
    for group in manner.equivalents:
        plain = [words for words in group if "{}" not in words]
        # "I have" offers something only where a day follows.
        found = re.search(rf"(?<!\w){re.escape(plain[0])}{'(?= [A-Z])' if plain[0] == 'I have' else ''}", text)
        # A piece of a longer expression is not free to change: "I have" in "I have noted".
        longer = [words for each in manner.equivalents for words in each if plain[0] in words and words != plain[0]]
        if found and not any(words in text for words in longer):
            text = text[: found.start()] + random.choice(plain) + text[found.end() :]
    if random.random() < 0.5:
        courtesy = random.choice(manner.courtesies)
        text = f"{courtesy}! {text}"
    for quotation in draft.quotations:
        text = text.replace("\n", quotation, 1)
    return text
