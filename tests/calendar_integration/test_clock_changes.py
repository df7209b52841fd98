"""Every zone of the world whose clocks change: nothing is promised at an hour that does not exist, or exists twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest

from calendar_integration.free import offers
from calendar_integration.free.availability import free_starts
from calendar_integration.free.searches import Terms
from receptionist.domain.diary import NoSlotReason, Wish
from tests.calendar_integration import oracle
from tests.calendar_integration.firms import A_DAY, Firm, House, Person, minute

YEAR = 2026
ALL_DAY = tuple((weekday, (0, 1440)) for weekday in range(7))


@cache
def changes(name: str) -> tuple[date, ...]:
    """The local days of the year on which the clocks of a zone are put forward or back."""
    zone = ZoneInfo(name)
    days = [date(YEAR, 1, 1) + number * A_DAY for number in range(365)]
    return tuple(day for day in days if _offset(zone, day) != _offset(zone, day + A_DAY))


def _offset(zone: ZoneInfo, day: date) -> timedelta | None:
    return datetime.combine(day, time(0), tzinfo=zone).utcoffset()


CHANGING = sorted(name for name in available_timezones() if changes(name))


def around_the_clock(name: str, day: date) -> Firm:
    """Open day and night, with somebody who begins at a quarter past two and somebody who leaves at a quarter to."""
    people = (
        Person(1, tuple((1, weekday, (0, 105)) for weekday in range(7))),
        Person(2, tuple((1, weekday, (135, 1440)) for weekday in range(7))),
        Person(3, (*((1, weekday, (1380, 1440)) for weekday in range(7)), (1, 0, (0, 60)))),
    )
    terms = Terms(service_id=1, minutes=30, minutes_before=10, minutes_after=5, lead_minutes=0)
    now = minute(datetime.combine(day - 3 * A_DAY, time(0), tzinfo=UTC))
    return Firm(terms, now, (House(1, ZoneInfo(name), ALL_DAY),), people)


def test_there_are_zones_whose_clocks_change():
    assert {"Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "America/Santiago"} <= set(CHANGING)


@pytest.mark.parametrize("name", CHANGING)
def test_a_day_on_which_clocks_change_has_exactly_the_places_a_walking_clock_finds(name):
    for day in changes(name):
        firm = around_the_clock(name, day)
        found = free_starts(firm.search(day, day), day)
        free = oracle.free(firm, day)
        assert {(minute(start.at), 1): frozenset(who.staff_id for who in start.performers) for start in found} == {
            key: that.people for key, that in free.items()
        }
        walls = [start.local.replace(tzinfo=None, fold=0) for start in found]
        assert len(set(walls)) == len(walls), "a wall-clock time is offered twice"


@pytest.mark.parametrize("name", CHANGING)
def test_a_skipped_time_is_refused_as_such_and_a_repeated_one_means_its_first_pass(name):
    for day in changes(name):
        shown = oracle.walk(ZoneInfo(name), day)
        passes: dict[datetime, list[int]] = {}
        for at, wall, _ in shown:
            passes.setdefault(wall, []).append(at)
        firm = Firm(
            Terms(service_id=1, minutes=15),
            minute(datetime.combine(day - 3 * A_DAY, time(0), tzinfo=UTC)),
            (House(1, ZoneInfo(name), ALL_DAY),),
            (Person(1),),
        )
        search = firm.search(day - 7 * A_DAY, day + 35 * A_DAY)
        for quarter in range(96):
            wall = datetime.combine(day, time(quarter // 4, quarter % 4 * 15))
            answer = offers.find(search, Wish(day=day, at=wall.time()))
            if wall in passes:
                assert answer.exact is not None
                assert minute(answer.exact.start) == passes[wall][0]
            else:
                assert (answer.exact, answer.reason) == (None, NoSlotReason.NO_SUCH_TIME)
                assert answer.slots
