"""Rewordings that state something else: one function a kind of lie. Each returns None where the kind does not apply."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from receptionist.phrasing.verifier import MANNERS

from .drafts import NAMES, SERVICES, Case

WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
MONTHS = {
    "en": ("January", "February", "March", "April", "June", "July", "August", "October", "December"),
    "es": ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "octubre", "diciembre"),
}
CLAIMS = {
    "en": (
        *("Your deposit is paid.", "It is free.", "You will get a discount.", "We are open until 9 pm."),
        "You are late.",
        *("I have sent you an e-mail.", "A colleague will call you today.", "We are closed on Mondays."),
        "It costs $20.",
        *("Of course!", "Yes!", "No problem.", "Your other appointment is cancelled.", "Bring your insurance card."),
        *("You need not come.", "See https://example.net.", "I have also booked a massage.", "You may park for free."),
    ),
    "es": (
        *("Su depósito está pagado.", "Es gratis.", "Le haremos un descuento.", "Abrimos hasta las 21:00."),
        "Llega tarde.",
        *("Le he enviado un correo.", "Le llamaremos hoy.", "Cerramos los lunes.", "Cuesta 20 €.", "¡Claro!", "¡Sí!"),
        *("Su otra cita está cancelada.", "Traiga su tarjeta.", "No hace falta que venga."),
        "Mire https://example.net.",
    ),
}
#: A word of Sara's -> what would make it another claim.
TURNED = {
    "en": {
        "booked": ("cancelled", "confirmed", "moved"),
        "moved": ("cancelled", "kept"),
        "cancelled": ("kept", "moved"),
        "free": ("taken", "free of charge", "closed"),
        "taken": ("free", "open"),
        "confirmed": ("booked", "refused"),
        "passed": ("not passed", "never passed"),
        "noted": ("answered", "deleted"),
        "closed": ("open",),
        "cannot": ("can",),
        "colleague": ("doctor", "robot"),
        "once": ("before", "unless"),
        "kept": ("given away",),
        "then": ("now", "never"),
        "or": ("and",),
        "will": ("may", "will not"),
        "are": ("are not", "were", "will be"),
        "is": ("is not", "was", "may be", "will be"),
        "have": ("have not", "could have"),
        "nothing": ("everything",),
    },
    "es": {
        "reservada": ("cancelada", "confirmada"),
        "cancelada": ("reservada", "cambiada"),
        "libre": ("ocupado", "gratis"),
        "ha": ("no ha", "había"),
        "está": ("no está", "estaba", "estará"),
        "confirmada": ("reservada", "rechazada"),
        "he": ("no he", "había"),
        "tengo": ("no tengo", "tuve"),
        "cerrados": ("abiertos",),
        "cuando": ("antes de que",),
        "ocupada": ("libre",),
        "compañero": ("médico", "robot"),
        "o": ("y",),
        "queda": ("no queda", "quedaba"),
        "se": ("no se",),
        "guardamos": ("quitamos",),
        "ninguna": ("una",),
    },
}


def _swap(random: Random, text: str, pattern: str, other: Callable[[re.Match[str]], str]) -> str | None:
    """Put something else in the place of one of the matches."""
    found = list(re.finditer(pattern, text))
    if not found:
        return None
    at = random.choice(found)
    changed = text[: at.start()] + other(at) + text[at.end() :]
    return changed if changed != text else None


def _another(random: Random, words: tuple[str, ...], pattern: str = r"\b(?:{})\b") -> tuple[str, Callable[..., str]]:
    return pattern.format("|".join(map(re.escape, words))), lambda at: random.choice([w for w in words if w != at[0]])


def weekday(random: Random, case: Case, text: str) -> str | None:
    return _swap(random, text, *_another(random, WEEKDAYS[case.draft.language]))


def month(random: Random, case: Case, text: str) -> str | None:
    return _swap(random, text, *_another(random, MONTHS[case.draft.language]))


def number(random: Random, case: Case, text: str) -> str | None:
    """Any number: the day, the hour, a price, a digit of a telephone number or of an address."""
    return _swap(random, text, r"\d+", lambda at: str(int(at[0]) + random.choice((1, 2, 10))))


def half_of_day(random: Random, case: Case, text: str) -> str | None:
    if case.draft.language == "en":
        return _swap(random, text, r"\b[ap]m\b", lambda at: "pm" if at[0] == "am" else "am")
    return _swap(random, text, r"\b1[3-9](?=:\d\d)", lambda at: str(int(at[0]) - 12))


def whole_or_no_minutes(random: Random, case: Case, text: str) -> str | None:
    return _swap(random, text, r":(?:15|30)\b", lambda at: ":45")


def customer(random: Random, case: Case, text: str) -> str | None:
    name = case.draft.customer
    return _swap(random, text, *_another(random, (name, *NAMES), rf"\b{re.escape(name)}\b")) if name else None


def nobody(random: Random, case: Case, text: str) -> str | None:
    name = case.draft.customer
    return text.replace(name, "", 1) if name and name in text else None


def service(random: Random, case: Case, text: str) -> str | None:
    return _swap(random, text, *_another(random, SERVICES))


def swapped(random: Random, case: Case, text: str) -> str | None:
    """Two things that stand there, each in the place of the other."""
    kinds = (SERVICES, WEEKDAYS[case.draft.language])
    pattern = random.choice([rf"\b(?:{'|'.join(map(re.escape, kind))})\b" for kind in kinds] + [r"\b\d{1,2}:\d\d\b"])
    found = list(re.finditer(pattern, text))
    pairs = [(a, b) for a in found for b in found if a.start() < b.start() and a[0] != b[0]]
    if not pairs:
        return None
    first, second = random.choice(pairs)
    between = text[first.end() : second.start()]
    return text[: first.start()] + second[0] + between + first[0] + text[second.end() :]


def claim(random: Random, case: Case, text: str) -> str | None:
    added = random.choice(CLAIMS[case.draft.language])
    return random.choice((f"{text} {added}", f"{added} {text}"))


def turned(random: Random, case: Case, text: str) -> str | None:
    table = TURNED[case.draft.language]
    return _swap(random, text, rf"\b(?:{'|'.join(table)})\b", lambda at: random.choice(table[at[0]]))


def dropped(random: Random, case: Case, text: str) -> str | None:
    """A sentence, or a part of one, left out: a condition, an excuse, an appointment."""
    parts = re.split(r"(?<=[.;,!?:]) ", text)
    # "Done, I have moved it" says no more than "I have moved it", and "sorry, but" no more than "sorry".
    idle = {"done", "all done", "hecho", "listo", "but", "pero"}
    courtesies = {words.casefold() for words in MANNERS[case.draft.language].courtesies} | idle
    stated = [n for n, part in enumerate(parts) if part.strip(".;,!?:¡¿").casefold() not in courtesies]
    if len(stated) < 2:
        return None
    left_out = random.choice(stated)
    return " ".join(part for n, part in enumerate(parts) if n != left_out)


def condition(random: Random, case: Case, text: str) -> str | None:
    conditions = {
        "en": (" if you pay in advance", " unless you are late", " at the earliest", " for the last time", " only"),
        "es": (" si paga por adelantado", " salvo que llegue tarde", " como pronto", " por última vez", " solo"),
    }
    return _swap(random, text, r"(?=[.?!;]( |$))", lambda at: random.choice(conditions[case.draft.language]))


def question(random: Random, case: Case, text: str) -> str | None:
    """A question that becomes a statement, or a statement that becomes a question."""
    if "?" in text and random.random() < 0.5:
        return _swap(random, text, r"\?", lambda at: ".")
    return _swap(random, text, r"\.(?= |$)", lambda at: "?")


def language(random: Random, case: Case, text: str) -> str | None:
    return case.other_language


def unseen(random: Random, case: Case, text: str) -> str | None:
    """Signs that a program reads past and a person does not, or the other way round."""
    sign = random.choice(("\u200b", "\u202e", "\n", "\ue000", "\ue001", "\uf0000", "\u2066", "\x00"))
    at = random.randrange(1, len(text))
    return text[:at] + sign + text[at:]


def speech(random: Random, case: Case, text: str) -> str | None:
    return f"{text} {' '.join(random.choice(MANNERS[case.draft.language].courtesies) for _ in range(60))}"


KINDS: tuple[Callable[[Random, Case, str], str | None], ...] = (
    *(weekday, month, number, half_of_day, whole_or_no_minutes, customer, nobody, service, swapped, claim, turned),
    *(dropped, condition, question, language, unseen, speech),
)
