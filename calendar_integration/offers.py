"""What a person would offer: of all that is free, the two or three places nearest to the wish. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from calendar_integration.availability import (
    HORIZON_DAYS,
    Search,
    Start,
    exists,
    fits,
    free_performers,
    free_starts,
    instant,
    open_starts,
)
from receptionist.domain.diary import NoSlotReason, Slot, Wish
from receptionist.domain.events import SlotsFound

#: Days of the diary that one answer looks at, before and after the day that was wished for.
DAYS_BEFORE, DAYS_AFTER = 7, 35
#: As many as a caller can keep in mind.
MOST_OFFERS = 3
#: Two offers of the same day lie at least this far apart where the wish leaves it open.
APART = timedelta(hours=2)

#: Minutes past the hour, as people prefer them.
_ROUNDER_FIRST = (0, 30, 15, 45)


def window(wish: Wish, today: date) -> tuple[date, date]:
    """Return the first and last local day worth looking at for a wish; never more than the diary is open for."""
    last_open = today + timedelta(days=HORIZON_DAYS)
    centre = min(max(wish.day or wish.not_before or today, today), last_open)
    first = max(today, centre - timedelta(days=DAYS_BEFORE)) if wish.day else centre
    if wish.not_before and wish.not_before <= centre:
        first = max(first, wish.not_before)
    return first, min(last_open, centre + timedelta(days=DAYS_AFTER))


def find(search: Search, wish: Wish) -> SlotsFound:
    """Answer a wish: the exact slot when it is free, else why not, and what is free instead.

    ``reason`` is also given when what was named (a day, a part of it, "after five") has nothing left, though others
    have.
    """
    reason: NoSlotReason | None = None
    if wish.day is not None and wish.at is not None:
        wall = datetime.combine(wish.day, wish.at.replace(tzinfo=None))
        at = instant(search.zone, wall)
        reason = refusal(search, at, skipped=not exists(search.zone, wall))
        if reason is None:
            exact = _slot(search, Start(at, free_performers(search, at)))
            return SlotsFound(wish=wish, exact=exact, slots=(exact,))
    elif wish.day is not None:
        reason = _refusal_of_day(search, wish)
    starts = sorted(_choose(search, wish), key=lambda start: start.at)
    if reason is None and not any(_within(search, wish)(start) and _is_at(search, wish, start) for start in starts):
        # Others than were wished for are offered as what they are.
        reason = NoSlotReason.FULL
    slots = tuple(_slot(search, start) for start in starts)
    return SlotsFound(wish=wish, exact=None, slots=slots, reason=reason)


def refusal(search: Search, at: datetime, *, skipped: bool = False) -> NoSlotReason | None:
    """Say why nothing can begin at this moment, or None; ``skipped`` when the clock never shows the time named."""
    day = at.astimezone(search.zone).date()
    if at < search.earliest:
        return NoSlotReason.PAST
    if day > search.last_open:
        return NoSlotReason.TOO_FAR
    if skipped:
        return NoSlotReason.NO_SUCH_TIME
    if not fits(search.open_spans(day), at, at + search.length):
        return NoSlotReason.CLOSED
    return None if free_performers(search, at) else NoSlotReason.TAKEN


def _refusal_of_day(search: Search, wish: Wish) -> NoSlotReason | None:
    day = wish.day
    if day is None:
        return None
    if day < search.earliest.astimezone(search.zone).date():
        return NoSlotReason.PAST
    if day > search.last_open:
        return NoSlotReason.TOO_FAR
    wanted = _within(search, wish)
    if any(map(wanted, free_starts(search, day))):
        return None
    is_open = any(wanted(Start(at, ())) for at in open_starts(search, day))
    return NoSlotReason.FULL if is_open else NoSlotReason.CLOSED


def _slot(search: Search, start: Start) -> Slot:
    who = start.performers[0]
    return Slot(search.service_id, who.staff_id, who.name, start.at.astimezone(search.zone))


def _choose(search: Search, wish: Wish) -> list[Start]:
    """Pick what to offer; a part of the day is given up before nothing at all is offered."""
    wanted = _within(search, wish)
    if wish.day is not None and wish.at is not None:
        return _around(search, wish, wish.day, wish.at)
    if wish.day is not None:
        on_day = free_starts(search, wish.day)
        return (
            _spread([start for start in on_day if wanted(start)], search.zone)
            or _spread(on_day, search.zone)
            or _soonest(search, _days_near(search, wish, wish.day), wanted)
            or _soonest(search, _days_near(search, wish, wish.day), _anything)
        )
    if wish.at is not None:
        return _at_that_time(search, wish, wish.at) or _around(search, wish, search.first_day, wish.at)
    return _soonest(search, _days(search, wish), wanted) or _soonest(search, _days(search, wish), _anything)


def _within(search: Search, wish: Wish) -> Callable[[Start], bool]:
    """Tell what begins in the part of the day, and within the times, that were wished for."""
    begins, ends = wish.part_of_day.span if wish.part_of_day else (time.min, time.max)
    begins, ends = max(begins, wish.earliest or begins), min(ends, wish.latest or ends)
    return lambda start: begins <= start.at.astimezone(search.zone).time() < ends


def _is_at(search: Search, wish: Wish, start: Start) -> bool:
    """Whether it begins at the time of day that was named, if one was."""
    return wish.at in (None, start.at.astimezone(search.zone).time())


def _anything(start: Start) -> bool:
    return True


def _days(search: Search, wish: Wish) -> Iterator[date]:
    for days in range((search.last_day - search.first_day).days + 1):
        day = search.first_day + timedelta(days=days)
        if day.weekday() not in wish.not_weekdays:
            yield day


def _days_near(search: Search, wish: Wish, day: date) -> Iterator[date]:
    """Yield the days of the search, the nearest first and the later of two before the earlier."""
    yield from sorted(_days(search, wish), key=lambda other: (abs((other - day).days), other < day))


def _around(search: Search, wish: Wish, day: date, at: time) -> list[Start]:
    """Pick two places of that day nearest to the time, then the nearest to it on the nearest other days."""
    chosen: list[Start] = []
    for other in _days_near(search, wish, day):
        wanted = datetime.combine(other, at.replace(tzinfo=None), tzinfo=search.zone).astimezone(UTC)
        nearest = sorted(free_starts(search, other), key=lambda start: abs(start.at - wanted))
        today = nearest[:1]
        if other == day:
            today += [start for start in nearest if abs(start.at - today[0].at) >= search.length][:1]
        chosen += today
        if len(chosen) >= MOST_OFFERS:
            break
    return chosen[:MOST_OFFERS]


def _at_that_time(search: Search, wish: Wish, at: time) -> list[Start]:
    """Pick the first days on which exactly that time of day is free."""
    chosen: list[Start] = []
    for day in _days(search, wish):
        wall = datetime.combine(day, at.replace(tzinfo=None))
        moment = instant(search.zone, wall)
        if moment != search.stands_at and refusal(search, moment, skipped=not exists(search.zone, wall)) is None:
            chosen.append(Start(moment, free_performers(search, moment)))
        if len(chosen) == MOST_OFFERS:
            break
    return chosen


def _soonest(search: Search, days: Iterator[date], wanted: Callable[[Start], bool]) -> list[Start]:
    """Pick the first place, a later one of the same day, and the first ones of the next days that have any."""
    chosen: list[Start] = []
    for day in days:
        found = [start for start in free_starts(search, day) if wanted(start)]
        of_day = found[:1]
        if not chosen:
            of_day += [start for start in found if start.at - found[0].at >= APART][:1]
        chosen += of_day
        if len(chosen) >= MOST_OFFERS:
            break
    return chosen[:MOST_OFFERS]


def _spread(starts: list[Start], zone: ZoneInfo) -> list[Start]:
    """Pick one place from each third of a day, a full hour where there is one."""
    if len(starts) <= MOST_OFFERS:
        return starts
    bounds = [len(starts) * third // MOST_OFFERS for third in range(MOST_OFFERS + 1)]
    thirds = [starts[low:high] for low, high in pairwise(bounds)]
    return [
        min(third, key=lambda start: (_ROUNDER_FIRST.index(start.at.astimezone(zone).minute), start.at))
        for third in thirds
    ]
