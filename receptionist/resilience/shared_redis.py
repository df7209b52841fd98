"""What workers tell each other through Redis: worth knowing, never needed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from typing import TypeVar

from django.conf import settings
from redis import Redis, RedisError

from receptionist.resilience.breaker import Breaker

logger = logging.getLogger(__name__)

_Told = TypeVar("_Told")
#: Seconds a turn may lose to a Redis that does not answer: little, and once a while only.
_PATIENCE = 0.5
#: Redis itself is left alone for a while when it fails; one for the whole process.
_breaker = Breaker(failures=1, rest=10.0)


def ask(question: Callable[[Redis], _Told]) -> _Told | None:
    """Put a question to Redis; None when there is none, or it does not answer. Never raises."""
    url = str(settings.ENV.redis_url or "")
    if not url or not _breaker.allows():
        return None
    try:
        told = question(_client(url))
    except (RedisError, ValueError) as error:
        _breaker.failed()
        logger.warning("Redis does not answer (%s): this process goes by what it knows itself", type(error).__name__)
        return None
    _breaker.succeeded()
    return told


@cache
def _client(url: str) -> Redis:
    return Redis.from_url(url, socket_connect_timeout=_PATIENCE, socket_timeout=_PATIENCE)
