"""What keeps writers to the diary out of each other's way; the exclusion constraint alone is what keeps it right."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import OperationalError, connection
from psycopg.errors import DeadlockDetected

#: PostgreSQL ends a deadlock by failing one of the two; the other has then finished, so a second try succeeds.
ATTEMPTS = 5

Outcome = TypeVar("Outcome")


def lock_diaries(staff_ids: Iterable[int], resource_ids: Iterable[int] = ()) -> None:
    """Wait until nobody else is writing to these people's and resources' diaries, up to the end of the transaction.

    Fifty bare INSERTs into one exclusion constraint wait for each other in a circle, and PostgreSQL frees one a
    second; behind these locks they queue. All take them in the same order, so that two writers do not block each other.
    """
    keys = [f"diary of staff {pk}" for pk in sorted(set(staff_ids))]
    keys += [f"diary of resource {pk}" for pk in sorted(set(resource_ids))]
    with connection.cursor() as cursor:
        # A set is read in its own order; sorted by PostgreSQL, the locks could be taken before the sort.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(key, 0)) FROM unnest(%s::text[]) AS key", [keys])


def retrying_deadlocks(write: Callable[[], Outcome]) -> Outcome:
    """Run a whole transaction, and once more each time that PostgreSQL sacrifices it to a deadlock (40P01)."""
    for _ in range(ATTEMPTS - 1):
        try:
            return write()
        except OperationalError as error:
            if not isinstance(error.__cause__, DeadlockDetected):
                raise
    return write()
