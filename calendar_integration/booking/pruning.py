"""Deletes what nobody needs any more: places that were held and never booked, and answers kept for programs.

Appointments are never among it, nor the moves and changes that are their history; the audit keeps its lines of all.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Model, QuerySet

from calendar_integration.models import ApiRequest, Appointment
from calendar_integration.statuses import AppointmentStatus

#: Rows deleted in one transaction.
_BATCH = 1_000


def prune(now: datetime) -> int:
    """Delete what is older than the settings say, a batch at a time; returns how many. Twice harms nothing."""
    since = now - timedelta(days=settings.ENV.expired_hold_days)
    # Nothing leads away from "expired": what is one is one for ever, takes up no place and was agreed with nobody.
    holds = Appointment.objects.filter(status=AppointmentStatus.EXPIRED, held_until__lt=since)
    answered_before = now - timedelta(hours=settings.ENV.idempotency_hours)
    requests = ApiRequest.objects.filter(created_at__lt=answered_before, lease_until__lt=now)
    return _delete(holds.order_by("held_until")) + _delete(requests.order_by("created_at"))


def _delete(rows: QuerySet[Model]) -> int:
    deleted = 0
    while batch := list(rows.values_list("pk", flat=True)[:_BATCH]):
        # The condition once more, whatever has happened to the rows meanwhile.
        rows.order_by().filter(pk__in=batch).delete()
        deleted += len(batch)
    return deleted
