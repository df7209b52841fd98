"""The broker of the storm: the given Redis under keys of its own, and somebody who rings there as beat does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Self
from uuid import uuid4

from celery import Celery
from redis import Redis

from sara.schedule import SCHEDULE

#: Seconds between two sweeps; beat's ten would make the storm long, not harder.
_PERIOD = 0.3
#: What beat rings for at short intervals: whatever waits in a table is found by one of these.
_RUNG = tuple(entry["task"] for entry in SCHEDULE.values() if entry["schedule"] <= 60)


class Bell:
    """Rings for sweeps. Use as a context: leaving it leaves nothing in Redis."""

    def __init__(self, broker_url: str) -> None:
        self.prefix = f"storm-{uuid4().hex}:"
        self._broker_url = broker_url
        self._app = Celery("bell", broker=broker_url, set_as_current=False)
        self._app.conf.broker_transport_options = {"global_keyprefix": self.prefix}
        self._app.conf.task_default_queue = "default"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._app.close()
        self.forget()

    @contextmanager
    def ringing(self) -> Iterator[None]:
        """Ring again and again, whoever hears it."""
        silence = Event()

        def ring() -> None:
            while not silence.wait(_PERIOD):
                for task in _RUNG:
                    self._app.send_task(task, expires=2)

        ringer = Thread(target=ring)
        ringer.start()
        try:
            yield
        finally:
            silence.set()
            ringer.join()

    def forget(self) -> None:
        """Lose everything that was rung for, as a broker without a disk does."""
        with Redis.from_url(self._broker_url) as redis:
            for key in redis.scan_iter(f"{self.prefix}*"):
                redis.delete(key)
