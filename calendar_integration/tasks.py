"""Celery's doors to the diary: each does what its one line says."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from calendar_integration import holding, mirroring


@shared_task(name="calendar_integration.mirror_appointment")
def mirror_appointment(appointment_id: int) -> None:
    """Bring the calendar outside in step with one appointment."""
    mirroring.mirror(appointment_id)


@shared_task(name="calendar_integration.sweep")
def sweep() -> None:
    """Ring again for every appointment whose calendar has not caught up."""
    mirroring.sweep()


@shared_task(name="calendar_integration.end_holds")
def end_holds() -> None:
    """End the holds that have run out."""
    holding.end_those_run_out(timezone.now())
