"""Businesses as plain rows, and what they look like to the search; the oracle reads the same rows.

Times of day are minutes since midnight, moments minutes since the epoch.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from calendar_integration.free.searches import Performer, Resource, Search, Session, Site, Terms
from calendar_integration.free.timetables import DayShift, Hours, Shift, Timetable, presence
from calendar_integration.spans import NEVER, Busy, Span, Stretch

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
A_DAY = timedelta(days=1)

#: (from, until), the end not included.
Pair = tuple[int, int]


@dataclass(frozen=True)
class House:
    number: int
    zone: ZoneInfo
    #: (weekday, hours)
    weekly: tuple[tuple[int, Pair], ...]
    special: dict[date, tuple[Pair, ...]] = field(default_factory=dict)
    closures: tuple[tuple[date, date], ...] = ()
    holidays: frozenset[date] = frozenset()

    @property
    def timetable(self) -> Timetable:
        special = {day: tuple((_time(a), _time(b)) for a, b in pairs) for day, pairs in self.special.items()}
        return Timetable(self.zone, _hours(self.weekly), special, self.closures, self.holidays)


@dataclass(frozen=True)
class Person:
    number: int
    #: (house, weekday, hours)
    weekly: tuple[tuple[int, int, Pair], ...] = ()
    #: (day, house or wherever they work, hours or none)
    days: tuple[tuple[date, int | None, Pair | None], ...] = ()
    off: tuple[Pair, ...] = ()
    busy: tuple[Pair, ...] = ()

    def performer(self, houses: dict[int, Timetable]) -> Performer:
        shifts = [Shift(house, Hours(weekday, _time(a), _time(b))) for house, weekday, (a, b) in self.weekly]
        days = [
            DayShift(day, house, _time(pair[0]), _time(pair[1])) if pair else DayShift(day, house)
            for day, house, pair in self.days
        ]
        there = presence(houses, shifts, days)
        return Performer(self.number, f"P{self.number}", there, busy(self.busy), busy(self.off))


@dataclass(frozen=True)
class Room:
    number: int
    kind: int
    house: int
    busy: tuple[Pair, ...] = ()


@dataclass(frozen=True)
class Sitting:
    number: int
    person: int
    house: int
    taken: Pair


@dataclass(frozen=True)
class Firm:
    terms: Terms
    now: int
    houses: tuple[House, ...]
    people: tuple[Person, ...]
    rooms: tuple[Room, ...] = ()
    sittings: tuple[Sitting, ...] = ()

    def search(self, first_day: date, last_day: date) -> Search:
        houses = {house.number: house.timetable for house in self.houses}
        rooms = {
            number: tuple(Resource(r.number, r.kind, busy(r.busy)) for r in self.rooms if r.house == number)
            for number in houses
        }
        return Search(
            terms=self.terms,
            now=moment(self.now),
            sites=tuple(Site(number, timetable, rooms[number]) for number, timetable in houses.items()),
            performers=tuple(person.performer(houses) for person in self.people),
            sessions=tuple(
                Session(s.number, s.person, s.house, Stretch(s.taken[0] * 60, s.taken[1] * 60), seats_left=1)
                for s in self.sittings
            ),
            first_day=first_day,
            last_day=last_day,
        )


def moment(minute: int) -> datetime:
    return EPOCH + timedelta(minutes=minute)


def minute(at: datetime) -> int:
    return (at - EPOCH) // timedelta(minutes=1)


def busy(pairs: Iterable[Pair]) -> Busy:
    return NEVER.with_spans(Span(moment(start), moment(end)) for start, end in pairs)


def _time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


def _hours(weekly: Iterable[tuple[int, Pair]]) -> tuple[Hours, ...]:
    return tuple(Hours(weekday, _time(a), _time(b)) for weekday, (a, b) in weekly)
