"""The append-only story of everything that happened; a database trigger numbers, chains and guards its lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import itemgetter

from django.utils import timezone

from receptionist.models import AuditEvent


def record(kind: str, *, conversation_id: int | None = None, business_id: int | None = None, **facts: object) -> None:
    """Append one line, in the caller's transaction.

    ``facts`` are ids, codes, counts and dates, JSON-ready; never names, numbers or words of a customer, so that a
    customer's data can be erased while the audit stands.
    """
    AuditEvent.objects.create(
        kind=kind,
        conversation_id=conversation_id,
        facts=facts if business_id is None else {"business": business_id, **facts},
        at=timezone.now(),
    )


def record_all(kind: str, lines: Iterable[tuple[int, Mapping[str, object]]]) -> None:
    """Append a line of one kind to each of many conversations, as ``record`` does, in one statement.

    In the order of the conversations: two who write to the same ones would else wait for each other.
    """
    now = timezone.now()
    AuditEvent.objects.bulk_create(
        AuditEvent(kind=kind, conversation_id=conversation_id, facts=dict(facts), at=now)
        for conversation_id, facts in sorted(lines, key=itemgetter(0))
    )
