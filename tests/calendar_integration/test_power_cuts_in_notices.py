"""Pull the plug at every step of telling customers: nobody is told twice, nothing untrue, and nothing is lost."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from redis import Redis

from calendar_integration.booking import booking, changing
from calendar_integration.models import Appointment, Notice, NoticeSettings, OpeningHours, Service
from calendar_integration.notices import notifying
from receptionist import sweeping
from receptionist.domain.diary import Slot
from receptionist.domain.events import Booked
from receptionist.models import Business, FollowUp, OutboundMessage
from receptionist.ports import Customer
from receptionist.sending import delivery
from tests.at_once import at_once
from tests.calendar_integration.conftest import MADRID, NOW
from tests.fakes.ports import FakeChannel, Stage
from tests.people import converse
from tests.power import Power

pytestmark = pytest.mark.django_db(transaction=True)

THURSDAY = datetime(2026, 3, 5, 10, 0, tzinfo=MADRID)
WEDNESDAY = THURSDAY - timedelta(days=1)


@pytest.fixture(autouse=True)
def carrier(settings: Any, rung: list[int]) -> FakeChannel:
    Stage.text = FakeChannel()
    channels = {"sms": "tests.fakes.ports.text_channel"}
    settings.RECEPTIONIST = {**settings.RECEPTIONIST, "channels": channels, "fallbacks": {}}
    return Stage.text


def deliver_all() -> None:
    for message_id in OutboundMessage.objects.filter(status="queued").values_list("pk", flat=True):
        delivery.deliver_by_id(message_id)


def tell(at: datetime) -> None:
    notifying.send_due(at)
    deliver_all()


def test_a_power_cut_at_any_step_tells_nobody_twice_and_loses_nothing(new_customer, slot_at, cut):
    Service.objects.update(capacity=500)
    run, power, cuts, doubtful = 0, Power(cut_at=0), set[str](), 0
    while power.was_cut:
        run += 1
        with time_machine.travel(NOW, tick=False):
            customer, before = new_customer(), len(Stage.text.sent)
            assert isinstance(
                booking.book(customer, slot_at(5, 10), name="Luz", notes="", key=f"b{run}", now=NOW), Booked
            )
        power = Power(run, counts_reads=False)
        with time_machine.travel(WEDNESDAY, tick=False):
            power.run(partial(tell, WEDNESDAY))
        # What the dead worker held is free, and the sweeper has its say.
        for minutes in (3, 6, 9):
            later = WEDNESDAY + timedelta(minutes=minutes)
            with time_machine.travel(later, tick=False):
                sweeping.sweep()
                tell(later)
        told = len(Stage.text.sent) - before
        notice = Notice.objects.get(appointment__contact=customer.contact_id)
        if notice.status == "left_to_staff":
            # It may have arrived, and nobody knows: a person does, and nobody tells it again.
            assert (told <= 1, notice.why) == (True, "doubtful"), f"cut at {run}, {power.cut}"
            assert FollowUp.objects.filter(idempotency_key=f"notice:{notice.pk}").count() == 1
            doubtful += 1
        else:
            assert (told, notice.status) == (1, "queued"), f"cut at {run}, {power.cut}"
        cuts.add(power.cut)
        Notice.objects.filter(pk=notice.pk).update(status="sent")
    assert cuts == {"before a statement", "before a commit", "after a commit", "after the carrier took it", ""}
    assert 1 <= doubtful <= 6


def test_two_workers_tell_it_once(new_customer, slot_at, cut):
    Service.objects.update(capacity=50)
    with time_machine.travel(NOW, tick=False):
        for number in range(10):
            booking.book(new_customer(), slot_at(5, 10), name="Luz", notes="", key=f"b{number}", now=NOW)
    with time_machine.travel(WEDNESDAY, tick=False):
        at_once(4, lambda _: tell(WEDNESDAY))
        tell(WEDNESDAY)
    assert len(Stage.text.sent) == 10
    assert len({sent.to.value for sent in Stage.text.sent}) == 10
    assert set(Notice.objects.values_list("status", flat=True)) == {"queued"}


def test_telling_and_cancelling_at_once_end_in_one_or_the_other(new_customer, slot_at, cut):
    Service.objects.update(capacity=50)
    customers = [new_customer() for _ in range(10)]
    with time_machine.travel(NOW, tick=False):
        for customer in customers:
            booking.book(customer, slot_at(5, 10), name="Luz", notes="", key=f"b{customer.contact_id}", now=NOW)

    def cancel_all() -> None:
        for customer in customers:
            mine = Appointment.objects.get(contact=customer.contact_id)
            booking.cancel(customer, mine.pk, now=WEDNESDAY)

    with time_machine.travel(WEDNESDAY, tick=False):
        at_once(2, lambda number: cancel_all() if number else notifying.send_due(WEDNESDAY))
        notifying.send_due(WEDNESDAY)
        deliver_all()
    # Whatever was queued before the cancellation was called back by it: nobody is told what is not so.
    assert Stage.text.sent == []
    assert set(Notice.objects.values_list("status", flat=True)) == {"dropped"}


def test_an_appointment_that_is_just_being_changed_is_left_for_the_next_time(new_customer, slot_at):
    with time_machine.travel(NOW, tick=False):
        booking.book(new_customer(), slot_at(5, 10), name="Luz", notes="", key="b1", now=NOW)
    told_meanwhile: list[int] = []

    def tell_elsewhere() -> None:
        notifying.send_due(WEDNESDAY)
        told_meanwhile.append(OutboundMessage.objects.count())

    with time_machine.travel(WEDNESDAY, tick=False):
        with transaction.atomic():
            assert changing.standing(Appointment.objects.get().pk)
            at_once(1, lambda _: tell_elsewhere())
        assert told_meanwhile == [0]
        tell(WEDNESDAY)
    assert len(Stage.text.sent) == 1


def test_redis_may_lose_everything(new_customer, slot_at, settings):
    with time_machine.travel(NOW, tick=False):
        booking.book(new_customer(), slot_at(5, 10), name="Luz", notes="", key="b1", now=NOW)
    Redis.from_url(str(settings.ENV.redis_url)).flushdb()
    with time_machine.travel(WEDNESDAY, tick=False):
        tell(WEDNESDAY)
    Redis.from_url(str(settings.ENV.redis_url)).flushdb()
    with time_machine.travel(WEDNESDAY + timedelta(minutes=1), tick=False):
        tell(WEDNESDAY + timedelta(minutes=1))
    assert len(Stage.text.sent) == 1


@pytest.mark.parametrize(
    ("zone", "begins", "due"),
    [
        ("Europe/Madrid", "2026-03-29 10:00", "2026-03-28 10:00"),
        ("Europe/Madrid", "2026-03-30 02:30", "2026-03-29 03:00"),
        ("Europe/Madrid", "2026-10-25 10:00", "2026-10-24 10:00"),
        ("Europe/Madrid", "2026-10-26 02:30", "2026-10-25 02:30"),
        ("America/New_York", "2026-03-08 10:00", "2026-03-07 10:00"),
        ("America/New_York", "2026-03-09 02:30", "2026-03-08 03:00"),
        ("America/New_York", "2026-11-01 10:00", "2026-10-31 10:00"),
        ("America/New_York", "2026-11-02 01:30", "2026-11-01 01:30"),
    ],
)
def test_over_a_clock_change_the_travelling_clock_sees_one_reminder_at_the_right_time(
    business: Business, cut: Service, ana, zone: str, begins: str, due: str
):
    OpeningHours.objects.all().delete()
    Business.objects.update(timezone=zone)
    house = business.locations.get()
    house.timezone = zone
    house.save()
    for weekday in range(7):
        OpeningHours.objects.create(location=house, weekday=weekday, opens=time(0), closes=time(0))
    NoticeSettings.objects.filter(business=business).update(quiet_from=time(0), quiet_until=time(0))
    start = datetime.fromisoformat(begins).replace(tzinfo=ZoneInfo(zone))
    at = datetime.fromisoformat(due).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    now = start.astimezone(UTC) - timedelta(days=3)
    line = converse(business, "+34600000001" if zone == "Europe/Madrid" else "+12125550142")
    customer = Customer(business_id=business.pk, contact_id=line.contact_id, conversation_id=line.pk)
    slot = Slot(cut.pk, ana.pk, ana.name, start, house.pk)
    with time_machine.travel(now, tick=False):
        assert isinstance(booking.book(customer, slot, name="Luz", notes="", key="b1", now=now), Booked)
    told: list[datetime] = []
    moment = at - timedelta(hours=4)
    while moment < at + timedelta(hours=4):
        with time_machine.travel(moment, tick=False):
            tell(moment)
            if len(Stage.text.sent) > len(told):
                told.append(moment)
        moment += timedelta(minutes=15)
    assert told == [at]
