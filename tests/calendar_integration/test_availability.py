"""What is free, judged by a clock that walks through the day minute by minute."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from calendar_integration.clock import exists, instant
from calendar_integration.free import offers
from calendar_integration.free.availability import free_starts, start_at
from calendar_integration.free.searches import Search, Terms
from receptionist.domain.diary import PartOfDay, Wish
from receptionist.domain.events import SlotsFound
from tests.calendar_integration import oracle
from tests.calendar_integration.firms import A_DAY, Firm, House, Pair, Person, Room, Sitting, minute

#: Days on which clocks change, and ordinary ones: forwards and back, by an hour and by half of one, at two, at
#: midnight, and across it; and a day that was left out altogether.
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
NEAR = (-1, 0, 1)


def pairs(*, most: int = 2) -> st.SearchStrategy[list[Pair]]:
    """Stretches of a day, to five minutes, that do not overlap."""
    edges = st.lists(st.integers(0, 24 * 12), max_size=2 * most, unique=True).map(sorted)
    return edges.map(lambda edges: [(a * 5, b * 5) for a, b in zip(edges[::2], edges[1::2], strict=False)])


def long_pairs() -> st.SearchStrategy[list[Pair]]:
    """Stretches in which an appointment mostly has room."""
    return st.sampled_from([[(0, 1440)], [(480, 1200)], [(0, 240), (600, 1440)]]) | pairs()


@st.composite
def firms(draw: st.DrawFn, *, changes: list[tuple[str, date]] = DAYS) -> tuple[Firm, date]:
    name, day = draw(st.sampled_from(changes))
    names = [
        name,
        *draw(st.lists(st.sampled_from([name, "Asia/Tokyo", "America/Lima", "Atlantic/Canary"]), max_size=1)),
    ]
    midnight = minute(datetime.combine(day, time(0), tzinfo=UTC))
    taken = st.tuples(st.integers(-200, 400), st.integers(1, 40)).map(
        lambda drawn: (midnight + drawn[0] * 5, midnight + (drawn[0] + drawn[1]) * 5)
    )
    near = st.sampled_from([day + offset * A_DAY for offset in NEAR])
    houses = tuple(draw(_houses(number, zone, day)) for number, zone in enumerate(names, start=1))
    people = tuple(draw(_people(number, len(houses), near, taken)) for number in range(1, draw(st.integers(1, 3)) + 1))
    needs = draw(st.frozensets(st.sampled_from([1, 2]), max_size=2))
    rooms = tuple(
        Room(
            number,
            draw(st.sampled_from([1, 1, 2])),
            draw(st.integers(1, len(houses))),
            tuple(draw(st.lists(taken, max_size=3))),
        )
        for number in range(1, draw(st.integers(0, 4)) + 1)
    )
    minutes = draw(st.sampled_from([5, 20, 30, 45, 60, 90, 240]))
    sittings = tuple(
        Sitting(number, draw(st.integers(1, len(people) + 1)), draw(st.integers(1, len(houses))), draw(taken))
        for number in range(1, draw(st.integers(0, 2)) + 1)
    )
    terms = Terms(
        service_id=7,
        minutes=minutes,
        minutes_before=draw(st.sampled_from([0, 0, 5, 30])),
        minutes_after=draw(st.sampled_from([0, 0, 10, 60])),
        lead_minutes=draw(st.sampled_from([0, 30, 600])),
        horizon_days=draw(st.sampled_from([0, 1, 90])),
        needs=needs,
        shortest_minutes=draw(st.sampled_from([0, minutes])),
    )
    now = midnight + draw(st.integers(-30, 12)) * 60 + draw(st.sampled_from([0, 7]))
    return Firm(terms, now, houses, people, rooms, sittings), day


@st.composite
def _houses(draw: st.DrawFn, number: int, zone: str, day: date) -> House:
    near = [day + offset * A_DAY for offset in NEAR]
    weekly = [(of.weekday(), pair) for of in near for pair in draw(long_pairs())]
    special = {of: tuple(draw(pairs())) for of in draw(st.sets(st.sampled_from(near), max_size=1))}
    closures = tuple((of, of) for of in draw(st.sampled_from([(), (), (), *((of,) for of in near)])))
    holidays = draw(st.sampled_from([frozenset(), frozenset(), *(frozenset({of}) for of in near)]))
    return House(number, ZoneInfo(zone), tuple(weekly), special, closures, holidays)


@st.composite
def _people(
    draw: st.DrawFn, number: int, houses: int, near: st.SearchStrategy[date], taken: st.SearchStrategy[Pair]
) -> Person:
    weekly: list[tuple[int, int, Pair]] = []
    if draw(st.booleans()):
        for house in draw(st.sets(st.integers(1, houses + 1), min_size=1)):
            weekly += [(house, weekday, pair) for weekday in range(7) for pair in draw(long_pairs())]
    where = st.sampled_from([None, *range(1, houses + 1)])
    hours = st.none() | pairs(most=1).map(lambda found: found[0] if found else None)
    days = draw(st.lists(st.tuples(near, where, hours), max_size=2))
    off, busy = draw(st.lists(taken, max_size=1)), draw(st.lists(taken, max_size=5))
    return Person(number, tuple(weekly), tuple(days), tuple(off), tuple(busy))


def seen(search: Search, day: date) -> dict[tuple[int, int], tuple[set[int], set[int]]]:
    return {
        (minute(start.at), start.site.location_id): (
            {who.staff_id for who in start.performers},
            {session.session_id for session in start.sessions},
        )
        for start in free_starts(search, day)
    }


@settings(max_examples=150, deadline=None)
@given(firms())
def test_it_finds_exactly_what_a_walking_clock_finds_free(case):
    firm, day = case
    free = oracle.free(firm, day)
    search = firm.search(day, day)

    assert seen(search, day) == {key: (set(found.people), set(found.sittings)) for key, found in free.items()}
    for start in free_starts(search, day):
        rooms = free[minute(start.at), start.site.location_id].rooms
        if start.performers:
            assert len(start.resource_ids) == len(rooms)
            assert all(any(number in of_kind for of_kind in rooms.values()) for number in start.resource_ids)


@settings(max_examples=100, deadline=None)
@given(firms())
def test_a_moment_asked_for_alone_is_judged_as_among_all_of_its_day(case):
    firm, day = case
    search = firm.search(day, day)
    for start in free_starts(search, day):
        alone = start_at(search, start.site, start.at)
        assert alone is not None
        assert alone.sessions == start.sessions
        # A session may stand off the quarters of an hour, where nothing new is offered unless it is asked for.
        assert alone.performers == start.performers or not start.performers


@settings(max_examples=150, deadline=None)
@given(
    firms(),
    st.booleans(),
    st.none() | st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15)),
    st.none() | st.sampled_from(PartOfDay),
)
def test_it_offers_only_what_is_free_and_something_whenever_anything_is(case, names_day, at, part_of_day):
    firm, day = case
    # As if the diary were open for this one day only.
    firm = replace(firm, houses=tuple(_closed_but_on(house, day) for house in firm.houses))
    wish = Wish(day=day if names_day else None, at=at, part_of_day=part_of_day)
    free = oracle.free(firm, day)

    answer = offers.find(firm.search(day - 60 * A_DAY, day + 60 * A_DAY), wish)

    offered = [(minute(slot.start), slot.location_id or 0) for slot in answer.slots]
    assert len(offered) <= 3
    assert offered == sorted(set(offered))
    for key, slot in zip(offered, answer.slots, strict=True):
        hosts = {sitting.person for sitting in firm.sittings if sitting.number in free[key].sittings}
        assert slot.staff_id in (hosts or free[key].people)
    assert bool(offered) == bool(free)
    if not offered:
        assert answer.reason is not None
    if names_day and at is not None:
        _judge_named_time(firm, datetime.combine(day, at), free, answer)


def _judge_named_time(firm: Firm, wall: datetime, free: dict[tuple[int, int], oracle.Free], answer: SlotsFound) -> None:
    named = [(minute(instant(house.zone, wall)), house.number) for house in firm.houses if exists(house.zone, wall)]
    free_there = [key for key in named if key in free]
    # Which of several houses is meant only the customer knows.
    assert (answer.exact is not None) == (len(free_there) == 1)
    assert (answer.reason is None) == bool(free_there)
    if free_there:
        assert {(minute(slot.start), slot.location_id or 0) for slot in answer.slots} <= set(free_there)
    if answer.slots and not free_there and len(firm.houses) == 1:
        wanted = minute(wall.replace(tzinfo=firm.houses[0].zone).astimezone(UTC))
        nearest = min(abs(at - wanted) for at, _ in free)
        assert min(abs(minute(slot.start) - wanted) for slot in answer.slots) == nearest


def _closed_but_on(house: House, day: date) -> House:
    closed = ((date(2000, 1, 1), day - A_DAY), (day + A_DAY, date(2100, 1, 1)))
    return replace(house, closures=(*house.closures, *closed))
