"""Runs one write to the diary as one transaction, and tells a place that is taken by now from an error."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, transaction
from psycopg.errors import ExclusionViolation, UniqueViolation

from calendar_integration.booking.locking import retrying_deadlocks
from calendar_integration.booking.taking import Taken

Outcome = TypeVar("Outcome")


def in_one_go(write: Callable[[], Outcome | None]) -> Outcome | None:
    """Run one transaction; None when what it wanted is taken by now, or its key was used in the meantime."""

    def run() -> Outcome | None:
        with transaction.atomic(durable=True):
            return write()

    try:
        return retrying_deadlocks(run)
    except Taken:
        return None
    except IntegrityError as error:
        if is_of_the_diary(error.__cause__):
            return None
        raise


def is_of_the_diary(cause: BaseException | None) -> bool:
    """Whether it is a time, a seat or a key of the diary that is taken."""
    if not isinstance(cause, ExclusionViolation | UniqueViolation):
        return False
    return (cause.diag.table_name or "").startswith("calendar_integration_")
