"""Many short texts, put together by what they mean: thousands of unanswered questions become a few dozen groups."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from knowledge_base.words import letters, meanings, plain

#: From this cosine on two texts ask the same.
_ALIKE = 0.5


def group(texts: Sequence[str]) -> list[list[int]]:
    """Put texts that ask the same together; returns their places in ``texts``, the largest group first.

    Every text is in exactly one group, and the first of a group is the one the others are like.
    """
    bags = [_features(text) for text in texts]
    found_in = Counter(feature for bag in bags for feature in bag)
    groups: list[list[int]] = []
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    verbatim: dict[str, int] = {}
    for place, bag in enumerate(bags):
        unit = _unit(bag, found_in, len(texts))
        words = plain(texts[place]) or texts[place]
        home = verbatim.get(words)
        if home is None:
            home = _nearest(unit, postings)
        if home is None:
            home = len(groups)
            groups.append([])
            for feature, weight in unit.items():
                postings[feature].append((home, weight))
        verbatim[words] = home
        groups[home].append(place)
    return sorted(groups, key=lambda places: (-len(places), places[0]))


def _features(text: str) -> Counter[str]:
    return Counter([*meanings(text), *letters(text)])


def _unit(bag: Counter[str], found_in: Counter[str], texts: int) -> dict[str, float]:
    weights = {
        feature: (1 + math.log(count)) * (1 + math.log(texts / found_in[feature])) for feature, count in bag.items()
    }
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {feature: weight / length for feature, weight in weights.items()} if length else {}


def _nearest(unit: dict[str, float], postings: dict[str, list[tuple[int, float]]]) -> int | None:
    sums: dict[int, float] = defaultdict(float)
    for feature, weight in unit.items():
        for home, other in postings.get(feature, ()):
            sums[home] += weight * other
    best = max(sums, key=lambda home: (sums[home], -home), default=None)
    return best if best is not None and sums[best] >= _ALIKE else None
