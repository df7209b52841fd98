"""Reminders by the clock on the wall, over both clock changes, in zones that change on different days."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_integration.notice_times import (
    BEFORE_QUIET,
    JUST_TOLD,
    Before,
    Household,
    Unit,
    moment_before,
    reminders,
)
from receptionist.domain.delivery_plan import WORTH_HAVING, Notice, QuietHours, Reach, Send, Way, plan
from receptionist.people.customer_zone import zone_of

MADRID, NEW_YORK = ZoneInfo("Europe/Madrid"), ZoneInfo("America/New_York")
DAY, TWO_HOURS = Before(1, Unit.DAYS), Before(2, Unit.HOURS)
NEVER = QuietHours(time(0), time(0))
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def wall(text: str, zone: ZoneInfo, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)


@pytest.mark.parametrize(
    ("zone", "appointment", "before", "due", "elapsed_hours"),
    [
        # The clocks go forward: Sunday 29 March in Madrid at 2, Sunday 8 March in New York at 2.
        (MADRID, "2026-03-29 10:00", DAY, "2026-03-28 10:00", 23),
        (NEW_YORK, "2026-03-08 10:00", DAY, "2026-03-07 10:00", 23),
        (MADRID, "2026-03-29 04:00", TWO_HOURS, "2026-03-29 01:00", 2),
        (NEW_YORK, "2026-03-08 04:00", TWO_HOURS, "2026-03-08 01:00", 2),
        # The reminder would fall into the hour that is skipped: it comes when the clocks have jumped.
        (MADRID, "2026-03-30 02:30", DAY, "2026-03-29 03:00", 23.5),
        (NEW_YORK, "2026-03-09 02:30", DAY, "2026-03-08 03:00", 23.5),
        # They go back: Sunday 25 October in Madrid at 3, Sunday 1 November in New York at 2.
        (MADRID, "2026-10-25 10:00", DAY, "2026-10-24 10:00", 25),
        (NEW_YORK, "2026-11-01 10:00", DAY, "2026-10-31 10:00", 25),
        # The reminder falls into the hour that is repeated: it comes at its first pass, and once.
        (MADRID, "2026-10-26 02:30", DAY, "2026-10-25 02:30", 25),
        (NEW_YORK, "2026-11-02 01:30", DAY, "2026-11-01 01:30", 25),
        # Two weeks hold both a change and none in the other zone.
        (NEW_YORK, "2026-03-20 09:00", Before(14, Unit.DAYS), "2026-03-06 09:00", 14 * 24 - 1),
        (MADRID, "2026-03-20 09:00", Before(14, Unit.DAYS), "2026-03-06 09:00", 14 * 24),
    ],
)
def test_days_are_counted_on_the_wall_and_hours_as_they_pass(zone, appointment, before, due, elapsed_hours):
    start = wall(appointment, zone)
    moment = moment_before(start, before, zone)
    assert moment == wall(due, zone).astimezone(UTC)
    assert start.astimezone(UTC) - moment == timedelta(hours=elapsed_hours)


def test_each_reminder_is_of_use_until_the_next():
    start = wall("2026-03-29 18:00", MADRID)
    house = Household(location=MADRID, customer=MADRID, quiet=NEVER)
    planned = reminders(start, [TWO_HOURS, DAY], house, LONG_AGO)
    assert [(each.which, each.due_at, each.expires_at) for each in planned] == [
        ("1 day", wall("2026-03-28 18:00", MADRID), wall("2026-03-29 16:00", MADRID)),
        ("2 hours", wall("2026-03-29 16:00", MADRID), start),
    ]


@pytest.mark.parametrize("zone", [MADRID, NEW_YORK])
@given(
    start=st.datetimes(datetime(2026, 1, 2), datetime(2026, 12, 30)),  # noqa: DTZ001 - wall clock
    begins=st.times(),
    ends=st.times(),
    amount=st.integers(1, 72),
    unit=st.sampled_from(Unit),
)
def test_a_reminder_is_never_late_and_comes_outside_of_the_quiet_hours_or_waits_for_their_end(
    zone: ZoneInfo, start: datetime, begins: time, ends: time, amount: int, unit: Unit
):
    begins, ends = begins.replace(microsecond=0, second=0), ends.replace(microsecond=0, second=0)
    quiet = QuietHours(begins, ends)
    moment = start.replace(tzinfo=zone).astimezone(UTC)
    house = Household(location=zone, customer=zone, quiet=quiet)
    nominal = moment_before(moment, Before(amount, unit), zone)
    (planned,) = reminders(moment, [Before(amount, unit)], house, LONG_AGO)
    assert planned.due_at <= nominal
    assert planned.due_at < planned.expires_at <= moment or planned.due_at >= moment
    quiet_until = quiet.end_of(planned.due_at, zone)
    brought_forward = planned.due_at < nominal
    if brought_forward:
        was_quiet_until = quiet.end_of(nominal, zone)
        assert was_quiet_until is not None
        assert was_quiet_until + WORTH_HAVING > moment
    elif quiet_until is not None:
        assert quiet_until + WORTH_HAVING <= moment or planned.due_at == nominal


@given(now=st.datetimes(datetime(2026, 3, 1), datetime(2026, 4, 5), timezones=st.just(UTC)))  # noqa: DTZ001
def test_the_last_moment_before_the_night_is_not_quiet(now: datetime):
    quiet = QuietHours(time(21), time(9))
    start = datetime.combine(now.astimezone(MADRID).date() + timedelta(days=2), time(9), tzinfo=MADRID)
    house = Household(location=MADRID, customer=MADRID, quiet=quiet)
    (planned,) = reminders(start, [TWO_HOURS], house, now)
    assert planned.due_at.astimezone(MADRID).time() == time(20, 30)
    notice = Notice(expires_at=planned.expires_at)
    reach = Reach(ways=(Way(channel="sms"),), zone=MADRID, quiet=quiet)
    assert isinstance(plan(notice, reach, planned.due_at + BEFORE_QUIET / 2), Send)


def test_who_has_just_booked_need_not_be_reminded():
    start = wall("2026-03-10 10:00", MADRID)
    house = Household(location=MADRID, customer=MADRID, quiet=NEVER)
    due = start - timedelta(days=1)
    for now, idle in ((due - JUST_TOLD, False), (due - JUST_TOLD + timedelta(seconds=1), True), (due, True)):
        (planned,) = reminders(start, [DAY], house, now)
        assert planned.is_idle is idle


@pytest.mark.parametrize(
    ("phone", "home", "zone"),
    [
        ("+34600000001", "Europe/Madrid", "Europe/Madrid"),
        # People keep their numbers when they move: the same country tells nothing.
        ("+12125550142", "America/Los_Angeles", "America/Los_Angeles"),
        ("+34600000001", "Atlantic/Canary", "Atlantic/Canary"),
        # Another country: its zone, of several the one nearest to the house.
        ("+12125550142", "Europe/Madrid", "America/New_York"),
        ("+34600000001", "Europe/London", "Atlantic/Canary"),
        ("+34600000001", "America/New_York", "Atlantic/Canary"),
        ("+61412345678", "Europe/Madrid", "Australia/Perth"),
        ("", "Europe/Madrid", "Europe/Madrid"),
        ("hidden", "Europe/Madrid", "Europe/Madrid"),
        ("+999", "Europe/Madrid", "Europe/Madrid"),
        ("+34600000001", "UTC", "Atlantic/Canary"),
    ],
)
def test_quiet_hours_go_by_the_country_of_the_phone(phone, home, zone):
    now = datetime(2026, 1, 15, 12, tzinfo=UTC)
    found = zone_of(phone, ZoneInfo(home), now)
    assert found.key == zone or found.utcoffset(now) == ZoneInfo(zone).utcoffset(now)
