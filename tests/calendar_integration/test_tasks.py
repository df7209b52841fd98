from __future__ import annotations

from celery import current_app, signature

from calendar_integration import tasks
from calendar_integration.booking import booking, changing
from calendar_integration.models import Appointment
from sara.schedule import SCHEDULE
from tests.calendar_integration.conftest import NOW


def test_the_names_that_are_rung_are_tasks_that_exist():
    # As a worker does when it starts; nothing else may have imported every app's tasks.
    current_app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in SCHEDULE.values()}
    assert {changing.MIRROR_TASK, *scheduled} <= set(current_app.tasks)


def test_the_doorbell_s_task_mirrors_the_appointment_and_the_sweep_rings_for_it(google, customer, slot_at, monkeypatch):
    rung: list[int] = []
    monkeypatch.setattr("receptionist.doorbell.ring", lambda task, row_id, **_: rung.append(row_id))
    booking.book(customer, slot_at(3, 10), name="Luz", notes="", key="k1", now=NOW)
    rung.clear()
    tasks.sweep()
    assert rung == [Appointment.objects.get().pk]
    signature(changing.MIRROR_TASK, args=(rung[0],)).apply(throw=True)
    assert len(google.calendars["salon@example.com"].standing) == 1
