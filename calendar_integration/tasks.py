"""Celery's doors to the diary: each does what its one line says."""

from __future__ import annotations

from celery import shared_task

from calendar_integration import mirroring


@shared_task(name="calendar_integration.mirror_appointment")
def mirror_appointment(appointment_id: int) -> None:
    """Bring the calendar outside in step with one appointment."""
    mirroring.mirror(appointment_id)


@shared_task(name="calendar_integration.sweep")
def sweep() -> None:
    """Ring again for every appointment whose calendar has not caught up."""
    mirroring.sweep()
