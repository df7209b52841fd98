"""Probes: is this process alive, and can it do its work?"""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from redis import Redis, RedisError

from sara.settings import ENV

log = logging.getLogger(__name__)


def alive(request: HttpRequest) -> JsonResponse:
    """Answer 200 as long as the process answers at all."""
    return JsonResponse({"status": "alive"})


def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers, else 503; a broker that is down is told but not fatal.

    Without the broker every message is still stored and acknowledged; taking the web process out of service
    would turn a delay into a loss.
    """
    database, broker = _database_answers(), _broker_answers()
    body = {"database": _word(database), "broker": _word(broker)}
    return JsonResponse(body, status=200 if database else 503)


def _word(up: bool) -> str:
    return "up" if up else "down"


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        log.error("not ready: the database does not answer (%s)", type(error).__name__)
        return False
    return True


def _broker_answers() -> bool:
    try:
        with Redis.from_url(str(ENV.redis_url), socket_connect_timeout=1, socket_timeout=1) as client:
            client.ping()
    except (RedisError, ValueError) as error:
        log.warning("the broker does not answer (%s): replies are delayed, nothing is lost", type(error).__name__)
        return False
    return True
