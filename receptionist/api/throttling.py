"""How often one account may ask."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, cast

from django.conf import settings
from redis import Redis
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from receptionist.resilience import shared_redis

if TYPE_CHECKING:
    from rest_framework.views import APIView

_WINDOW = 60


class PerAccount(BaseThrottle):
    """Counts the requests of an account in each minute, all processes together; without Redis nobody is held up."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Count this one; whoever has no account is refused elsewhere."""
        if request.user.pk is None:
            return True
        key = f"api-requests:{request.user.pk}:{int(time.time()) // _WINDOW}"

        def count(redis: Redis) -> int:
            with redis.pipeline() as pipe:
                pipe.incr(key)
                pipe.expire(key, 2 * _WINDOW)
                return int(cast("list[int]", pipe.execute())[0])

        counted = shared_redis.ask(count)
        return counted is None or counted <= settings.ENV.api_requests_per_minute

    def wait(self) -> float:
        """Return the seconds until the next minute begins."""
        return _WINDOW - time.time() % _WINDOW
