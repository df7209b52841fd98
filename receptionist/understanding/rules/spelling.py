"""Misspelt words: "thrusday" and "satuday" are days all the same, and "kiero una sita" asks for an appointment."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from rapidfuzz.distance import OSA

#: Letters of the shortest word that is recognised with one mistake, and with two.
_ONCE, _TWICE = 6, 8
#: Letters of the shortest word that is recognised by its sound.
_HEARD = 4


@dataclass(slots=True)
class Spelling:
    """Long words that few others resemble, and ``others`` that are right as they stand.

    The first and the last letter must agree unless two are swapped, and a letter may be missing, doubled or swapped but
    not replaced: "Munday" and "Sundar" are names.
    """

    words: Iterable[str]
    others: frozenset[str]
    _by_edges: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _by_letters: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for word in self.words:
            if len(word) >= _ONCE and word.isalpha():
                self._by_edges[word[0] + word[-1]].append(word)
                self._by_letters["".join(sorted(word))].append(word)

    def right(self, word: str) -> str:
        """Return the word that was meant, or the word itself."""
        if len(word) < _ONCE - 1 or word in self.others:
            return word
        alike = chain(self._by_edges.get(word[0] + word[-1], ()), self._by_letters.get("".join(sorted(word)), ()))
        return next((known for known in alike if _resembles(known, word)), word)


def _resembles(known: str, word: str) -> bool:
    allowed = 2 if len(known) >= _TWICE else 1
    if abs(len(known) - len(word)) > allowed or OSA.distance(known, word, score_cutoff=allowed) > allowed:
        return False
    return len(known) != len(word) or sorted(known) == sorted(word)


@dataclass(slots=True)
class Ear:
    """Words that are recognised though they are written as they sound; ``rules`` spell every sound in one way."""

    words: Iterable[str]
    rules: Sequence[tuple[str, str]]
    _rules: tuple[tuple[re.Pattern[str], str], ...] = ()
    _by_sound: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._rules = tuple((re.compile(written), sound) for written, sound in self.rules)
        for word in self.words:
            self._by_sound.setdefault(self._sound(word), word)

    def right(self, word: str) -> str:
        """Return the word that was meant, or the word itself; of short ones too many sound alike."""
        return self._by_sound.get(self._sound(word), word) if len(word) >= _HEARD else word

    def _sound(self, word: str) -> str:
        for written, sound in self._rules:
            word = written.sub(sound, word)
        return word
