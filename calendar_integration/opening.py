"""When the houses of a business are open, for whoever asks and books nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from calendar_integration.free.houses import hours_at, remembered
from calendar_integration.free.timetables import Walls
from calendar_integration.models import Location
from calendar_integration.selectors import location_as_domain
from receptionist.domain import diary

#: Days ahead whose hours are told where they are unlike the usual ones.
_DAYS_AHEAD = 14


def hours(business_id: int, now: datetime) -> Sequence[diary.OpeningHours]:
    """Tell when each location is open; as of a few seconds ago at most. ``now`` is aware."""

    def read() -> list[diary.OpeningHours]:
        return [_of(row, now) for row in Location.objects.filter(business_id=business_id, active=True)]

    return remembered(f"opening:{business_id}:{now:%Y%m%d%H}", read)


def _of(location: Location, now: datetime) -> diary.OpeningHours:
    timetable, _ = hours_at(location, (), now, _DAYS_AHEAD)
    today = now.astimezone(location.zone).date()
    coming = [today + timedelta(days=ahead) for ahead in range(_DAYS_AHEAD)]
    return diary.OpeningHours(
        location=location_as_domain(location),
        usual=tuple(_in_order(walls) for walls in timetable.weekly),
        today=today,
        exceptions=tuple(
            (day, _in_order(timetable.on(day)))
            for day in coming
            if _in_order(timetable.on(day)) != _in_order(timetable.weekly[day.weekday()])
        ),
    )


def _in_order(walls: Walls) -> diary.DayHours:
    return tuple(sorted(walls))
