"""Which FAQ answers a question, and how sure that is: pure, from what it is given.

A question is compared with every wording of every FAQ. By its words: what they mean, the letters they are made of
(which forgive typing errors), and a little the words of the answer; a word no FAQ has ever used weighs most of all and
matches nothing, so a question from elsewhere scores low. And by its vector, where a model is at hand, which knows that
"my card was swallowed" is about the cash machine. What each side is worth is in judging.py. A question asked in the
very words of a wording needs no weighing: "Where are you?" is all filler.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge_base.embeddings.ports import Embedder, EmbeddingError
from knowledge_base.searching import judging
from knowledge_base.searching.entries import LONGEST_QUESTION, Entry, Hit, Why
from knowledge_base.searching.held import Held
from knowledge_base.searching.likeness import Alike, Likeness
from knowledge_base.searching.postings import Features, Postings
from knowledge_base.words import letters, meanings, plain

log = logging.getLogger(__name__)

Array = NDArray[np.float32]

#: How many of the best are compared word by word.
_LOOKED_AT_CLOSELY = 10


class Ranking:
    """The entries, made ready for being searched; never changes once made."""

    def __init__(
        self,
        entries: Iterable[Entry],
        *,
        held: Held | None = None,
        model: Embedder | None = None,
        after: Ranking | None = None,
    ) -> None:
        """Make it ready, with the vectors of the entries' texts and the model they are of, where there are any.

        ``after`` is an older one of much the same entries, whose work need not be done again.
        """
        self.entries = tuple(entries)
        wordings = [(row, text) for row, e in enumerate(self.entries) for text in (e.question, *e.wordings)]
        self._verbatim: dict[str, set[int]] = defaultdict(set)
        for row, text in wordings:
            self._verbatim[plain(text)].add(row)
        rows, texts = [row for row, _ in wordings], [text for _, text in wordings]
        wholes = [entry.whole for entry in self.entries]
        self._by_meaning: Features = after._by_meaning if after else Features(meanings)
        self._by_letters: Features = after._by_letters if after else Features(letters)
        self._words = Postings(texts, rows, len(self.entries), self._by_meaning)
        self._letters = Postings(texts, rows, len(self.entries), self._by_letters)
        self._answers = Postings(wholes, range(len(wholes)), len(wholes), self._by_meaning)
        self._by_meaning.keep_only([*texts, *wholes])
        self._by_letters.keep_only(texts)
        self.model = model
        likeness = Likeness(self.entries, held, model) if held is not None and model is not None else None
        self._likeness = likeness if likeness is not None and likeness.known.any() else None

    @property
    def held(self) -> Held | None:
        """The vectors it works with; None where the words alone decide."""
        return self._likeness.held if self._likeness is not None else None

    def rank(self, question: str, *, limit: int = 5) -> list[Hit]:
        """List the best entries first; those without anything in common with the question are left out."""
        question = question[:LONGEST_QUESTION]
        words = plain(question)
        if not words or not self.entries:
            return []
        sides = self._compare(question)
        weights = judging.by_words(sides.words, sides.letters, sides.answers)
        weights[~sides.shared] = -np.inf
        order = weights.copy()
        if sides.alike is not None and self._likeness is not None:
            known = self._likeness.known
            questions, wholes = sides.alike.questions, sides.alike.wholes
            by_vectors = judging.by_vectors(questions, wholes, sides.letters)
            judged = judging.together(by_vectors, weights, is_read=sides.alike.is_read)
            weights[known] = order[known] = (judged - judging.against(questions, wholes, sides.alike.decoy))[known]
            best = [row for row in _greatest(weights, _LOOKED_AT_CLOSELY) if known[row]]
            order[best] += judging.closely(*self._likeness.closely(question, best))
        for row in self._verbatim.get(words, ()):
            weights[row] = order[row] = np.inf
        rows = [row for row in _greatest(order, limit) if weights[row] > -np.inf]
        # What comes first by a closer look must not seem less sure than what comes after it.
        sure = np.minimum.accumulate(judging.score(weights[rows]))
        return [
            Hit(self.entries[row].id, round(float(sure[place]), 5), sides.why(row)) for place, row in enumerate(rows)
        ]

    def similar(self, text: str, *, limit: int = 5) -> list[Hit]:
        """List the entries that ask nearly the same as a text, the nearest first; 1 is the very same words."""
        text = text[:LONGEST_QUESTION]
        if not self.entries:
            return []
        sides = self._compare(text)
        scores: Array = ((sides.words + sides.letters) / 2).astype(np.float32)
        if sides.alike is not None:
            scores = np.maximum(scores, sides.alike.questions)
        for row in self._verbatim.get(plain(text), ()):
            scores[row] = 1.0
        rows = [row for row in _greatest(scores, limit) if scores[row] > 0]
        return [Hit(self.entries[row].id, min(1.0, float(scores[row])), sides.why(row)) for row in rows]

    def _compare(self, question: str) -> _Sides:
        return _Sides(
            words=self._words.best(question),
            letters=self._letters.best(question),
            answers=self._answers.best(question),
            alike=self._alike(question),
        )

    def _alike(self, question: str) -> Alike | None:
        """Compare by vectors, where that is possible now; the words serve where it is not."""
        if self._likeness is None:
            return None
        try:
            return self._likeness.compare(question)
        except EmbeddingError as error:
            log.warning("no vector for a question, so the words alone are compared: %s", error)
            return None


@dataclass(frozen=True, slots=True)
class _Sides:
    """What was compared, for each entry."""

    words: Array
    letters: Array
    answers: Array
    alike: Alike | None

    @property
    def shared(self) -> NDArray[np.bool_]:
        """Whether an entry has any word or piece of one in common with the question."""
        return (self.words > 0) | (self.letters > 0) | (self.answers > 0)

    def why(self, row: int) -> Why:
        return Why(
            meaning=None if self.alike is None else round(float(self.alike.questions[row]), 3),
            answer=None if self.alike is None else round(float(self.alike.wholes[row]), 3),
            letters=round(float(self.letters[row]), 3),
            words=round(float(self.words[row]), 3),
        )


def _greatest(values: Array, count: int) -> list[int]:
    """List the places of the greatest values, greatest first and the first of equals first."""
    if count < len(values):
        # Those that equal the last one are all looked at, so that which of them stays does not depend on chance.
        least = np.partition(values, len(values) - count)[len(values) - count]
        places = np.flatnonzero(values >= least)
    else:
        places = np.arange(len(values))
    return [int(place) for place in places[np.argsort(-values[places], kind="stable")][:count]]
