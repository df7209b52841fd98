"""What the search needs of a model that turns texts into vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from knowledge_base.embeddings.weights import Array


class Embedder(Protocol):
    """Turns texts into vectors of length 1."""

    #: What the model is called, with all that its vectors depend on: those of two names are never compared.
    name: str
    #: Whether it works on this machine: for nothing, and whatever becomes of the network.
    is_local: bool

    def __hash__(self) -> int:
        """Return what tells one model from another."""

    def reads(self, text: str) -> bool:
        """Whether the model knows the language of a text; where it does not, the words decide."""

    def embed(self, texts: Sequence[str]) -> Array:
        """Return one vector for each text, as rows. Raises EmbeddingError when the model cannot be had just now."""


@runtime_checkable
class WordVectors(Protocol):
    """A model that can also be asked for single words, before it has read the text they stand in."""

    words: Array

    def __hash__(self) -> int:
        """Return what tells one model from another."""

    def pieces(self, text: str) -> list[int]:
        """Cut a text into pieces, by their rows in ``words``."""


class EmbeddingError(Exception):
    """No vectors can be had just now; the message tells an operator why, and names no customer's words."""
