from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receptionist.domain import periods
from receptionist.domain.periods import BEFORE, BETWEEN, OWN, PeriodRefused, Unit

#: Midnight is skipped in Santiago and Beirut, comes twice in Havana, and Lord Howe moves by half an hour.
ZONES = ["Europe/Madrid", "America/Santiago", "America/Havana", "Australia/Lord_Howe", "Asia/Kathmandu", "Asia/Beirut"]
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=1000)).map(lambda after: datetime(2024, 1, 1, tzinfo=UTC) + after)
MADRID = ZoneInfo("Europe/Madrid")


@given(now=MOMENTS, zone=st.sampled_from(ZONES).map(ZoneInfo), days=st.integers(1, 366), part=st.floats(0, 0.999999))
def test_each_moment_lies_in_the_bucket_of_its_own_day(now: datetime, zone: ZoneInfo, days: int, part: float):
    period = periods.last_days(days, now, zone)
    moment = period.begins + (period.ends - period.begins) * part
    buckets = list(pairwise(period.edges))[OWN:]
    found = [number for number, (begin, end) in enumerate(buckets) if begin <= moment < end]
    if not found:
        assert period.begins == period.ends
        return
    [number] = found
    local, begins = moment.astimezone(zone), period.buckets[number]
    assert period.first <= local.date() <= period.last
    if period.unit is Unit.DAY:
        assert local.date() == begins.date()
    if period.unit is Unit.WEEK:
        assert local.date().isocalendar()[:2] == begins.date().isocalendar()[:2]


@given(now=MOMENTS, zone=st.sampled_from(ZONES).map(ZoneInfo), days=st.integers(1, 366))
def test_edges_never_go_back_and_the_stretch_before_is_as_long(now: datetime, zone: ZoneInfo, days: int):
    period = periods.last_days(days, now, zone)
    assert list(period.edges) == sorted(period.edges)
    before, between, *_ = pairwise(period.edges)
    assert (BEFORE, BETWEEN) == (0, 1)
    assert between == (before[1], period.begins)
    # By the clock on the wall: an hour that is put back or forth may lie in one of them, and none in the other.
    lengths = [end - begin for begin, end in (before, (period.begins, period.ends))]
    assert abs(lengths[0] - lengths[1]) <= timedelta(hours=2)


@given(now=MOMENTS, zone=st.sampled_from(ZONES).map(ZoneInfo))
def test_the_months_are_those_of_the_wall_calendar(now: datetime, zone: ZoneInfo):
    this, last, today = periods.this_month(now, zone), periods.last_month(now, zone), now.astimezone(zone).date()
    assert (this.first, this.last, this.ends) == (today.replace(day=1), today, now)
    assert last.last + timedelta(days=1) == this.first
    assert last.first.day == 1
    assert this.before[0] == last.begins
    assert this.before[1] <= last.ends == this.begins
    assert last.before[1] == last.begins


def test_a_day_on_which_the_clock_is_put_back_has_an_hour_more():
    autumn = periods.own(date(2026, 10, 25), date(2026, 10, 25), datetime(2026, 11, 1, tzinfo=UTC), MADRID)
    spring = periods.own(date(2026, 3, 29), date(2026, 3, 29), datetime(2026, 11, 1, tzinfo=UTC), MADRID)
    assert (len(autumn.buckets), len(spring.buckets)) == (25, 23)
    assert [f"{hour:%H}" for hour in autumn.buckets[:5]] == ["00", "01", "02", "02", "03"]


def test_today_is_held_against_yesterday_up_to_this_hour():
    period = periods.last_days(1, datetime(2026, 3, 3, 14, 30, tzinfo=UTC), MADRID)
    assert period.before == (datetime(2026, 3, 1, 23, tzinfo=UTC), datetime(2026, 3, 2, 14, 30, tzinfo=UTC))


def test_a_long_month_is_not_held_against_days_that_a_short_one_does_not_have():
    period = periods.this_month(datetime(2026, 3, 31, 12, tzinfo=UTC), MADRID)
    assert period.before == (periods.midnight(date(2026, 2, 1), MADRID), period.begins)


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        (date(2026, 3, 2), date(2026, 3, 1), "must not be after"),
        (date(2025, 1, 1), date(2026, 1, 2), "366 days at most"),
        (date(2026, 3, 4), date(2026, 3, 5), "still to come"),
        (date(1, 1, 1), date(1, 1, 2), "after 2000"),
    ],
)
def test_days_that_make_no_period_are_refused_in_words(first: date, last: date, why: str):
    with pytest.raises(PeriodRefused, match=why):
        periods.own(first, last, datetime(2026, 3, 3, 12, tzinfo=UTC), MADRID)
