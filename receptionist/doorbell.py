"""Rings a Celery task by name, with an id and nothing else: the row is the truth, the broker only a doorbell."""

from __future__ import annotations

import logging

from celery import signature
from django.db import transaction

from receptionist.resilience.breaker import Breaker

log = logging.getLogger(__name__)

#: A broker that accepts and says nothing costs whoever rings its whole timeout: after a few, one ring a while tries it.
_broker = Breaker(failures=3, rest=5.0)


def ring(task: str, row_id: int, *, queue: str | None = None) -> None:
    """Ring once the current transaction has committed, or at once outside of one.

    Never raises: when the broker is down the row stays where it is and the sweeper rings again.
    """

    def send() -> None:
        if not _broker.allows():
            log.warning("broker left alone for a moment, %s(%s) waits for the sweeper", task, row_id)
            return
        try:
            signature(task, args=(row_id,), queue=queue).delay()
        except Exception as error:  # noqa: BLE001 - whatever ails the broker, the row is safe and the request must go on
            log.warning("broker unreachable, %s(%s) waits for the sweeper: %s", task, row_id, type(error).__name__)
            _broker.failed()
        else:
            _broker.succeeded()

    transaction.on_commit(send, robust=True)
