"""A text cut into the pieces that BERT's uncased vocabulary knows.

Ours, because the library for it brings a client for downloading models along, which a product that downloads none
should not carry. It gives what that library gives: ADR 0016 says on how many texts the two were held together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

_UNKNOWN, _BEGIN, _END = "[UNK]", "[CLS]", "[SEP]"
#: A longer word is none.
_LONGEST_WORD = 100
#: Where ideographs stand that are words of their own.
_IDEOGRAPHS = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)
_PLAIN_WORD = re.compile(r"[a-z0-9]+|[^a-z0-9 ]")


class WordPiece:
    """The vocabulary of a model, and how it reads."""

    def __init__(self, vocabulary: Path) -> None:
        self.words = vocabulary.read_text(encoding="utf-8").splitlines()
        self._numbers: Mapping[str, int] = {word: number for number, word in enumerate(self.words)}
        self._begin, self._end = self._numbers[_BEGIN], self._numbers[_END]
        self._cut = lru_cache(maxsize=20_000)(self._cut_uncached)

    def numbers(self, text: str, *, most: int) -> list[int]:
        """Return the numbers of a text's pieces between the signs for begin and end, ``most`` of them at the most."""
        pieces: list[int] = []
        for word in _words(text):
            pieces += self._cut(word)
            if len(pieces) >= most - 2:
                break
        return [self._begin, *pieces[: most - 2], self._end]

    def share_whole(self, text: str) -> float:
        """Say which share of a text's words the vocabulary knows whole; 1 for a text without words."""
        words = [word for word in _words(text) if word.isalpha()]
        return sum(word in self._numbers for word in words) / len(words) if words else 1.0

    def _cut_uncached(self, word: str) -> tuple[int, ...]:
        """Take the longest known piece again and again; a word with a part that is none is unknown as a whole."""
        unknown = (self._numbers[_UNKNOWN],)
        if len(word) > _LONGEST_WORD:
            return unknown
        found: list[int] = []
        at = 0
        while at < len(word):
            for end in range(len(word), at, -1):
                number = self._numbers.get(("##" if at else "") + word[at:end])
                if number is not None:
                    found.append(number)
                    at = end
                    break
            else:
                return unknown
        return tuple(found)


def _words(text: str) -> list[str]:
    """Split a text, folded, at white space and around every sign and ideograph."""
    if text.isascii() and text.isprintable():
        # The same for what most questions are made of, at a tenth of the time.
        return _PLAIN_WORD.findall(text.lower())
    spaced: list[str] = []
    for mark in unicodedata.normalize("NFD", _cleaned(text).lower()):
        if unicodedata.category(mark) == "Mn":
            continue
        spaced.append(f" {mark} " if _stands_alone(mark) else mark)
    return "".join(spaced).split()


def _cleaned(text: str) -> str:
    """Drop what cannot be seen; a sign that a carrier could not read counts as that."""
    return "".join(
        " " if mark.isspace() else mark
        for mark in text
        if mark.isspace() or (mark not in "\0\ufffd" and not unicodedata.category(mark).startswith("C"))
    )


def _stands_alone(mark: str) -> bool:
    if mark.isascii():
        return not mark.isalnum() and not mark.isspace()
    point = ord(mark)
    return unicodedata.category(mark).startswith("P") or any(low <= point <= high for low, high in _IDEOGRAPHS)
