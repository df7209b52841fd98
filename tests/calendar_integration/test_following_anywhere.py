"""What becomes of an appointment when a person moves or deletes its event, on Google's double and on a real server."""

from __future__ import annotations

from datetime import date, datetime

import pytest
import time_machine

from calendar_integration.models import Appointment, CalendarSync
from calendar_integration.outside import mirroring, syncing
from calendar_integration.proof import broken_promises
from calendar_integration.statuses import AppointmentStatus
from receptionist.models import FollowUp
from tests.calendar_integration.conftest import MADRID, NOW
from tests.calendar_integration.test_mirroring_anywhere import booked, keeper  # noqa: F401 - fixtures
from tests.cases.outside_calendars import HALF_AN_HOUR, Keeper, utc
from tests.second_thoughts import told

WEDNESDAY_AT_THREE = datetime(2026, 3, 4, 15, tzinfo=MADRID)


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def synced(keeper, booked) -> Appointment:  # noqa: F811 - fixtures
    """Booked for Tuesday at ten, written outside, and the calendar read once."""
    mirroring.mirror(booked.pk)
    sync(keeper)
    return Appointment.objects.get()


def sync(keeper: Keeper) -> CalendarSync:  # noqa: F811 - a fixture's name
    syncing.sweep()
    CalendarSync.objects.filter(calendar_id=keeper.own).update(due_at=NOW, lease_until=None)
    row = CalendarSync.objects.get(calendar_id=keeper.own)
    syncing.sync(row.pk)
    row.refresh_from_db()
    return row


def settle() -> None:
    for row in Appointment.objects.filter(mirror_status="pending"):
        Appointment.objects.filter(pk=row.pk).update(mirror_next_at=None)
        mirroring.mirror(row.pk)


def test_an_event_that_a_person_moves_moves_the_appointment_once(keeper, synced):  # noqa: F811
    keeper.moves(synced.mirror_event_id, WEDNESDAY_AT_THREE, WEDNESDAY_AT_THREE + HALF_AN_HOUR)
    for _ in range(2):
        sync(keeper)
        settle()
    synced.refresh_from_db()
    assert synced.start == WEDNESDAY_AT_THREE
    assert synced.moves.count() == 1
    assert len(told(NOW)) == 1
    assert keeper.spans() == [utc(WEDNESDAY_AT_THREE, WEDNESDAY_AT_THREE + HALF_AN_HOUR)]
    assert list(broken_promises(limit=5)) == []


def test_an_event_that_a_person_deletes_cancels_the_appointment(keeper, synced):  # noqa: F811
    keeper.deletes(synced.mirror_event_id)
    for _ in range(2):
        sync(keeper)
        settle()
    synced.refresh_from_db()
    assert synced.status == AppointmentStatus.CANCELLED
    assert len(told(NOW)) == 1
    assert keeper.spans() == []


def test_our_own_writing_is_no_news(keeper, synced):  # noqa: F811
    sync(keeper)
    assert told(NOW) == []
    assert not FollowUp.objects.exists()
    assert synced.moves.count() == 0


def test_a_spent_token_is_followed_by_reading_everything(keeper, synced):  # noqa: F811
    keeper.deletes(synced.mirror_event_id)
    row = CalendarSync.objects.get(calendar_id=keeper.own)
    CalendarSync.objects.filter(pk=row.pk).update(token=keeper.spent_token(row.token))
    for _ in range(3):
        sync(keeper)
    synced.refresh_from_db()
    assert synced.status == AppointmentStatus.CANCELLED


def test_a_whole_day_is_left_to_a_person(keeper, synced):  # noqa: F811
    keeper.makes_a_whole_day(synced.mirror_event_id, date(2026, 3, 5))
    sync(keeper)
    settle()
    synced.refresh_from_db()
    assert synced.status != AppointmentStatus.CANCELLED
    assert synced.local_day == date(2026, 3, 3)
    assert FollowUp.objects.exists()
