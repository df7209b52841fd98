"""Which FAQ answers a question, and how sure that is: pure, from the words alone.

A question is compared with every wording of every FAQ, by the cosine of weighted features: what its words mean, the
letters they are made of (which forgive typing errors), and a little the words of the answer. A word no FAQ has ever
used weighs most of all and matches nothing, so a question from elsewhere scores low instead of getting the least bad
answer. A question asked in the very words of a wording needs no weighing: "Where are you?" is all filler.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge_base.words import letters, meanings, plain

#: At or above this score Sara answers; below it she says that she does not know.
ANSWER_FROM = 0.34

#: Characters of a question that are looked at; no customer asks a longer one.
LONGEST_QUESTION = 2_000

# The sides of the score: they add up, but the meaning alone may also carry a match, at a discount.
_MEANING, _LETTERS, _ANSWER, _MEANING_ALONE = 0.3, 0.6, 0.1, 0.65


@dataclass(frozen=True, slots=True)
class Entry:
    """An FAQ as the ranking needs it."""

    id: int
    question: str
    wordings: tuple[str, ...]
    answer: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One FAQ and how well it fits, from 0 to 1."""

    id: int
    score: float


class Ranking:
    """The entries, made ready for being searched; never changes once made."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        entries = tuple(entries)
        wordings = [(entry.id, text) for entry in entries for text in (entry.question, *entry.wordings)]
        self._verbatim: dict[str, set[int]] = defaultdict(set)
        for owner, text in wordings:
            self._verbatim[plain(text)].add(owner)
        self._meanings = _Cosine([(owner, meanings(text)) for owner, text in wordings])
        self._letters = _Cosine([(owner, letters(text)) for owner, text in wordings])
        self._answers = _Cosine([(entry.id, meanings(f"{entry.question} {entry.answer}")) for entry in entries])

    def rank(self, question: str, *, limit: int = 5) -> list[Hit]:
        """List the best entries first; those without anything in common with the question are left out."""
        question = question[:LONGEST_QUESTION]
        asked = meanings(question)
        by_meaning = self._meanings.best(asked)
        by_letters = self._letters.best(letters(question))
        by_answer = self._answers.best(asked)
        words = plain(question)
        verbatim = self._verbatim.get(words, set()) if words else set()
        hits = [Hit(owner, 1.0) for owner in verbatim]
        for owner in {*by_meaning, *by_letters, *by_answer} - verbatim:
            meaning = by_meaning.get(owner, 0.0)
            together = _MEANING * meaning + _LETTERS * by_letters.get(owner, 0.0) + _ANSWER * by_answer.get(owner, 0.0)
            hits.append(Hit(owner, min(1.0, max(together, _MEANING_ALONE * meaning))))
        return sorted(hits, key=lambda hit: (-hit.score, hit.id))[:limit]


class _Cosine:
    """Texts by owner, compared by the cosine of their features' weights."""

    def __init__(self, texts: Sequence[tuple[int, list[str]]]) -> None:
        self._owners = [owner for owner, _ in texts]
        found_in = Counter(feature for _, features in texts for feature in set(features))
        self._rarities = {feature: 1 + math.log((len(texts) + 1) / (n + 1)) for feature, n in found_in.items()}
        #: What no text has ever used is the rarest of all.
        self._rarest = 1 + math.log(len(texts) + 1)
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, (_, features) in enumerate(texts):
            for feature, weight in self._unit(features).items():
                self._postings[feature].append((number, weight))

    def best(self, features: list[str]) -> dict[int, float]:
        """Give the best cosine among each owner's texts; owners without a common feature are missing."""
        sums: dict[int, float] = defaultdict(float)
        for feature, weight in self._unit(features).items():
            for number, other in self._postings.get(feature, ()):
                sums[number] += weight * other
        best: dict[int, float] = {}
        for number, value in sums.items():
            owner = self._owners[number]
            best[owner] = max(value, best.get(owner, 0.0))
        return best

    def _unit(self, features: list[str]) -> dict[str, float]:
        weights = {
            feature: (1 + math.log(count)) * self._rarities.get(feature, self._rarest)
            for feature, count in Counter(features).items()
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {feature: weight / length for feature, weight in weights.items()} if length else {}
