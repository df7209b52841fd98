"""The append-only story of everything that happened; a database trigger numbers, chains and guards its lines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

from receptionist.models import AuditEvent

#: The lines of a transaction that writes them all together; None where each is written at once.
_gathered: ContextVar[list[AuditEvent] | None] = ContextVar("gathered", default=None)


def record(kind: str, *, conversation_id: int | None = None, business_id: int | None = None, **facts: object) -> None:
    """Append one line, in the caller's transaction.

    ``facts`` are ids, codes, counts and dates, JSON-ready; never names, numbers or words of a customer, so that a
    customer's data can be erased while the audit stands.
    """
    line = AuditEvent(
        kind=kind,
        conversation_id=conversation_id,
        facts=facts if business_id is None else {"business": business_id, **facts},
        at=timezone.now(),
    )
    lines = _gathered.get()
    if lines is None:
        line.save()
    else:
        lines.append(line)


@contextmanager
def together() -> Iterator[None]:
    """Write all lines recorded in this context with one statement at its end, in order."""
    lines: list[AuditEvent] = []
    token = _gathered.set(lines)
    try:
        yield
    finally:
        _gathered.reset(token)
    AuditEvent.objects.bulk_create(lines)
