"""The carrier's own clock: work that must not hold up the request that caused it.

A request of this server that waited for another request of this server could use up every thread; so whatever calls
our own webhooks runs here, beside the server's threads.
"""

from __future__ import annotations

import heapq
import itertools
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import close_old_connections, connection

log = logging.getLogger(__name__)

_pool = ThreadPoolExecutor(max_workers=8, thread_name_prefix="simulated-carrier")


def soon(work: Callable[[], None]) -> None:
    """Do it at once, in another thread."""
    _clock.begin(work)


def later(seconds: float, work: Callable[[], None]) -> None:
    """Do it after so many seconds: a carrier's news takes its time. It is lost when the server stops."""
    _clock.add(time.monotonic() + seconds, work)


def finish() -> None:
    """Wait until nothing is under way and nothing is due, for those who must not leave before the last news is out."""
    _clock.wait_until_idle()


def _careful(work: Callable[[], None]) -> None:
    """Run, log what goes wrong, and give the database connection back."""
    close_old_connections()
    try:
        work()
    except Exception:
        log.exception("the simulated carrier stumbled")
    finally:
        connection.close()


class _Clock:
    """Counts what is under way, and has one thread for everything that is due later."""

    def __init__(self) -> None:
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._under_way = 0
        self._order = itertools.count()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def add(self, when: float, work: Callable[[], None]) -> None:
        with self._changed:
            heapq.heappush(self._due, (when, next(self._order), work))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="simulated-carrier-clock", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def begin(self, work: Callable[[], None]) -> None:
        with self._changed:
            _pool.submit(self._do, work)
            self._under_way += 1

    def wait_until_idle(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: not self._due and not self._under_way)

    def _do(self, work: Callable[[], None]) -> None:
        try:
            _careful(work)
        finally:
            with self._changed:
                self._under_way -= 1
                self._changed.notify_all()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: bool(self._due))
                wait = self._due[0][0] - time.monotonic()
                if wait > 0:
                    self._changed.wait(wait)
                    continue
                _, _, work = heapq.heappop(self._due)
                try:
                    self.begin(work)
                except RuntimeError:
                    # The process is ending and its pool takes nothing more.
                    return


_clock = _Clock()
