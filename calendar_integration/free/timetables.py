"""When a house is open and when its people are there: weekly hours, and the days that are unlike the others. Pure.

Of the rules that can say something about one day the narrower wins, and none of them opens a day that a closure closes:
closures, then special days, then public holidays, then the weekly hours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from functools import cached_property, lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from calendar_integration.clock import closing_second, second
from calendar_integration.spans import Stretch, merge

#: The hours of one day: (opens, closes), as in :class:`Hours`.
Walls = tuple[tuple[time, time], ...]

_DAY = timedelta(days=1)


class Hours(NamedTuple):
    """One stretch of a weekday (Monday is 0) in wall-clock time; closing at 00:00 is midnight at its end."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True)
class Timetable:
    """Hours of a place or a person, week by week and day by day, on the clocks of one zone.

    ``special`` are days with hours of their own; none at all means closed.
    ``closures`` are (first day, last day), both closed.
    """

    zone: ZoneInfo
    hours: tuple[Hours, ...]
    special: Mapping[date, Walls] = field(default_factory=dict)
    closures: tuple[tuple[date, date], ...] = ()
    holidays: frozenset[date] = frozenset()

    def around(self, day: date) -> tuple[Stretch, ...]:
        """Return the hours of a local day and its neighbours in seconds; what meets at midnight is one stretch."""
        return _stretches(self.zone, day - _DAY, (self.on(day - _DAY), self.on(day), self.on(day + _DAY)))

    def on(self, day: date) -> Walls:
        """Return the hours of a local day as they stand on the wall."""
        if self.closures and any(first <= day <= last for first, last in self.closures):
            return ()
        if day in self.special:
            return self.special[day]
        return () if day in self.holidays else self.weekly[day.weekday()]

    @cached_property
    def weekly(self) -> tuple[Walls, ...]:
        """The usual hours, Monday first."""
        return tuple(
            tuple((hours.opens, hours.closes) for hours in self.hours if hours.weekday == weekday)
            for weekday in range(7)
        )


@lru_cache(maxsize=4096)
def _stretches(zone: ZoneInfo, first_day: date, days: tuple[Walls, ...]) -> tuple[Stretch, ...]:
    """Return hours day by day as seconds; remembered, because many people keep the same hours."""
    return tuple(
        merge(
            Stretch(second(zone, day, opens), closing_second(zone, day, closes))
            for day, walls in zip((first_day, first_day + _DAY, first_day + 2 * _DAY), days, strict=True)
            for opens, closes in walls
        )
    )


@dataclass(frozen=True, slots=True)
class Shift:
    """Hours that somebody works every week at one location."""

    location_id: int
    hours: Hours


@dataclass(frozen=True, slots=True)
class DayShift:
    """What somebody works on one day instead of their weekly hours; without hours it is a day off.

    Without a location it holds wherever they work: where they have weekly hours on any day, or everywhere.
    """

    day: date
    location_id: int | None = None
    opens: time | None = None
    closes: time | None = None


def presence(
    houses: Mapping[int, Timetable], shifts: Sequence[Shift], days: Sequence[DayShift]
) -> dict[int, Timetable]:
    """Return when somebody is there to work, by location, for as many of the ``houses`` as they ever work in.

    Who has no weekly hours at all keeps the hours of the house, its closures too. One line for a day replaces all the
    weekly hours of that day, those at other locations too: an hour is rather missed than promised in two places.
    """
    usual = {shift.location_id for shift in shifts} or set(houses)
    there: dict[int, Timetable] = {}
    for location_id, house in houses.items():
        special: dict[date, Walls] = {}
        for row in days:
            stretches = special.setdefault(row.day, ())
            is_here = location_id in usual if row.location_id is None else location_id == row.location_id
            if is_here and row.opens is not None and row.closes is not None:
                special[row.day] = (*stretches, (row.opens, row.closes))
        weekly = tuple(shift.hours for shift in shifts if shift.location_id == location_id)
        if not shifts:
            there[location_id] = replace(house, special={**house.special, **special}) if special else house
        elif weekly or any(special.values()):
            there[location_id] = Timetable(house.zone, weekly, special)
    return there
