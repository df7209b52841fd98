"""Text becomes tokens: words, numbers and signs, each with its place in the text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

#: Characters of one utterance that are read; what lies beyond is ignored. No customer says more in one message.
MAX_CHARACTERS = 2_000

#: "p.m.", "p m" and "3p" are one token each.
_HALF = r"(?<![^\W\d_])[apAP]\.?\s?[mM]\b\.?|(?<=\d)[apAP]\b(?!')\.?"
#: A glued "a" alone is the morning after "7:30" or "730"; after "24" it is a house.
_GLUED_A = re.compile(r"(?:\d:\d\d|\b\d{3,4})a$")
#: A digit for a syllable, as people text.
_TEXTED = {"2day": "today", "2nite": "tonight", "2night": "tonight", "2moro": "tomorrow", "2morrow": "tomorrow"}
_TOKEN = re.compile(_HALF + r"|(?<!\w)2(?:day|nite|night|moro|morrow)\b|\d+|[^\W\d_]+(?:['’´`][^\W\d_]+)*|[^\s\w]|_")
_HALF_ALONE = re.compile(r"[apAP]\.?\s?[mM]\.?|[pP]\.?|[aA]\.")
_QUOTES = str.maketrans("’´`‘", "''''")
_CURRENCY = "$£€¥#"
#: A dot, comma or dash that joins two numbers ("3.30", "10,000", "05-06") is another sign than one between words, and a
#: semicolon a colon that was missed.
_JOINERS = {".": "·", ",": "‚", "-": "‐", ";": ":"}


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign, from character ``start`` to ``end``.

    ``norm`` is what it is recognised by: lower case, no accents, no possessive.
    """

    text: str
    norm: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it consists of letters."""
        return self.text[0].isalpha()

    @property
    def is_number(self) -> bool:
        """Whether it consists of digits."""
        return self.norm[0].isdecimal()


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """Reduce a word to what matters for recognising it: "Mañana" becomes "manana", "Monday's" becomes "monday"."""
    if not word.isascii():
        word = "".join(
            c for c in unicodedata.normalize("NFKD", word.translate(_QUOTES)) if not unicodedata.combining(c)
        )
    word = word.lower().replace("`", "'")
    return word.removesuffix("'s")


def clip(text: str) -> str:
    """Return as much of a text as is read, with control characters turned to spaces, line ends to full stops."""
    return "".join("." if c == "\n" else c if c.isprintable() else " " for c in text[:MAX_CHARACTERS].rstrip())


def tokenize(text: str) -> tuple[Token, ...]:
    """Split a text; linear in its length."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        word, start, end = match.group(), match.start(), match.end()
        norm = fold(word) if word[0].isalpha() else word
        if word[0] in "apAP" and (_HALF_ALONE.fullmatch(word) or _GLUED_A.search(text, max(start - 5, 0), end)):
            norm = norm[0] + "m"
        elif word[0] == "2" and word.lower() in _TEXTED:
            norm = _TEXTED[word.lower()]
        elif word[0].isdecimal():
            norm = _number(text, word, start)
        elif norm in _JOINERS and _joins_numbers(text, start, end):
            norm = _JOINERS[norm]
        tokens.append(Token(word, norm, start, end))
    return tuple(tokens)


def _number(text: str, digits: str, start: int) -> str:
    """Mark numbers that are glued to letters or money before them ("A4", "$10"): they are never a day or an hour."""
    before = text[start - 1 : start]
    if before and (
        before in _CURRENCY or before == "_" or (before.isalpha() and before.isascii() and before not in "tThH")
    ):
        return "#"
    if start >= 2 and before == " " and text[start - 2] in _CURRENCY:
        return "#"
    return str(int(digits)).zfill(len(digits)) if len(digits) <= 4 else "#"


def _joins_numbers(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start].isdecimal() and text[end : end + 1].isdecimal()
