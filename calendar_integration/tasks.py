"""Celery's doors to the diary: each does what its one line says."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from calendar_integration.booking import holding, ownership, pruning
from calendar_integration.notices import notifying
from calendar_integration.outside import mirroring, pushing, syncing
from calendar_integration.waiting import waitlist_offers


@shared_task(name="calendar_integration.mirror_appointment")
def mirror_appointment(appointment_id: int) -> None:
    """Bring the calendar outside in step with one appointment."""
    mirroring.mirror(appointment_id)


@shared_task(name="calendar_integration.sweep")
def sweep() -> None:
    """Ring again for every appointment whose calendar has not caught up."""
    mirroring.sweep()


@shared_task(name="calendar_integration.sync_calendar")
def sync_calendar(sync_id: int) -> None:
    """Follow what people have changed in one calendar outside."""
    syncing.sync(sync_id)


@shared_task(name="calendar_integration.sweep_calendars")
def sweep_calendars() -> None:
    """Ring for every calendar outside that is due to be asked."""
    syncing.sweep()


@shared_task(name="calendar_integration.open_channel")
def open_channel(sync_id: int) -> None:
    """Let one calendar outside tell us of changes."""
    pushing.open_channel(sync_id)


@shared_task(name="calendar_integration.keep_channels")
def keep_channels() -> None:
    """Ring for every calendar that can tell us of changes and has no channel for long enough."""
    pushing.keep()


@shared_task(name="calendar_integration.end_holds")
def end_holds() -> None:
    """End the holds, and forget the codes, that have run out."""
    holding.end_those_run_out(timezone.now())
    ownership.forget_codes(timezone.now())


@shared_task(name="calendar_integration.prune")
def prune() -> None:
    """Delete what has been kept for long enough."""
    pruning.prune(timezone.now())


@shared_task(name="calendar_integration.send_notices")
def send_notices() -> None:
    """Say what is due around appointments."""
    notifying.send_due(timezone.now())


@shared_task(name="calendar_integration.tend_waitlist")
def tend_waitlist() -> None:
    """Offer what has become free to those who wait for it."""
    waitlist_offers.tend(timezone.now())
