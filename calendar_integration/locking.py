"""What keeps writers to the diary out of each other's way; the exclusion constraint alone is what keeps it right."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError, connection
from psycopg.errors import DeadlockDetected

#: PostgreSQL ends a deadlock by failing one of the two; the other has then finished, so a second try succeeds.
ATTEMPTS = 5

Outcome = TypeVar("Outcome")


def lock_diary_of(staff_id: int) -> None:
    """Wait until nobody else is writing to this person's diary, up to the end of the transaction.

    Fifty bare INSERTs into one exclusion constraint wait for each other in a circle, and PostgreSQL frees one a
    second; behind this lock they queue.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"diary of staff {staff_id}"])


def retrying_deadlocks(write: Callable[[], Outcome]) -> Outcome:
    """Run a whole transaction, and once more each time that PostgreSQL sacrifices it to a deadlock (40P01)."""
    for _ in range(ATTEMPTS - 1):
        try:
            return write()
        except OperationalError as error:
            if not isinstance(error.__cause__, DeadlockDetected):
                raise
    return write()
