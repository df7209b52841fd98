"""Time that passes in a moment: what waits for its end is moved into the past, as if the clock had gone on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from calendar_integration.models import Appointment
from receptionist.domain.messages import DeliveryStatus
from receptionist.models import Conversation, InboundMessage, InboundStatus, OutboundMessage

#: Longer than every lease, claim and grace period.
_LATER = timedelta(minutes=5)


def five_minutes_pass() -> None:
    """Let leases, claims and grace periods end. A worker that is awake becomes one that has slept for so long."""
    unsent = Q(status__in=[DeliveryStatus.QUEUED, DeliveryStatus.SENDING])
    _move(Conversation.objects.exclude(lease_until=None), "lease_until")
    _move(InboundMessage.objects.filter(status=InboundStatus.PENDING), "received_at")
    _move(Appointment.objects.exclude(mirror_next_at=None), "mirror_next_at")
    _move(OutboundMessage.objects.filter(unsent), "created_at", "claimed_at", "next_attempt_at")


def _move(rows: QuerySet[Any], *columns: str) -> None:
    with transaction.atomic():
        # A worker that sleeps in the middle of a transaction keeps its rows locked: those stay as they are.
        free = list(rows.select_for_update(skip_locked=True).values_list("pk", flat=True))
        rows.model._default_manager.filter(pk__in=free).update(**{column: F(column) - _LATER for column in columns})
