"""BERT's encoder in the plainest of ways, at 64 bits: slow, and what the product's must come near to."""

from __future__ import annotations

from math import erf
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge_base.embeddings import weights

_LAYERS, _HEADS, _BEGIN, _END = 6, 12, 101, 102
Array = NDArray[np.float64]

_gelu = np.vectorize(lambda x: x / 2 * (1 + erf(x / 2**0.5)))


class ReferenceBert:
    """Makes one vector of length 1 of a text's pieces, as Devlin et al. (2019) describe it, and their mean."""

    def __init__(self, folder: Path) -> None:
        self._weights, _ = weights.read(folder / "model.safetensors")

    def vector(self, pieces: list[int]) -> Array:
        numbers = [_BEGIN, *pieces, _END]
        words, places, kinds = (
            self._of(f"embeddings.{kind}_embeddings") for kind in ("word", "position", "token_type")
        )
        x = self._norm(words[numbers] + places[: len(numbers)] + kinds[0], "embeddings.LayerNorm")
        for layer in range(_LAYERS):
            at = f"encoder.layer.{layer}."
            seen = self._linear(self._attend(x, f"{at}attention.self."), f"{at}attention.output.dense")
            x = self._norm(x + seen, f"{at}attention.output.LayerNorm")
            wide = _gelu(self._linear(x, f"{at}intermediate.dense"))
            x = self._norm(x + self._linear(wide, f"{at}output.dense"), f"{at}output.LayerNorm")
        mean: Array = x.mean(axis=0)
        return mean / float(np.linalg.norm(mean))

    def _attend(self, x: Array, at: str) -> Array:
        queries, keys, values = (
            np.split(self._linear(x, f"{at}{part}"), _HEADS, axis=1) for part in ("query", "key", "value")
        )
        seen = []
        for query, key, value in zip(queries, keys, values, strict=True):
            looks = np.exp(query @ key.T / query.shape[1] ** 0.5)
            seen.append(looks / looks.sum(axis=1, keepdims=True) @ value)
        return np.concatenate(seen, axis=1)

    def _linear(self, x: Array, name: str) -> Array:
        out: Array = x @ self._of(name).T + self._of(name, "bias")
        return out

    def _norm(self, x: Array, name: str) -> Array:
        spread = np.sqrt(x.var(axis=1, keepdims=True) + 1e-12)
        out: Array = (x - x.mean(axis=1, keepdims=True)) / spread * self._of(name) + self._of(name, "bias")
        return out

    def _of(self, name: str, kind: str = "weight") -> Array:
        return self._weights[f"{name}.{kind}"].astype(float)
