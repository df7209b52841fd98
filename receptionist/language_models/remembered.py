"""Answers of language models that are kept and given again, so that the same question is not paid for twice.

They lie in Redis under digests, so that nobody learns from them what was asked. Each lives in one of a fixed number of
places: a new one takes the place of an old one, and the memory never grows.
"""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import TypeVar

from django.conf import settings
from pydantic import BaseModel, ValidationError

from receptionist.language_models import spending
from receptionist.providers.openai import Question, strict_schema
from receptionist.resilience import shared_redis

_Answer = TypeVar("_Answer", bound=BaseModel)
#: At some 500 bytes each these are ten megabytes.
_PLACES = 20_000


class Answer(BaseModel):
    """What a model answered, and what that had cost in dollars; None where nobody knows."""

    text: str
    model: str
    cost: Decimal | None


class _Kept(Answer):
    """With the digest that tells whose place it is: several share one."""

    digest: str


def digest(question: Question[_Answer], subject: str, *models: str) -> str:
    """Name a question: who may answer it, in what form, by which instructions, and what it is about."""
    asked = [*models, question.name, question.instructions, strict_schema(question.answer), subject]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()


def recall(name: str) -> Answer | None:
    """Find the answer that was kept under this digest and book what it saves; None when there is none, or no Redis."""
    if not settings.ENV.llm_cache_hours:
        return None
    found = shared_redis.ask(lambda redis: redis.get(_place(name)))
    try:
        kept = _Kept.model_validate_json(found) if found else None
    except ValidationError:
        return None
    if kept is None or kept.digest != name:
        return None
    spending.spared(kept.model, kept.cost)
    return kept


def keep(name: str, answer: Answer) -> None:
    """Keep an answer for ``LLM_CACHE_HOURS``, in place of whatever lies there."""
    hours = settings.ENV.llm_cache_hours
    if hours:
        kept = _Kept(digest=name, **answer.model_dump()).model_dump_json()
        shared_redis.ask(lambda redis: redis.set(_place(name), kept, ex=hours * 3600))


def _place(name: str) -> str:
    return f"sara:remembered:{int(name[:15], 16) % _PLACES}"
