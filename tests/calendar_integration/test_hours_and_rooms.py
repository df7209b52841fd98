"""The rules of availability one by one, each with the smallest business that shows it."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from calendar_integration.free.availability import DayNotReadError, free_starts
from calendar_integration.free.searches import Terms
from tests.calendar_integration.firms import A_DAY, Firm, House, Person, Room, Sitting
from tests.calendar_integration.oracle import walk

UTC = ZoneInfo("UTC")
#: A Friday, a month ahead of now.
DAY = date(2026, 3, 6)
MIDNIGHT = next(at for at, shown, _ in walk(UTC, DAY) if shown.date() == DAY)
NOW = MIDNIGHT - 30 * 24 * 60
NINE_TO_FIVE = House(1, UTC, ((4, (540, 1020)),))
ALWAYS = House(1, UTC, tuple((weekday, (0, 1440)) for weekday in range(7)))


def begins(
    *people: Person,
    house: House = NINE_TO_FIVE,
    day: date = DAY,
    also: tuple[House, ...] = (),
    rooms=(),
    sittings=(),
    **terms,
):
    """When something can begin on a day, in hours and minutes, with the number of any location but the first."""
    asked = Terms(**{"service_id": 1, "minutes": 60, **terms})
    firm = Firm(asked, NOW, (house, *also), people or (Person(1),), tuple(rooms), tuple(sittings))
    starts = free_starts(firm.search(day, day), day)
    return [f"{start.local:%H:%M}{f'/{n}' if (n := start.site.location_id) > 1 else ''}" for start in starts]


def at(hour: int, minutes: int = 0) -> int:
    return MIDNIGHT + hour * 60 + minutes


def test_who_has_no_hours_works_whenever_the_house_is_open():
    assert (begins()[0], begins()[-1]) == ("09:00", "16:00")


def test_the_time_before_and_after_lies_within_the_hours_of_the_performer_not_of_the_house():
    house_hours = begins(minutes_before=15, minutes_after=30)
    assert (house_hours[0], house_hours[-1]) == ("09:15", "15:30")
    early = begins(Person(1, ((1, 4, (525, 1050)),)), minutes_before=15, minutes_after=30)
    assert (early[0], early[-1]) == ("09:00", "16:00")


def test_the_time_before_may_reach_back_over_midnight():
    night = House(1, UTC, ((3, (1200, 1440)), (4, (0, 240))))
    assert begins(house=night, minutes_before=30)[0] == "00:00"


def test_an_appointment_may_cross_midnight_where_the_hours_do():
    night = House(1, UTC, ((4, (1080, 1440)), (5, (0, 120))))
    assert begins(house=night)[-1] == "23:45"
    assert begins(house=night, day=DAY + A_DAY)[-1] == "01:00"


def test_buffers_keep_neighbours_apart_on_both_sides():
    taken = Person(1, busy=((at(12), at(13)),))
    found = begins(taken, minutes_before=15, minutes_after=15)
    assert [moment for moment in found if "10:30" <= moment <= "13:30"] == ["10:30", "10:45", "13:15", "13:30"]


def test_time_off_takes_nobody_elses_time():
    found = begins(Person(1, off=((at(0), at(12)),)), Person(2, off=((at(12), at(24)),)))
    assert (found[0], found[-1]) == ("09:00", "16:00")
    assert "11:15" not in found


def test_a_special_day_replaces_weekly_hours_and_a_holiday_and_a_closure_closes_it_all_the_same():
    house = House(1, UTC, NINE_TO_FIVE.weekly, special={DAY: ((600, 720),)}, holidays=frozenset({DAY}))
    assert begins(house=house) == ["10:00", "10:15", "10:30", "10:45", "11:00"]
    assert begins(house=House(1, UTC, house.weekly, house.special, closures=((DAY, DAY),))) == []
    assert begins(house=House(1, UTC, house.weekly, holidays=frozenset({DAY}))) == []
    assert begins(house=House(1, UTC, house.weekly, special={DAY: ()})) == []


def test_other_hours_on_a_day_replace_the_weekly_ones_at_every_location():
    both = ((1, 4, (540, 1020)), (2, 4, (1020, 1200)))
    branch = House(2, UTC, ((4, (540, 1200)),))
    assert begins(Person(1, both), also=(branch,))[-1] == "19:00/2"
    lent = Person(1, ((1, 4, (540, 1020)),), ((DAY, 2, (600, 690)),))
    assert begins(lent, also=(branch,)) == ["10:00/2", "10:15/2", "10:30/2"]
    day_off = Person(1, both, ((DAY, None, None),))
    assert begins(day_off, also=(branch,)) == []


def test_other_hours_without_a_location_hold_where_somebody_works():
    branch = House(2, UTC, NINE_TO_FIVE.weekly)
    short = ((DAY, None, (600, 660)),)
    assert begins(Person(1, ((2, 0, (0, 60)),), short), also=(branch,)) == ["10:00/2"]
    assert begins(Person(1, (), short), also=(branch,)) == ["10:00", "10:00/2"]


def test_one_room_of_each_kind_must_be_free_buffers_included():
    lamp, first, second = Room(1, 8, 1), Room(2, 9, 1, ((at(9), at(16)),)), Room(3, 9, 1, ((at(9), at(15, 45)),))
    needs = frozenset({8, 9})
    assert begins(rooms=(lamp, first, second), needs=needs) == ["15:45", "16:00"]
    assert begins(rooms=(lamp, first, second), minutes_before=15, needs=needs) == ["16:00"]
    assert begins(rooms=(first, second), needs=needs) == []
    assert begins(rooms=(lamp, Room(4, 9, 2)), needs=needs) == []


def test_rooms_stand_in_for_each_other_and_the_first_free_one_is_taken():
    morning, evening = Room(1, 9, 1, ((at(13), at(17)),)), Room(2, 9, 1, ((at(9), at(12)),))
    asked = Terms(service_id=1, minutes=60, needs=frozenset({9}))
    firm = Firm(asked, NOW, (NINE_TO_FIVE,), (Person(1),), (morning, evening))
    chosen = {f"{start.local:%H:%M}": start.resource_ids for start in free_starts(firm.search(DAY, DAY), DAY)}
    assert (chosen["09:00"], chosen["12:00"], chosen["12:15"], chosen["16:00"]) == ((1,), (1,), (2,), (2,))
    assert len(chosen) == 29


def test_a_seat_is_free_though_its_performer_is_taken_by_the_session_itself():
    sitting = Sitting(1, 1, 1, (at(10, 5), at(11, 5)))
    taken = ((at(9), at(17)),)
    assert begins(Person(1, busy=taken), sittings=(sitting,)) == ["10:05"]
    assert begins(Person(1, busy=taken, off=((at(11), at(12)),)), sittings=(sitting,)) == []
    assert begins(Person(1, ((1, 4, (540, 660)),), busy=taken), sittings=(sitting,)) == []
    assert begins(Person(2, busy=taken), sittings=(sitting,)) == []


def test_nothing_begins_within_the_lead_time_or_beyond_the_horizon():
    month = 30 * 24 * 60
    assert begins(lead_minutes=month + 10 * 60)[0] == "10:00"
    assert begins(horizon_days=30)
    assert begins(horizon_days=29) == []


def test_a_day_of_the_diary_that_was_not_read_is_never_taken_for_free():
    firm = Firm(Terms(service_id=1, minutes=60), NOW, (ALWAYS,), (Person(1),))
    with pytest.raises(DayNotReadError):
        free_starts(firm.search(DAY, DAY), DAY + A_DAY)
