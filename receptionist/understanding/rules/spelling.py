"""Misspelt words: "thrusday" and "satuday" are days all the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

#: Letters of the shortest word that is recognised with one mistake, and with two.
_ONCE, _TWICE = 6, 8


@dataclass(slots=True)
class Spelling:
    """Long words that few others resemble, and ``others`` that are right as they stand.

    The first and the last letter must agree, and a letter may be missing, doubled or swapped but not replaced: "Munday"
    and "Sundar" are names.
    """

    words: Iterable[str]
    others: frozenset[str]
    _by_edges: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for word in self.words:
            if len(word) >= _ONCE and word.isalpha():
                self._by_edges[word[0] + word[-1]].append(word)

    def right(self, word: str) -> str:
        """Return the word that was meant, or the word itself."""
        if len(word) < _ONCE - 1 or word in self.others:
            return word
        return next((known for known in self._by_edges.get(word[0] + word[-1], ()) if _resembles(known, word)), word)


def _resembles(known: str, word: str) -> bool:
    allowed = 2 if len(known) >= _TWICE else 1
    if abs(len(known) - len(word)) > allowed or OSA.distance(known, word, score_cutoff=allowed) > allowed:
        return False
    return len(known) != len(word) or sorted(known) == sorted(word)
