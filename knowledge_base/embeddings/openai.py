"""OpenAI's vectors: one HTTP request for some texts, bounded in time, in size and in what it may cost.

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
from receptionist.errors import ErrorCategory, ProviderError
from receptionist.language_models import spending
from receptionist.providers import http
from receptionist.resilience.breaker import Breaker
from receptionist.usage import Tokens

_MODEL = "text-embedding-3-small"
#: As many as the offline model has; fewer cost little in quality and a quarter of the memory.
_DIMENSIONS = 384
_URL = "https://api.openai.com/v1"
#: Texts in one request, and characters of each that are sent: far below what OpenAI takes (2048, and 8192 tokens).
_TOGETHER, _LONGEST = 64, 8_000
#: Seconds. A customer waits for the first, a worker for the second.
_SECONDS, _SECONDS_FOR_MANY = 2.0, 20.0
#: A vector of length 1 has a number that is far larger.
_NOTHING = 1e-6
#: Bytes of an answer for each text; numbers written out take some 8 kB.
_MOST_BYTES = 32_000


class _Vector(BaseModel):
    model_config = ConfigDict(extra="ignore")

    index: int = Field(ge=0)
    #: The numbers of a vector of length 1; far larger ones would overflow when it is measured.
    embedding: list[Annotated[float, Field(ge=-10, le=10, allow_inf_nan=False)]] = Field(
        min_length=_DIMENSIONS, max_length=_DIMENSIONS
    )


class _Usage(BaseModel):
    model_config = ConfigDict(extra="ignore")

    prompt_tokens: int = Field(ge=0)


class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore")

    data: list[_Vector]
    #: Servers that speak as OpenAI does need not tell.
    usage: _Usage | None = None


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
        # OpenAI refuses an empty text.
        sent = [text[:_LONGEST] or " " for text in texts]
        # No token is shorter than a byte.
        most = Tokens(input=sum(len(text.encode()) for text in sent), output=0)
        try:
            with spending.paid(_MODEL, most) as meter:
                answer = self._guarded(sent, seconds)
                if answer.usage is not None:
                    meter(Tokens(input=answer.usage.prompt_tokens, output=0))
        except ProviderError as error:
            raise EmbeddingError(str(error)) from error
        return _vectors(answer)

    def _guarded(self, texts: Sequence[str], seconds: float) -> _Answer:
        """Ask, and leave OpenAI alone for a while where that fails again and again. Raises ProviderError."""
        try:
            answer = _post(texts, seconds)
            _must_fit(answer, len(texts))
        except ProviderError:
            self._breaker.failed()
            raise
        self._breaker.succeeded()
        return answer


def _post(texts: Sequence[str], seconds: float) -> _Answer:
    answer = http.exchange_within(
        "OpenAI",
        "POST",
        f"{str(settings.ENV.openai_base_url or _URL).rstrip('/')}/embeddings",
        seconds=seconds,
        most=_MOST_BYTES * len(texts) + _MOST_BYTES,
        headers={"Authorization": f"Bearer {settings.ENV.openai_api_key.get_secret_value()}"},
        json={"model": _MODEL, "dimensions": _DIMENSIONS, "encoding_format": "float", "input": list(texts)},
    )
    if answer.status != 200:
        category = http.by_status(answer.status)
        raise ProviderError(category, f"OpenAI refused the request (HTTP {answer.status}, {category})")
    try:
        return _Answer.model_validate_json(answer.body)
    except ValidationError as error:
        said = f"OpenAI's answer is unreadable ({error.error_count()} errors)"
        raise ProviderError(ErrorCategory.BAD_ANSWER, said) from None


def _must_fit(answer: _Answer, count: int) -> None:
    if sorted(vector.index for vector in answer.data) != list(range(count)):
        raise ProviderError(ErrorCategory.BAD_ANSWER, "OpenAI's answer has not one vector for each text")
    if not all(max(map(abs, vector.embedding)) > _NOTHING for vector in answer.data):
        raise ProviderError(ErrorCategory.BAD_ANSWER, "OpenAI's answer holds a vector without a direction")


def _vectors(answer: _Answer) -> Array:
    """Take the vectors out of an answer, in the order of the texts."""
    ordered = sorted(answer.data, key=lambda vector: vector.index)
    vectors = np.array([vector.embedding for vector in ordered], np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors
