"""Which of the business's own services, or locations, an utterance speaks of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Protocol

from rapidfuzz.distance import OSA

from receptionist.understanding.rules.tokens import Token, fold, tokenize

#: Letters that may be wrong, missing, added or swapped: one in a word of five letters, two in one of nine.
_SHORTEST_MISSPELT, _SHORTEST_MISSPELT_TWICE = 5, 9
_SHORTEST_TELLING_WORD = 4
#: Words of many an address, by themselves the name of no location.
_OF_ADDRESSES = frozenset(
    (
        *("street", "road", "avenue", "square", "place", "lane", "drive", "park", "shop", "salon", "clinic", "studio"),
        *("calle", "avenida", "plaza", "paseo", "carretera", "tienda", "clinica", "estudio", "main", "new", "office"),
    )
)

#: Every way to name a service, and the id of that service.
_Names = tuple[tuple[tuple[str, ...], int], ...]


class Named(Protocol):
    """Something that customers call by its name, or by other words."""

    @property
    def id(self) -> int:
        """By which it is told from others."""
        ...

    @property
    def name(self) -> str:
        """What the business calls it."""
        ...

    @property
    def aliases(self) -> tuple[str, ...]:
        """What customers call it as well."""
        ...


@lru_cache(maxsize=256)
def _names(services: tuple[Named, ...]) -> _Names:
    """List every way to name a service, the longest first; a word that only one service has is enough to name it."""
    phrases: dict[tuple[str, ...], int] = {}
    for service in services:
        for name in (service.name, *service.aliases):
            words = tuple(_singular(token.norm) for token in tokenize(name) if token.is_word or token.is_number)
            if words:
                phrases.setdefault(words, service.id)
    owners = Counter(word for word, _ in {(w, owner) for words, owner in phrases.items() for w in words})
    for words, owner in list(phrases.items()):
        for word in words:
            if owners[word] == 1 and len(word) >= _SHORTEST_TELLING_WORD and word not in _OF_ADDRESSES:
                phrases.setdefault((word,), owner)
    return tuple(sorted(phrases.items(), key=lambda entry: -sum(map(len, entry[0]))))


def _singular(word: str) -> str:
    word = fold(word)
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def find_services(tokens: Sequence[Token], services: tuple[Named, ...]) -> frozenset[int]:
    """Return the ids of the services that are named, small misspellings forgiven."""
    if not services:
        return frozenset()
    words = [_singular(token.norm) for token in tokens if token.is_word or token.is_number]
    names = _names(services)
    return _named(words, names, str.__eq__) or _named(words, names, _is_similar)


def _named(words: list[str], names: _Names, is_same: Callable[[str, str], bool]) -> frozenset[int]:
    """Look for the longest names first.

    A name is passed over where a service found before accounts for its words: "trim" in "trim my beard", though a
    haircut is called a trim as well.
    """
    found: set[int] = set()
    for phrase, service_id in names:
        size = len(phrase)
        accounted = {word for name, owner in names if owner in found for word in name}
        is_said = any(all(map(is_same, phrase, words[at : at + size])) for at in range(len(words) - size + 1))
        if is_said and not accounted.issuperset(phrase):
            found.add(service_id)
    return frozenset(found)


def _is_similar(name: str, word: str) -> bool:
    if name == word:
        return True
    if min(len(name), len(word)) < _SHORTEST_MISSPELT or name[0] != word[0]:
        # Whoever slips rarely slips on the first letter; "have" is no misspelt "shave".
        return False
    allowed = 2 if len(name) >= _SHORTEST_MISSPELT_TWICE else 1
    return OSA.distance(name, word, score_cutoff=allowed) <= allowed
