"""What is free, by a clock that walks through the days minute by minute: slow, and written from the rules alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache, partial
from zoneinfo import ZoneInfo

from tests.calendar_integration.firms import A_DAY, Firm, House, Pair, Person, Sitting, minute, moment


@dataclass(frozen=True)
class Free:
    """What can begin at one moment in one house: who is free, who has a seat, and which rooms there are by kind."""

    people: frozenset[int]
    sittings: frozenset[int]
    rooms: dict[int, frozenset[int]]


@lru_cache(maxsize=64)
def walk(zone: ZoneInfo, day: date) -> list[tuple[int, datetime, int]]:
    """Every minute around a local day, as (when, what the clock on the wall shows, which pass of that time)."""
    first = minute(datetime.combine(day, time(0), tzinfo=zone)) - 40 * 60
    minutes = []
    for at in range(first, first + 112 * 60):
        local = moment(at).astimezone(zone)
        minutes.append((at, local.replace(tzinfo=None, fold=0), local.fold))
    return minutes


def free(firm: Firm, day: date) -> dict[tuple[int, int], Free]:
    """What can begin on a local day, by (minute, house)."""
    last_open = min(moment(firm.now).astimezone(house.zone).date() for house in firm.houses)
    last_open += timedelta(days=firm.terms.horizon_days)
    found = {}
    for house in firm.houses:
        is_open = _minutes(house, day, partial(house_hours, house))
        there = {person.number: _minutes(house, day, partial(hours_of, person, house)) for person in firm.people}
        for at, shown, fold in walk(house.zone, day):
            if shown.date() == day <= last_open and at >= firm.now + firm.terms.lead_minutes:
                on_grid = not fold and shown.minute % 15 == 0
                new = _new(firm, house, at, is_open, there) if on_grid else Free(frozenset(), frozenset(), {})
                sittings = frozenset(
                    s.number for s in firm.sittings if _can_be_joined(firm, s, house, at, is_open, there)
                )
                if new.people or sittings:
                    found[at, house.number] = Free(new.people, sittings, new.rooms)
    return found


def house_hours(house: House, day: date) -> list[Pair]:
    if any(first <= day <= last for first, last in house.closures):
        return []
    if day in house.special:
        return list(house.special[day])
    if day in house.holidays:
        return []
    return [hours for weekday, hours in house.weekly if weekday == day.weekday()]


def hours_of(person: Person, house: House, day: date) -> list[Pair]:
    usual = {number for number, _, _ in person.weekly}
    lines = [(where, hours) for of, where, hours in person.days if of == day]
    if not usual and any(first <= day <= last for first, last in house.closures):
        return []
    if lines:
        works_here = not usual or house.number in usual
        return [hours for where, hours in lines if hours and (where == house.number or (where is None and works_here))]
    if not usual:
        return house_hours(house, day)
    return [hours for number, weekday, hours in person.weekly if number == house.number and weekday == day.weekday()]


def _minutes(house: House, day: date, hours: Callable[[date], list[Pair]]) -> set[int]:
    """Every minute that some hours cover: from when the walking clock first shows, or passes, a time to the next."""
    minutes = walk(house.zone, day)

    def first_showing(wall: datetime) -> int:
        return next(at for at, shown, _ in minutes if shown >= wall)

    covered: set[int] = set()
    for of in (day - A_DAY, day, day + A_DAY):
        for opens, closes in hours(of):
            midnight = datetime.combine(of, time(0))
            covered.update(
                range(
                    first_showing(midnight + timedelta(minutes=opens)),
                    first_showing(midnight + timedelta(minutes=closes)),
                )
            )
    return covered


def _new(firm: Firm, house: House, at: int, is_open: set[int], there: dict[int, set[int]]) -> Free:
    terms = firm.terms
    taken = range(at - terms.minutes_before, at + terms.minutes + terms.minutes_after)
    rooms = {
        kind: frozenset(
            room.number
            for room in firm.rooms
            if room.kind == kind and room.house == house.number and not _meets(room.busy, taken)
        )
        for kind in terms.needs
    }
    people: frozenset[int] = frozenset()
    if all(at in is_open for at in range(at, at + terms.minutes)) and all(rooms.values()):
        people = frozenset(
            person.number
            for person in firm.people
            if all(at in there[person.number] for at in taken) and not _meets((*person.busy, *person.off), taken)
        )
    return Free(people, frozenset(), rooms)


def _can_be_joined(
    firm: Firm, sitting: Sitting, house: House, at: int, is_open: set[int], there: dict[int, set[int]]
) -> bool:
    taken = range(*sitting.taken)
    person = next((person for person in firm.people if person.number == sitting.person), None)
    return (
        person is not None
        and (sitting.house, sitting.taken[0]) == (house.number, at)
        and all(minute in is_open and minute in there[person.number] for minute in taken)
        and not _meets(person.off, taken)
    )


def _meets(pairs: Iterable[Pair], taken: range) -> bool:
    return any(start <= minute < end for start, end in pairs for minute in taken)
