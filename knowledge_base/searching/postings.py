"""Texts by the features they are made of, searched by cosine: which words, or pieces of words, two texts share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_Numbers = NDArray[np.int32]
_Weights = NDArray[np.float32]


class Features:
    """Texts cut into features, each feature by a number; a text that was cut before is not cut again."""

    def __init__(self, cut: Callable[[str], list[str]]) -> None:
        self.cut = cut
        self._numbers: dict[str, int] = {}
        self._texts: dict[str, tuple[_Numbers, _Weights]] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def of(self, text: str) -> tuple[_Numbers, _Weights]:
        """Return the numbers of a text's features, each once, and how much each counts for being repeated."""
        known = self._texts.get(text)
        if known is None:
            counts = Counter(self.cut(text))
            numbers = [self._numbers.setdefault(feature, len(self._numbers)) for feature in counts]
            known = np.array(numbers, np.int32), _repeated(tuple(counts.values()))
            self._texts[text] = known
        return known

    def asked(self, text: str) -> tuple[list[int], list[float], list[float]]:
        """Cut a question, which is not kept: numbers and counts of known features, and the counts of the others."""
        known, counts, strange = [], [], []
        for feature, count in Counter(self.cut(text)).items():
            number = self._numbers.get(feature)
            if number is None:
                strange.append(1 + math.log(count))
            else:
                known.append(number)
                counts.append(1 + math.log(count))
        return known, counts, strange

    def keep_only(self, texts: Iterable[str]) -> None:
        """Forget the texts that are not among these; the numbers of their features stay taken."""
        wanted = set(texts)
        self._texts = {text: known for text, known in self._texts.items() if text in wanted}


@lru_cache(maxsize=1_000)
def _repeated(counts: tuple[int, ...]) -> _Weights:
    """Say how much features count for being repeated; most texts repeat none, and share what is kept of that."""
    return np.array([1 + math.log(count) for count in counts], np.float32)


class Postings:
    """The texts of some owners. ``owners`` says whose each text is, in rising order, from 0 to ``count`` - 1."""

    def __init__(self, texts: Sequence[str], owners: Sequence[int], count: int, features: Features) -> None:
        self._features = features
        bags = [features.of(text) for text in texts]
        lengths = np.array([len(numbers) for numbers, _ in bags], np.int64)
        rows = np.repeat(np.arange(len(texts), dtype=np.int32), lengths)
        numbers = np.concatenate([bag[0] for bag in bags]) if bags else np.empty(0, np.int32)
        weights = np.concatenate([bag[1] for bag in bags]) if bags else np.empty(0, np.float32)
        found_in = np.bincount(numbers, minlength=len(features))
        self._rarities = (1 + np.log((len(texts) + 1) / (found_in + 1))).astype(np.float32)
        #: What no text has ever used is the rarest of all.
        self._rarest = 1 + math.log(len(texts) + 1)
        weights = weights * self._rarities[numbers]
        norms = np.sqrt(np.bincount(rows, weights * weights, minlength=len(texts)))
        order = np.argsort(numbers, kind="stable")
        self._rows = rows[order]
        self._weights = (weights / norms[rows]).astype(np.float32)[order]
        self._starts = np.concatenate([[0], np.cumsum(found_in)])
        self._owners = Owners(owners, count)

    def best(self, question: str) -> _Weights:
        """Give the best cosine among each owner's texts; 0 where nothing is shared."""
        known, counts, strange = self._features.asked(question)
        # A number that came after these postings were made is in none of their texts.
        asked = [
            (number, count * float(self._rarities[number]))
            for number, count in zip(known, counts, strict=True)
            if number < len(self._rarities)
        ]
        unheard = [
            *strange,
            *(count for number, count in zip(known, counts, strict=True) if number >= len(self._rarities)),
        ]
        length = math.sqrt(
            sum(weight**2 for _, weight in asked) + sum((count * self._rarest) ** 2 for count in unheard)
        )
        sums = np.zeros(self._owners.texts, np.float32)
        for number, weight in asked:
            part = slice(self._starts[number], self._starts[number + 1])
            sums[self._rows[part]] += weight / length * self._weights[part]
        return self._owners.best(sums)


class Owners:
    """Whose each of a row of texts is."""

    def __init__(self, owners: Sequence[int], count: int) -> None:
        self.texts, self._count = len(owners), count
        self._held, self._starts = np.unique(np.array(owners, np.int64), return_index=True)

    def best(self, values: _Weights) -> _Weights:
        """Give each owner the greatest value among its texts, 0 to owners without one."""
        best = np.zeros(self._count, np.float32)
        if len(self._held):
            best[self._held] = np.maximum.reduceat(values, self._starts)
        return best
