"""OpenAI's vectors: one HTTP request for some texts, bounded in time and size.

By our own client and not the SDK, which takes 30 MB for what is one request.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated

import numpy as np
from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge_base.embeddings.ports import EmbeddingError
from knowledge_base.embeddings.weights import Array
from receptionist.errors import ProviderError
from receptionist.providers import http
from receptionist.resilience.breaker import Breaker

_MODEL = "text-embedding-3-small"
#: As many as the offline model has; fewer cost little in quality and a quarter of the memory.
_DIMENSIONS = 384
_URL = "https://api.openai.com/v1"
#: Texts in one request, and characters of each that are sent: far below what OpenAI takes (2048, and 8192 tokens).
_TOGETHER, _LONGEST = 64, 8_000
#: Seconds. A customer waits for the first, a worker for the second.
_SECONDS, _SECONDS_FOR_MANY = 2.0, 20.0
#: Bytes of an answer for each text; numbers written out take some 8 kB.
_MOST_BYTES = 32_000


class _Vector(BaseModel):
    model_config = ConfigDict(extra="ignore")

    index: int = Field(ge=0)
    #: The numbers of a vector of length 1; far larger ones would overflow when it is measured.
    embedding: list[Annotated[float, Field(ge=-10, le=10, allow_inf_nan=False)]] = Field(
        min_length=_DIMENSIONS, max_length=_DIMENSIONS
    )


class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore")

    data: list[_Vector]


class OpenAIEmbedder:
    """The model behind the API."""

    name = f"{_MODEL}/{_DIMENSIONS}"
    is_local = False

    def __init__(self) -> None:
        self._breaker = Breaker(failures=3, rest=30.0)
        # The same is asked again and again: by one customer who is not understood, and by the editor's desk.
        self._one = lru_cache(maxsize=1_000)(self._ask_one)

    def reads(self, text: str) -> bool:
        """Whether the model knows the language of a text: it was taught all of ours."""
        return True

    def embed(self, texts: Sequence[str]) -> Array:
        """Return one vector for each text, as rows. Raises EmbeddingError."""
        if len(texts) == 1:
            return self._one(texts[0])
        parts = [self._ask(texts[at : at + _TOGETHER], _SECONDS_FOR_MANY) for at in range(0, len(texts), _TOGETHER)]
        return np.concatenate(parts) if parts else np.empty((0, _DIMENSIONS), np.float32)

    def _ask_one(self, text: str) -> Array:
        return self._ask([text], _SECONDS)

    def _ask(self, texts: Sequence[str], seconds: float) -> Array:
        if not self._breaker.allows():
            raise EmbeddingError("OpenAI is left alone for a moment")
        try:
            answer = http.exchange_within(
                "OpenAI",
                "POST",
                f"{str(settings.ENV.openai_base_url or _URL).rstrip('/')}/embeddings",
                seconds=seconds,
                most=_MOST_BYTES * len(texts) + _MOST_BYTES,
                headers={"Authorization": f"Bearer {settings.ENV.openai_api_key.get_secret_value()}"},
                json={
                    "model": _MODEL,
                    "dimensions": _DIMENSIONS,
                    "encoding_format": "float",
                    # OpenAI refuses an empty text.
                    "input": [text[:_LONGEST] or " " for text in texts],
                },
            )
            vectors = _read(answer, len(texts))
        except (ProviderError, EmbeddingError) as error:
            self._breaker.failed()
            raise EmbeddingError(str(error)) from error
        self._breaker.succeeded()
        return vectors


def _read(answer: http.Answer, count: int) -> Array:
    """Take the vectors out of an answer, in the order of the texts. Raises EmbeddingError."""
    if answer.status != 200:
        raise EmbeddingError(f"OpenAI refused the request (HTTP {answer.status}, {http.by_status(answer.status)})")
    try:
        told = _Answer.model_validate_json(answer.body).data
    except ValidationError as error:
        raise EmbeddingError(f"OpenAI's answer is unreadable ({error.error_count()} errors)") from None
    if sorted(vector.index for vector in told) != list(range(count)):
        raise EmbeddingError("OpenAI's answer has not one vector for each text")
    vectors = np.array([vector.embedding for vector in sorted(told, key=lambda vector: vector.index)], np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    if not lengths.all():
        raise EmbeddingError("OpenAI's answer holds a vector without a direction")
    vectors /= lengths
    return vectors
