"""What is free, judged against a clock that walks through the day minute by minute."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calendar_integration import offers
from calendar_integration.availability import (
    Busy,
    Hours,
    Performer,
    Search,
    Span,
    Timetable,
    exists,
    free_starts,
    instant,
    merge,
    subtract,
)
from receptionist.domain.diary import NoSlotReason, PartOfDay, Wish

#: Days on which clocks change, and ordinary ones: forwards and back, by an hour and by half of one, at two, at
#: midnight, and across it.
DAYS = [
    ("Europe/Madrid", date(2026, 3, 29)),
    ("Europe/Madrid", date(2026, 10, 25)),
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Africa/Casablanca", date(2026, 2, 15)),
    ("Africa/Casablanca", date(2026, 3, 22)),
    ("Africa/Cairo", date(2026, 4, 24)),
    ("Africa/Cairo", date(2026, 10, 29)),
    ("America/Havana", date(2026, 3, 8)),
    ("America/Havana", date(2026, 11, 1)),
    ("America/Santiago", date(2026, 4, 4)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Asia/Kathmandu", date(2026, 6, 1)),
    ("UTC", date(2026, 6, 1)),
]
A_DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def walk(zone: ZoneInfo, day: date) -> list[tuple[datetime, datetime, int]]:
    """Every minute around a local day, as (UTC, what the clock on the wall shows, which pass of that time)."""
    first = datetime.combine(day, time(0), tzinfo=UTC) - timedelta(hours=40)
    minutes = []
    for passed in range(104 * 60):
        at = first + passed * MINUTE
        local = at.astimezone(zone)
        minutes.append((at, local.replace(tzinfo=None, fold=0), local.fold))
    return minutes


def oracle(search: Search, day: date, taken: dict[int, list[Span]]) -> dict[datetime, set[int]]:
    """Who can begin when: the house opens and closes when the walking clock first shows, or passes, the time."""
    minutes = walk(search.zone, day)

    def first_showing(wall: datetime) -> datetime:
        return next(at for at, shown, _ in minutes if shown >= wall)

    is_open = set()
    for offset in (-1, 0, 1):
        of = day + offset * A_DAY
        if any(first <= of <= last for first, last in search.timetable.closures):
            continue
        for hours in search.timetable.hours:
            if hours.weekday == of.weekday():
                ends = datetime.combine(of, hours.closes) + (A_DAY if hours.closes == time(0) else timedelta(0))
                opens, closes = first_showing(datetime.combine(of, hours.opens)), first_showing(ends)
                is_open |= {at for at, _, _ in minutes if opens <= at < closes}
    found = {}
    for at, shown, fold in minutes:
        if shown.date() != day or fold or shown.minute % 15 or at < search.earliest:
            continue
        needed = [at + passed * MINUTE for passed in range(search.minutes)]
        if all(minute in is_open for minute in needed):
            free = {
                staff_id
                for staff_id, spans in taken.items()
                if not any(span.start <= minute < span.end for span in spans for minute in needed)
            }
            if free:
                found[at] = free
    return found


@st.composite
def searches(draw: st.DrawFn) -> tuple[Search, date, dict[int, list[Span]]]:
    name, day = draw(st.sampled_from(DAYS))
    zone = ZoneInfo(name)
    rows = []
    for weekday in {(day + offset * A_DAY).weekday() for offset in (-1, 0, 1)}:
        edges = draw(st.lists(st.integers(0, 24 * 12), min_size=0, max_size=4, unique=True).map(sorted))
        for opens, closes in zip(edges[::2], edges[1::2], strict=False):
            rows.append(Hours(weekday, _at(opens), _at(closes % 288)))
    closures = tuple((day + n * A_DAY, day + n * A_DAY) for n in draw(st.sets(st.sampled_from([-1, 0, 1]), max_size=1)))
    midnight = datetime.combine(day, time(0), tzinfo=UTC)
    span = st.builds(
        lambda start, length: Span(midnight + start * 5 * MINUTE, midnight + (start + length) * 5 * MINUTE),
        st.integers(-200, 400),
        st.integers(1, 60),
    )
    taken = {number: draw(st.lists(span, max_size=6)) for number in range(1, draw(st.integers(2, 4)))}
    performers = tuple(Performer(number, f"P{number}", Busy(spans)) for number, spans in taken.items())
    earliest = midnight + draw(st.integers(-30, 12)) * timedelta(hours=1)
    search = Search(
        service_id=1,
        minutes=draw(st.sampled_from([5, 20, 30, 45, 60, 90, 240])),
        timetable=Timetable(zone, tuple(rows), closures),
        performers=performers,
        earliest=earliest,
        first_day=day,
        last_day=day,
        last_open=day,
    )
    return search, day, taken


def _at(five_minutes: int) -> time:
    return time(five_minutes // 12 % 24, five_minutes % 12 * 5)


@settings(max_examples=60, deadline=None)
@given(searches())
def test_it_finds_exactly_what_a_walking_clock_finds_free(case):
    search, day, taken = case
    found = {start.at: {who.staff_id for who in start.performers} for start in free_starts(search, day)}
    assert found == oracle(search, day, taken)


@settings(max_examples=60, deadline=None)
@given(
    searches(),
    st.builds(
        Wish,
        day=st.none() | st.just(1),
        at=st.none() | st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15)),
        part_of_day=st.none() | st.sampled_from(PartOfDay),
    ),
)
def test_it_offers_only_what_is_free_and_something_whenever_anything_is(case, wish):
    search, day, taken = case
    wish = Wish(day=day if wish.day else None, at=wish.at, part_of_day=wish.part_of_day)
    free = oracle(search, day, taken)

    answer = offers.find(search, wish)

    offered = [slot.start.astimezone(UTC) for slot in answer.slots]
    assert len(offered) <= 3
    assert offered == sorted(set(offered))
    assert all(slot.staff_id in free[slot.start.astimezone(UTC)] for slot in answer.slots)
    assert bool(offered) == bool(free)
    if wish.day is not None and wish.at is not None:
        wall = datetime.combine(day, wish.at)
        named_is_free = exists(search.zone, wall) and instant(search.zone, wall) in free
        assert (answer.exact is not None) == named_is_free
        assert (answer.reason is None) == named_is_free
        if answer.slots and not named_is_free:
            moment = wall.replace(tzinfo=search.zone).astimezone(UTC)
            assert min(abs(at - moment) for at in offered) == min(abs(at - moment) for at in free)
    if not offered:
        assert answer.reason is not None


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=8),
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=8),
)
def test_subtracting_leaves_the_minutes_that_were_not_cut(spans, cuts):
    zero = datetime(2026, 1, 1, tzinfo=UTC)

    def build(pairs):
        return [Span(zero + start * MINUTE, zero + end * MINUTE) for start, end in pairs]

    def covered(parts):
        return {n for n in range(60) for part in parts if part.start <= zero + n * MINUTE < part.end}

    left = subtract(build(spans), build(cuts))
    assert covered(left) == covered(build(spans)) - covered(build(cuts))
    assert left == merge(left)


@pytest.mark.parametrize(
    ("name", "day", "at", "reason"),
    [
        ("Europe/Madrid", date(2026, 3, 29), time(2, 30), NoSlotReason.NO_SUCH_TIME),
        ("America/New_York", date(2026, 3, 8), time(2, 0), NoSlotReason.NO_SUCH_TIME),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), NoSlotReason.NO_SUCH_TIME),
        ("Europe/Madrid", date(2026, 3, 29), time(3, 0), None),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 30), None),
    ],
)
def test_a_time_that_the_clocks_skip_is_never_to_be_had(name, day, at, reason):
    answer = offers.find(_always_open(name, day), Wish(day=day, at=at))
    assert answer.reason == reason
    assert answer.slots


@pytest.mark.parametrize(
    ("name", "day", "at", "utc"),
    [
        ("Europe/Madrid", date(2026, 10, 25), time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("America/New_York", date(2026, 11, 1), time(1, 15), datetime(2026, 11, 1, 5, 15, tzinfo=UTC)),
        ("Australia/Lord_Howe", date(2026, 4, 5), time(1, 45), datetime(2026, 4, 4, 14, 45, tzinfo=UTC)),
    ],
)
def test_a_time_that_the_clocks_repeat_means_its_first_pass(name, day, at, utc):
    exact = offers.find(_always_open(name, day), Wish(day=day, at=at)).exact
    assert exact is not None
    assert exact.start.astimezone(UTC) == utc


def _always_open(name: str, day: date) -> Search:
    hours = tuple(Hours(weekday, time(0), time(0)) for weekday in range(7))
    return Search(
        service_id=1,
        minutes=30,
        timetable=Timetable(ZoneInfo(name), hours),
        performers=(Performer(1, "Ana", Busy()),),
        earliest=datetime.combine(day, time(0), tzinfo=UTC) - A_DAY,
        first_day=day - A_DAY,
        last_day=day + A_DAY,
        last_open=day + A_DAY,
    )


def test_an_appointment_may_cross_midnight_where_the_hours_do():
    night = Search(
        service_id=1,
        minutes=60,
        timetable=Timetable(ZoneInfo("UTC"), (Hours(4, time(18), time(0)), Hours(5, time(0), time(2)))),
        performers=(Performer(1, "Ana", Busy()),),
        earliest=datetime(2026, 3, 1, tzinfo=UTC),
        first_day=date(2026, 3, 6),
        last_day=date(2026, 3, 7),
        last_open=date(2026, 3, 7),
    )
    assert free_starts(night, date(2026, 3, 6))[-1].at == datetime(2026, 3, 6, 23, 45, tzinfo=UTC)
    assert free_starts(night, date(2026, 3, 7))[-1].at == datetime(2026, 3, 7, 1, 0, tzinfo=UTC)
