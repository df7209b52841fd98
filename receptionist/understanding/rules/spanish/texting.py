"""How Spanish is typed in haste: short forms, and the words they stand for."""

from __future__ import annotations

from collections.abc import Mapping

from receptionist.understanding.rules.patterns import words
from receptionist.understanding.rules.spanish.words import CATEGORIES

#: Categories of words that are recognised though they are written as they sound.
_HEARD = ("want", "could", "book", "postpone", "change", "call_off", "booking", "gap", "provider", "weekday")

SHORT_FORMS: Mapping[str, str] = {
    "ai": "hay",
    "bn": "bien",
    "bns": "buenos",
    "cdo": "cuando",
    "d": "de",
    "dnd": "donde",
    "grax": "gracias",
    "k": "que",
    "ke": "que",
    "m": "me",
    "ola": "hola",
    "pa": "para",
    "pal": "para",
    "pls": "favor",
    "plis": "favor",
    "porfa": "favor",
    "porfi": "favor",
    "pq": "porque",
    "q": "que",
    "tb": "tambien",
    "tbn": "tambien",
    "tmb": "tambien",
    "tngo": "tengo",
    "ud": "usted",
    "uds": "ustedes",
    "x": "por",
    "xa": "para",
    "xfa": "favor",
    "xq": "porque",
}

#: Long words beside days and months that are recognised though a letter is missing, doubled or swapped.
SLIPS = frozenset(
    words(
        """
        necesito quisiera quiero cancelar reservar agendar reprogramar reagendar cambiar reservacion disponibilidad
        disponible consulta psicologo nutricionista informacion direccion
        """
    )
)

#: Words that are recognised though they are written as they sound.
HEARD = frozenset(
    (
        *words("hacer hacerme hablar hablen llamar alguien hasta horas ayuda gracias buenas"),
        *(word for name in _HEARD for word in CATEGORIES[name]),
    )
)
#: How every sound is spelled in one way: "kiero", "nesesito", "aser", "biernes".
SOUNDS: tuple[tuple[str, str], ...] = (
    ("h(?<!ch)|^p(?=s)", ""),
    ("qu(?=[ei])|q|c(?![eihy])|ck", "k"),
    ("c(?=[ei])|z|x", "s"),
    ("gu(?=[ei])", "g"),
    ("g(?=[ei])", "j"),
    ("v|w", "b"),
    ("ll", "y"),
    ("n(?=[bp])", "m"),
    (r"(.)\1", r"\1"),
)
