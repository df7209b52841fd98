"""What nobody needs any more is deleted; whatever stands, or was agreed with anybody, is kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection

from calendar_integration import tasks
from calendar_integration.booking import booking, holding, pruning
from calendar_integration.models import ApiRequest, Appointment, AppointmentChange, AppointmentMove, Occupancy
from calendar_integration.proof import broken_promises
from calendar_integration.statuses import AppointmentStatus
from receptionist.audit_proof import broken_links
from receptionist.domain.events import Booked, Moved
from receptionist.models import AuditEvent
from sara.schedule import SCHEDULE
from tests.calendar_integration.conftest import NOW
from tests.power import Power

DAYS = timedelta(days=settings.ENV.expired_hold_days)
AGES = timedelta(days=4000)


@pytest.fixture(autouse=True)
def _quiet(rung):
    pass


@pytest.fixture
def expired(customer, slot_at) -> Appointment:
    booking.hold(customer, slot_at(3, 9), key="held", now=NOW)
    holding.end_those_run_out(NOW + holding.HOLD)
    return Appointment.objects.get()


def request_of(user, *, created: datetime, lease: datetime, status: int | None = 201) -> ApiRequest:
    row = ApiRequest.objects.create(
        user=user, key=f"k{ApiRequest.objects.count()}", fingerprint="", lease_until=lease, status=status
    )
    ApiRequest.objects.filter(pk=row.pk).update(created_at=created)
    return row


def test_a_place_that_was_held_and_never_booked_goes_after_its_days_and_no_sooner(expired):
    ended = NOW + holding.HOLD
    assert pruning.prune(ended + DAYS) == 0
    assert pruning.prune(ended + DAYS + timedelta(seconds=1)) == 1
    assert not Appointment.objects.exists()
    assert not AppointmentChange.objects.exists()
    kinds = AuditEvent.objects.filter(kind__startswith="appointment").values_list("kind", flat=True)
    assert list(kinds) == ["appointment.held", "appointment.expired"]
    assert list(broken_links(5)) == []
    assert pruning.prune(NOW + AGES) == 0


def test_nothing_that_stands_or_was_agreed_is_ever_pruned(new_customer, slot_at, admin_user):
    """One appointment of every status but "expired", a thousand weeks old."""
    made = {}
    for number, status in enumerate(status for status in AppointmentStatus if status is not AppointmentStatus.EXPIRED):
        customer, slot = new_customer(), slot_at(3, 9 + number)
        if status is AppointmentStatus.HELD:
            booking.hold(customer, slot, key=f"h{number}", now=NOW)
            continue
        booked = booking.book(customer, slot, name="Luz", notes="", key=f"k{number}", now=NOW)
        assert isinstance(booked, Booked)
        row = Appointment.objects.get(pk=booked.appointment.id)
        made[status] = row
        if status is AppointmentStatus.CANCELLED:
            booking.cancel_by_staff(row, user_id=1, now=NOW)
        elif status is not AppointmentStatus.BOOKED:
            booking.mark_by_staff(row, status, user_id=1, now=NOW + timedelta(days=5))
        else:
            moved = booking.move(customer, row.pk, slot_at(4, 9), key="m", now=NOW)
            assert isinstance(moved, Moved)
    before = [
        list(model.objects.order_by("pk").values())
        for model in (Appointment, AppointmentChange, AppointmentMove, Occupancy, AuditEvent)
    ]
    assert len(before[0]) == len(AppointmentStatus) - 1
    assert len(before[2]) == 1
    pruning.prune(NOW + AGES)
    after = [
        list(model.objects.order_by("pk").values())
        for model in (Appointment, AppointmentChange, AppointmentMove, Occupancy, AuditEvent)
    ]
    assert after == before
    assert list(broken_promises(5)) == []


def test_answers_kept_for_programs_go_after_their_hours_and_what_is_being_worked_on_stays(admin_user):
    hours = timedelta(hours=settings.ENV.idempotency_hours)
    old = request_of(admin_user, created=NOW - hours - timedelta(seconds=1), lease=NOW - hours)
    dead = request_of(admin_user, created=NOW - hours * 2, lease=NOW - hours, status=None)
    kept = [
        request_of(admin_user, created=NOW - hours, lease=NOW - hours),
        request_of(admin_user, created=NOW - hours * 2, lease=NOW + timedelta(seconds=1), status=None),
    ]
    assert pruning.prune(NOW) == 2
    assert list(ApiRequest.objects.order_by("pk")) == kept
    assert not ApiRequest.objects.filter(pk__in=[old.pk, dead.pk]).exists()


def test_it_goes_batch_by_batch_to_the_end(admin_user, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(pruning, "_BATCH", 3)
    for _ in range(7):
        request_of(admin_user, created=NOW - AGES, lease=NOW - AGES)
    assert pruning.prune(NOW) == 7
    assert not ApiRequest.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_power_cut_while_pruning_leaves_nothing_half_deleted(new_customer, slot_at, monkeypatch):
    monkeypatch.setattr(pruning, "_BATCH", 2)
    run, power = 0, Power(cut_at=0)

    def prune() -> None:
        pruning.prune(NOW + AGES)

    while power.was_cut:
        run += 1
        for number in range(3):
            booking.hold(new_customer(), slot_at(3, 9 + number), key=f"h{run}-{number}", now=NOW)
        holding.end_those_run_out(NOW + holding.HOLD)
        power = Power(run)
        power.run(prune)
        assert list(broken_promises(5)) == [], f"cut at step {run}, {power.cut}"
    assert not Appointment.objects.exists()


def test_beat_rings_for_it(expired, time_machine_at):
    assert "calendar_integration.prune" in {entry["task"] for entry in SCHEDULE.values()}
    time_machine_at(NOW + AGES)
    tasks.prune()
    assert not Appointment.objects.exists()


def test_looking_for_them_does_not_read_the_whole_diary(expired):
    # Of a table with hardly a row in it any plan is a good one.
    values = Appointment.objects.filter(pk=expired.pk).values().get() | {"id": None, "hold_key": None}
    Appointment.objects.bulk_create(
        (Appointment(**values | {"public_id": uuid4(), "idempotency_key": f"e{number}"}) for number in range(3000)),
        batch_size=500,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE calendar_integration_appointment")
    old = Appointment.objects.filter(status=AppointmentStatus.EXPIRED, held_until__lt=NOW - DAYS).order_by("held_until")
    assert "appointment_expired" in old[:10].explain()
