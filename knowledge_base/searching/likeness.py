"""How like a question and the FAQs are by their vectors: its questions, its answer, and word for word."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge_base.embeddings.ports import Embedder, WordVectors
from knowledge_base.searching.decoys import DECOYS
from knowledge_base.searching.entries import Entry
from knowledge_base.searching.held import Held
from knowledge_base.searching.postings import Owners

Array = NDArray[np.float32]
_Pieces = NDArray[np.int32]

#: How many entries at the most are read to learn how rare each word is: more take long to load and tell no more.
_COUNTED = 2_000


@dataclass(frozen=True, slots=True)
class Alike:
    """Cosines of a question with each entry, in the entries' order."""

    #: With the nearest of its question and wordings.
    questions: Array
    #: With its question and answer, read as one text.
    wholes: Array
    #: With the nearest of what no FAQ answers.
    decoy: float
    #: Whether the model knows the question's language at all.
    is_read: bool


class Likeness:
    """The vectors of the entries, made ready for being compared with a question's."""

    def __init__(self, entries: Sequence[Entry], held: Held, model: Embedder) -> None:
        """Find the entries' texts among those held; an entry is ``known`` once its question and its whole are there."""
        self._model, self.held = model, held
        questions = [held.place(entry.question) for entry in entries]
        wholes = [held.place(entry.whole) for entry in entries]
        self.known = np.array([None not in places for places in zip(questions, wholes, strict=True)], bool)
        asked = [
            (row, place)
            for row in np.flatnonzero(self.known).tolist()
            for text in (entries[row].question, *entries[row].wordings)
            if (place := held.place(text)) is not None
        ]
        self._owners = Owners([row for row, _ in asked], len(entries))
        #: Which of the cosines are those of the known entries' questions and wordings, and of their wholes.
        self._asked = np.array([place for _, place in asked], np.int64)
        self._told = np.array([whole for whole, known in zip(wholes, self.known, strict=True) if known], np.int64)
        self._words = Words(model, entries) if isinstance(model, WordVectors) else None

    def compare(self, question: str) -> Alike:
        """Compare a question with every entry. Raises EmbeddingError."""
        asked = _vector(self._model, question)
        cosines = self.held.cosines(asked)
        wholes = np.zeros(len(self.known), np.float32)
        wholes[self.known] = cosines[self._told]
        return Alike(
            self._owners.best(cosines[self._asked]),
            wholes,
            # Elsewhere than here, this would be one more request that a customer waits for.
            decoy=float((_decoys(self._model) @ asked).max()) if self._model.is_local else 0.0,
            is_read=self._model.reads(question),
        )

    def closely(self, question: str, rows: Sequence[int]) -> tuple[Array, Array]:
        """Say of some entries how well each word of a question has its like in them, from about 0 to 1.

        First among the words of their questions, then with those of the answer too; 0 without word vectors.
        """
        if self._words is None or not rows:
            nothing = np.zeros(len(rows), np.float32)
            return nothing, nothing
        return self._words.compare(question, rows)


class Words:
    """The words of the entries, one by one.

    A vector of a whole text tells "my card was stolen" and "my card was charged" apart only faintly. Each word of the
    question looks for its nearest among an entry's words, and rare words count for more.
    """

    def __init__(self, model: WordVectors, entries: Sequence[Entry]) -> None:
        self._model = model
        self._asked = [[_pieces(model, text) for text in (entry.question, *entry.wordings)] for entry in entries]
        self._wholes = [entry.whole for entry in entries]
        # Over the answers too, where many a word is common that no question uses.
        counted = range(0, len(entries), max(1, math.ceil(len(entries) / _COUNTED)))
        found_in = Counter(piece for row in counted for piece in self._used(row))
        self._rarities = {piece: math.log(1 + (len(counted) + 1) / (n + 1)) for piece, n in found_in.items()}
        self._rarest = math.log(2 + len(counted))

    def compare(self, question: str, rows: Sequence[int]) -> tuple[Array, Array]:
        """Give entries the share of the question's words they have the like of: in one question, and in the whole."""
        asked = self._model.pieces(question)
        if not asked:
            return np.zeros(len(rows), np.float32), np.zeros(len(rows), np.float32)
        rarities = np.array([self._rarities.get(piece, self._rarest) for piece in asked], np.float32)
        rarities /= rarities.sum()
        # Every word that comes up is looked up once, however many of the entries use it.
        told = [_pieces(self._model, self._wholes[row]) for row in rows]
        needed = np.unique(np.concatenate([*told, *(pieces for row in rows for pieces in self._asked[row])]))
        likeness = self._unit(np.array(asked)) @ self._unit(needed).T

        def share(pieces: _Pieces) -> float:
            return float(likeness[:, np.searchsorted(needed, pieces)].max(axis=1) @ rarities) if len(pieces) else 0.0

        return (
            np.array([max(share(pieces) for pieces in self._asked[row]) for row in rows], np.float32),
            np.array([share(pieces) for pieces in told], np.float32),
        )

    def _used(self, row: int) -> set[int]:
        """Return what an entry uses, wherever in it."""
        texts = [*self._asked[row], _pieces(self._model, self._wholes[row])]
        return {piece for pieces in texts for piece in pieces.tolist()}

    def _unit(self, pieces: _Pieces) -> Array:
        vectors: Array = self._model.words[pieces]
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


@lru_cache(maxsize=512)
def _vector(model: Embedder, question: str) -> Array:
    """Work out a question's vector, or remember it: many customers ask in the very same words."""
    vector: Array = model.embed([question])[0]
    vector.setflags(write=False)
    return vector


@lru_cache(maxsize=4)
def _decoys(model: Embedder) -> Array:
    return model.embed(DECOYS)


@lru_cache(maxsize=50_000)
def _pieces(model: WordVectors, text: str) -> _Pieces:
    return np.unique(np.array(model.pieces(text), np.int32))
