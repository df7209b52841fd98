"""Races: many threads that begin at the same moment, or that meet at the very step where they could harm each other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any, TypeVar

from django.db import connection, connections, transaction
from django.db.models import QuerySet

Result = TypeVar("Result")

#: Seconds between two looks, and how many: a slow machine may take half a minute to get a thread so far.
_PAUSE, _LOOKS = 0.01, 3000

# Of this database alone: others on the same server have tests of their own.
_WAITING = """
SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted AND pid IN (
    SELECT pid FROM pg_locks WHERE database = (SELECT oid FROM pg_database WHERE datname = current_database())
)
"""


def at_once(count: int, act: Callable[[int], Result]) -> list[Result]:
    """Run ``act(0) … act(count - 1)`` together, each on a thread and a database connection of its own."""
    start = Barrier(count)

    def run(number: int) -> Result:
        start.wait(timeout=30)
        return act(number)

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(lambda number: on_its_own(lambda: run(number)), range(count)))


def in_turn(held: QuerySet[Any], *acts: Callable[[], Result]) -> list[Result]:
    """Hold rows, start each act when those before it are done or wait, let go of the rows, and return what came of it.

    So two meet every time who would meet once in a thousand runs: the first waits for the rows with some locks in its
    hands, the second takes others, and from there each goes on to what the other may have.
    """
    running: list[Future[Result]] = []
    with ThreadPoolExecutor(len(acts)) as threads:
        with transaction.atomic():
            assert held.select_for_update().values_list("pk"), "there is nothing to be held"
            for act in acts:
                running.append(threads.submit(on_its_own, act))
                until(lambda: waiting() >= sum(not each.done() for each in running))
        return [each.result() for each in running]


def on_its_own(act: Callable[[], Result]) -> Result:
    """Run something on a thread of its own, and leave no connection behind."""
    try:
        return act()
    finally:
        connections.close_all()


def waiting() -> int:
    """Count who waits for a lock in this database."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING)
        return int(cursor.fetchone()[0])


def until(is_so: Callable[[], object]) -> None:
    """Wait until something is so; by looks, not by the clock, which a test may have stopped."""
    pause = Event()
    for _ in range(_LOOKS):
        if is_so():
            return
        pause.wait(_PAUSE)
    raise AssertionError("it did not come to it")
