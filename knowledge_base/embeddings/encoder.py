"""BERT's encoder, run by CTranslate2 from a model's published weights, at 8 bits a weight.

The library's own converter wants torch and transformers to read a model; the numbers are at hand without them, so that
they are only told their places. Why 8 bits, and what it costs: ADR 0016.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from tempfile import TemporaryDirectory

import ctranslate2
import numpy as np
from ctranslate2.specs.attention_spec import MultiHeadAttentionSpec
from ctranslate2.specs.common_spec import Activation, EmbeddingsMerge, LayerNormSpec, LinearSpec
from ctranslate2.specs.transformer_spec import TransformerEncoderModelSpec, TransformerEncoderSpec

from knowledge_base.embeddings.weights import Array

_LAYERS, _HEADS = 6, 12
#: What the model adds before it divides by a spread, as it was trained.
_EPSILON = 1e-12


class Encoder:
    """Reads texts given as the numbers of their pieces; safe for many threads at once, and after a fork."""

    def __init__(self, weights: Mapping[str, Array], words: Sequence[str]) -> None:
        """Make it ready: a third of a second, and 22 MB of a temporary file for as long. Raises OSError."""
        self._weights, self._words = weights, words
        self._encoder: ctranslate2.Encoder | None = _built(weights, words)
        self._left_behind: list[ctranslate2.Encoder | None] = []
        os.register_at_fork(after_in_child=self._begin_anew)

    def read(self, numbers: Sequence[Sequence[int]]) -> Array:
        """Return what each piece of each text comes to mean; the texts have the same number of pieces."""
        if self._encoder is None:
            self._encoder = _built(self._weights, self._words)
        return np.array(self._encoder.forward_batch(numbers).last_hidden_state)

    def _begin_anew(self) -> None:
        # The threads that work stay with the parent process; letting go of what they served would wait for them.
        self._left_behind.append(self._encoder)
        self._encoder = None


def _built(weights: Mapping[str, Array], words: Sequence[str]) -> ctranslate2.Encoder:
    model = TransformerEncoderModelSpec(_encoder(weights))
    model.config.layer_norm_epsilon = _EPSILON
    model.register_vocabulary(list(words))
    model.validate()
    model.optimize(quantization="int8")
    with TemporaryDirectory(prefix="sara-model-") as folder:
        model.save(folder)
        # One thread for each: several that wait for one another only help where nothing else is to be done.
        return ctranslate2.Encoder(folder, device="cpu", inter_threads=1, intra_threads=1)


def _encoder(weights: Mapping[str, Array]) -> TransformerEncoderSpec:
    spec = TransformerEncoderSpec(
        _LAYERS,
        _HEADS,
        pre_norm=False,
        activation=Activation.GELU,
        layernorm_embedding=True,
        num_source_embeddings=2,
        embeddings_merge=EmbeddingsMerge.ADD,
    )
    spec.scale_embeddings = False
    for place, kind in zip(spec.embeddings, ("word", "token_type"), strict=True):
        # A copy, as all the others are, since making them 8 bits is done in place.
        place.weight = weights[f"embeddings.{kind}_embeddings.weight"].copy()
    spec.position_encodings.encodings = weights["embeddings.position_embeddings.weight"].copy()
    _norm(spec.layernorm_embedding, weights, "embeddings.LayerNorm")
    for number, layer in enumerate(spec.layer):
        at = f"encoder.layer.{number}."
        _attention(layer.self_attention, weights, f"{at}attention.")
        _linear(layer.ffn.linear_0, weights, f"{at}intermediate.dense")
        _linear(layer.ffn.linear_1, weights, f"{at}output.dense")
        _norm(layer.ffn.layer_norm, weights, f"{at}output.LayerNorm")
    return spec


def _attention(spec: MultiHeadAttentionSpec, weights: Mapping[str, Array], at: str) -> None:
    together, mixed = spec.linear
    _linear(together, weights, *(f"{at}self.{part}" for part in ("query", "key", "value")))
    _linear(mixed, weights, f"{at}output.dense")
    _norm(spec.layer_norm, weights, f"{at}output.LayerNorm")


def _linear(spec: LinearSpec, weights: Mapping[str, Array], *names: str) -> None:
    spec.weight = np.concatenate([weights[f"{name}.weight"] for name in names])
    spec.bias = np.concatenate([weights[f"{name}.bias"] for name in names])


def _norm(spec: LayerNormSpec, weights: Mapping[str, Array], name: str) -> None:
    spec.gamma, spec.beta = weights[f"{name}.weight"].copy(), weights[f"{name}.bias"].copy()
