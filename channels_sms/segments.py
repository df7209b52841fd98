"""How an SMS is cut and charged: 160 characters of the GSM alphabet, or 70 as soon as one lies outside of it."""

from __future__ import annotations

from typing import Final

from receptionist.domain.sentences import shortened

#: What one message may hold, in UTF-16 units; the carrier refuses more.
LIMIT: Final = 1600

_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
#: These cost two places each.
_GSM_EXTENSION = frozenset("^{}\\[~]|€\f")

#: Typography that looks nearly the same within the GSM alphabet; one such sign would more than double the cost.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\t", " "),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff", None),
        "…": "...",
        "•": "-",
        "→": "->",
        "×": "x",
    }
)


def segments(text: str) -> int:
    """Count the messages the carrier charges for; 0 for an empty text."""
    if _is_gsm(text):
        return _parts(sum(2 if sign in _GSM_EXTENSION else 1 for sign in text), single=160, joined=153)
    return _parts(_units(text), single=70, joined=67)


def economical(text: str) -> str:
    """Replace typographic signs where that makes the text cheaper; else leave every sign as it is."""
    plain = text.translate(_PLAIN)
    return plain if segments(plain) < segments(text) else text


def fit(text: str) -> str:
    """Make a text that one message can hold: economical, and shortened after a sentence or a word where need be."""
    text = economical(text)
    if _units(text) <= LIMIT:
        return text
    ending = " ..."
    room = LIMIT - len(ending)
    whole = shortened(text, lambda part: _units(part) <= room)
    if whole and _units(whole) > room // 2:
        return whole + ending
    kept = _first_units(text, room)
    return kept.rpartition(" ")[0].rstrip() + ending if " " in kept else kept + ending


def _is_gsm(text: str) -> bool:
    return all(sign in _GSM or sign in _GSM_EXTENSION for sign in text)


def _units(text: str) -> int:
    """Count UTF-16 units: an emoji takes two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _first_units(text: str, limit: int) -> str:
    """Cut to at most ``limit`` units, never through a sign."""
    return text.encode("utf-16-le", "surrogatepass")[: limit * 2].decode("utf-16-le", "ignore")


def _parts(size: int, *, single: int, joined: int) -> int:
    if size <= single:
        return 1 if size else 0
    return -(-size // joined)
