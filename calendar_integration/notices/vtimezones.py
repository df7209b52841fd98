"""Time zones as calendar programs want them told (VTIMEZONE), right for the years in question. Pure.

Programs that know the IANA names take no notice. Outlook goes by the rules: it reads one observance of each kind, and
only where it recurs every year. So a zone that changes its clocks by a rule is told by that rule; others by each of
their changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_A_DAY = timedelta(days=1)
_A_SECOND = timedelta(seconds=1)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class _Change:
    """The clock goes from one offset to another; ``wall`` is what it showed in the old one."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def is_forward(self) -> bool:
        return self.after > self.before

    def nth(self, *, from_the_end: bool) -> int:
        """Count the weekday within its month: the second, or, only where it is so and asked for, the last (-1)."""
        is_last = (self.wall + 7 * _A_DAY).month != self.wall.month
        return -1 if from_the_end and is_last else (self.wall.day - 1) // 7 + 1

    def rule(self, nth: int) -> tuple[object, ...]:
        """Return what is the same every year where the clocks change by a rule."""
        return self.wall.month, self.wall.weekday(), nth, self.wall.time(), self.before, self.after


@lru_cache(maxsize=256)
def vtimezone(zone: str, first_year: int, last_year: int) -> Timezone:
    """Describe an IANA zone so that every moment of these years, both included, is right; not to be changed."""
    told = Timezone()
    told.add("TZID", zone)
    changes = _changes(ZoneInfo(zone), first_year - 1, last_year + 1)
    by_rule = _by_rule(changes, years=last_year - first_year + 3)
    if by_rule:
        for change, nth in by_rule:
            every_year = {
                "FREQ": "YEARLY",
                "BYMONTH": change.wall.month,
                "BYDAY": f"{nth}{_WEEKDAYS[change.wall.weekday()]}",
            }
            told.add_component(_observance(change, every_year))
        return told
    begins = datetime(first_year - 1, 1, 1, tzinfo=UTC).astimezone(ZoneInfo(zone))
    told.add_component(_observance(_standing(begins)))
    for change in changes:
        told.add_component(_observance(change))
    return told


def _standing(moment: datetime) -> _Change:
    offset = _offset(moment)
    return _Change(moment.replace(tzinfo=None), offset, offset, moment.tzname() or "")


def _changes(zone: ZoneInfo, first_year: int, last_year: int) -> Sequence[_Change]:
    """Find every change of the clocks in these years; two within a day would be taken for one."""
    begins, ends = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    days = [begins + _A_DAY * number for number in range((ends - begins).days + 1)]
    offsets = [_offset(day.astimezone(zone)) for day in days]
    found = []
    for (start, before), (end, after) in pairwise(zip(days, offsets, strict=True)):
        if before != after:
            moment = _first_with(zone, after, start, end)
            wall = (moment + before).replace(tzinfo=None)
            found.append(_Change(wall, before, after, moment.astimezone(zone).tzname() or ""))
    return found


def _first_with(zone: ZoneInfo, offset: timedelta, before: datetime, after: datetime) -> datetime:
    """Return the first second of an offset that holds at ``after`` and does not at ``before``."""
    while after - before > _A_SECOND:
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        if _offset(middle.astimezone(zone)) == offset:
            after = middle
        else:
            before = middle
    return after


def _offset(moment: datetime) -> timedelta:
    offset = moment.utcoffset()
    assert offset is not None
    return offset


def _by_rule(changes: Sequence[_Change], years: int) -> list[tuple[_Change, int]]:
    """Return the first change of either kind with its place in the month, where both recur each year; else nothing."""
    kinds: dict[bool, list[_Change]] = defaultdict(list)
    for change in changes:
        kinds[change.is_forward].append(change)
    if {len(kind) for kind in kinds.values()} != {years} or len(kinds) != 2:
        return []
    told = [(kind[0], nth) for kind in kinds.values() if (nth := _nth_of_all(kind)) is not None]
    return told if len(told) == 2 else []


def _nth_of_all(kind: Sequence[_Change]) -> int | None:
    """Return the place in the month that changes of one kind share every year; None where they follow no such rule."""
    for from_the_end in (True, False):
        rules = {change.rule(change.nth(from_the_end=from_the_end)) for change in kind}
        if len(rules) == 1:
            return kind[0].nth(from_the_end=from_the_end)
    return None


def _observance(change: _Change, rule: dict[str, object] | None = None) -> TimezoneStandard | TimezoneDaylight:
    """Tell one offset from its onset on. What is ahead is called daylight, as Outlook does, Ireland's law aside."""
    told = TimezoneDaylight() if change.is_forward else TimezoneStandard()
    told.add("DTSTART", change.wall)
    told.add("TZOFFSETFROM", change.before)
    told.add("TZOFFSETTO", change.after)
    told.add("TZNAME", change.name)
    if rule:
        told.add("RRULE", rule)
    return told
