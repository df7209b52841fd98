"""Days are summed up by two at once, and by one who dies at any step: each is written once, whole."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from receptionist.domain.periods import OWN, last_days
from receptionist.models import Business, SummedDay
from receptionist.reports.summed import sums
from receptionist.reports.summing_up import sum_up
from tests.at_once import at_once
from tests.lively import Past
from tests.power import Power

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 3, 20, 6, tzinfo=UTC)
DAYS = 5


@pytest.fixture
def salon() -> Business:
    salon = Business.objects.create(name="Salon", timezone="UTC")
    past = Past(salon)
    for day in range(1, DAYS + 1):
        at = NOW - timedelta(days=day)
        customer, call = past.customer(), past.customer("voice")
        past.interaction(customer, at, "answered")
        past.answered(customer, at, timedelta(seconds=day))
        past.interaction(call, at, "abandoned")
    past.write()
    return salon


def _sum_up() -> None:
    sum_up()


def assert_told_once(salon: Business) -> None:
    assert SummedDay.objects.count() == DAYS
    found = sums(salon.pk, last_days(7, NOW, salon.zone).edges, needed=range(OWN, OWN + 7))
    assert sum(each.conversations for each in found) == 2 * DAYS
    assert sum(each.waits.total() for each in found) == DAYS
    assert sum(each.missed for each in found) == DAYS


def test_two_who_sum_up_at_once_tell_each_day_once(salon: Business):
    with time_machine.travel(NOW, tick=False):
        at_once(4, lambda _: sum_up())
        assert_told_once(salon)


def test_whoever_dies_while_summing_up_has_told_no_day_by_half(salon: Business):
    with time_machine.travel(NOW, tick=False):
        for step in range(1, 200):
            SummedDay.objects.all().delete()
            power = Power(cut_at=step, counts_reads=False)
            power.run(_sum_up)
            found = sums(salon.pk, last_days(7, NOW, salon.zone).edges, needed=range(OWN, OWN + 7))
            assert sum(each.conversations for each in found) == 2 * DAYS, power.cut
            sum_up()
            assert_told_once(salon)
            if not power.was_cut:
                break
        assert step > DAYS
