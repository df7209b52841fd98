"""Models to search with that need no weights."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from knowledge_base.embeddings.ports import EmbeddingError
from knowledge_base.embeddings.weights import Array


class Toy:
    """Points texts with the same first word the same way; ``asked`` holds what it was asked for."""

    is_local = True

    def __init__(self, name: str = "toy") -> None:
        self.name = name
        self.asked: list[str] = []
        #: Called before each batch; may raise what befalls a model.
        self.before: Callable[[], object] = lambda: None

    def reads(self, text: str) -> bool:
        return True

    def embed(self, texts: Sequence[str]) -> Array:
        self.before()
        self.asked += texts
        vectors = np.zeros((len(texts), 8), np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            vector[sum(map(ord, text.split()[0].lower())) % 8 if text.split() else 0] = 1
        return vectors


class Scattered(Toy):
    """Points each text somewhere of its own, the same way each time."""

    def embed(self, texts: Sequence[str]) -> Array:
        places = [np.random.default_rng(list(text.encode())).standard_normal(48) for text in texts]
        vectors = np.array([place / np.linalg.norm(place) for place in places], np.float32)
        return vectors.reshape(len(texts), 48)


def fails() -> None:
    raise EmbeddingError("the model is not to be had")
