"""What a person would offer: of all that is free, the two or three places nearest to the wish. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import TypeVar

from calendar_integration.clock import exists, instant
from calendar_integration.free.availability import free_starts, start_at
from calendar_integration.free.options import options, unusable_gaps
from calendar_integration.free.refusals import refusal_of_day, refusal_of_time
from calendar_integration.free.searches import Search, Start
from receptionist.domain.diary import NoSlotReason, Slot, Wish
from receptionist.domain.events import SlotsFound

#: Days of the diary that one answer may look at, before and after the day that was wished for.
DAYS_BEFORE, DAYS_AFTER = 7, 35
#: As many as a caller can keep in mind.
MOST_OFFERS = 3
#: Two offers of the same day lie at least this far apart where the wish leaves it open.
APART = timedelta(hours=2)
#: By so much the later of two may move further back, which costs nobody anything, to keep the day compact.
_SLACK = timedelta(hours=1)
#: So many days on either side are read first: the nearest places mostly lie there, over a Sunday or a holiday as well.
_READ_FIRST = (2, 6, 14)

#: Minutes past the hour, as people prefer them.
_ROUNDER_FIRST = (0, 30, 15, 45)

Cost = TypeVar("Cost", int, timedelta)


def window(wish: Wish, today: date, horizon_days: int) -> tuple[date, date]:
    """Return the first and last local day worth looking at for a wish; never more than the diary is open for."""
    last_open = today + timedelta(days=horizon_days)
    centre = min(max(wish.day or wish.not_before or today, today), last_open)
    first = max(today, centre - timedelta(days=DAYS_BEFORE)) if wish.day else centre
    if wish.not_before and wish.not_before <= centre:
        first = max(first, wish.not_before)
    if wish.after and wish.day is None:
        first = centre = min(max(first, wish.after.date()), last_open)
    return first, min(last_open, centre + timedelta(days=DAYS_AFTER))


def widening(wish: Wish, today: date, horizon_days: int) -> Iterator[tuple[date, date]]:
    """Yield the days to read for a wish: few, which mostly suffice, then more, and last all that may be looked at."""
    first, last = window(wish, today, horizon_days)
    centre = min(max(wish.day or first, first), last)
    for days in _READ_FIRST:
        near = max(first, centre - timedelta(days=days)), min(last, centre + timedelta(days=days))
        if near != (first, last):
            yield near
    yield first, last


def find(search: Search, wish: Wish) -> SlotsFound:
    """Answer a wish: the exact slot when it is free, else why not, and what is free instead.

    ``reason`` is also given when what was named (a day, a part of it, "after five") has nothing left, though others
    have. Where the named person or location has nothing, what others have is offered; of a time that several locations
    have, none is the exact one. Raises DayNotReadError when more of the diary must be read to tell.
    """
    if wish.staff_id is None and wish.location_id is None:
        return _find(search, wish)
    narrow, reason = narrowed(search, wish), never(search, wish)
    found = None if reason else _find(narrow, wish)
    if found is not None and (found.exact is not None or (found.slots and not (wish.day and wish.at))):
        return found
    if found is not None and (narrow.sites, narrow.performers) == (search.sites, search.performers):
        # There is nobody else, and nowhere else.
        return found
    open_to_all = _find(search, wish.anywhere_with_anybody)
    exact = (open_to_all.exact,) if open_to_all.exact else ()
    own = found.slots if found else ()
    slots = (*exact, *own)[:MOST_OFFERS] or open_to_all.slots
    reason = reason or (found.reason if found else None) or NoSlotReason.FULL
    return SlotsFound(wish=wish, exact=None, slots=slots, reason=reason)


def find_that_day(search: Search, wish: Wish) -> tuple[Slot | None, Slot | None, NoSlotReason | None]:
    """Answer a wish for a day and a time by that day alone: the slot, else the nearest one, and why it is not it."""
    assert wish.day is not None
    assert wish.at is not None
    wall = datetime.combine(wish.day, wish.at.replace(tzinfo=None))
    narrow, reason = narrowed(search, wish), never(search, wish)
    if reason is not None:
        return None, None, reason
    reason = refusal_of_time(narrow, wall)
    if reason is None:
        return _slot(narrow, _at(narrow, wall)[0], wish), None, None
    found = _free(narrow, wish.day)
    nearest = min(found, key=lambda start: abs(start.at - wall.replace(tzinfo=start.site.zone)), default=None)
    return None, _slot(narrow, nearest, wish) if nearest else None, reason


def narrowed(search: Search, wish: Wish) -> Search:
    """Leave of a search only the person and the location that are wished for."""
    return replace(
        search,
        sites=tuple(site for site in search.sites if wish.location_id in (None, site.location_id)),
        performers=tuple(who for who in search.performers if wish.staff_id in (None, who.staff_id)),
        sessions=tuple(each for each in search.sessions if wish.staff_id in (None, each.staff_id)),
    )


def never(search: Search, wish: Wish) -> NoSlotReason | None:
    """Say why the person or the location that is wished for can never serve for it; None where they can."""
    if wish.location_id is not None and all(site.location_id != wish.location_id for site in search.sites):
        return NoSlotReason.NOT_THERE
    if wish.staff_id is not None and all(who.staff_id != wish.staff_id for who in search.performers):
        return NoSlotReason.NOT_THEIRS
    return None


def _find(search: Search, wish: Wish) -> SlotsFound:
    reason: NoSlotReason | None = None
    if wish.day is not None and wish.at is not None:
        wall = datetime.combine(wish.day, wish.at.replace(tzinfo=None))
        reason = refusal_of_time(search, wall)
        if reason is None:
            exact = tuple(_slot(search, start, wish) for start in _at(search, wall))
            # Which of several houses is meant only the customer knows.
            return SlotsFound(wish=wish, exact=exact[0] if len(exact) == 1 else None, slots=exact[:MOST_OFFERS])
    elif wish.day is not None:
        reason = refusal_of_day(search, wish.day, _within(wish))
    starts = sorted(_choose(search, wish), key=lambda start: start.at)
    if reason is None and not any(_within(wish)(start) and _is_at(wish, start) for start in starts):
        # Others than were wished for are offered as what they are.
        reason = NoSlotReason.FULL
    return SlotsFound(wish=wish, exact=None, slots=tuple(_slot(search, start, wish) for start in starts), reason=reason)


def _slot(search: Search, start: Start, wish: Wish) -> Slot:
    best = options(search, start)[0]
    return Slot(
        search.terms.service_id,
        best.staff_id,
        best.staff_name,
        start.local,
        start.site.location_id,
        location_name=start.site.name,
        nobody_else=wish.staff_id is not None,
    )


def _at(search: Search, wall: datetime) -> list[Start]:
    """Return where an appointment can begin at a wall-clock time, the best location first."""
    moments = [(site, instant(site.zone, wall)) for site in search.sites if exists(site.zone, wall)]
    starts = [start for site, at in moments if (start := start_at(search, site, at)) is not None]
    return sorted(starts, key=_has_no_seat)


def _free(search: Search, day: date) -> list[Start]:
    """Return what is free on a day, each wall-clock time once: at the first location, or where a session fills."""
    by_wall: dict[datetime, Start] = {}
    for start in sorted(free_starts(search, day), key=_has_no_seat):
        by_wall.setdefault(start.local.replace(tzinfo=None), start)
    return sorted(by_wall.values(), key=lambda start: start.at)


def _has_no_seat(start: Start) -> bool:
    return not start.sessions


def _choose(search: Search, wish: Wish) -> list[Start]:
    """Pick what to offer; a part of the day is given up before nothing at all is offered."""
    wanted = _within(wish)
    if wish.day is not None and wish.at is not None:
        return _around(search, wish, wish.day, wish.at)
    if wish.day is not None:
        on_day = _free(search, wish.day)
        return (
            _spread(search, [start for start in on_day if wanted(start)])
            or _spread(search, on_day)
            or _soonest(search, _days_near(search, wish, wish.day), wanted)
            or _soonest(search, _days_near(search, wish, wish.day), _anything)
        )
    if wish.at is not None:
        first, _ = window(wish, search.today, search.terms.horizon_days)
        return _at_that_time(search, wish, wish.at) or _around(search, wish, first, wish.at)
    return _soonest(search, _days(search, wish), wanted) or _soonest(search, _days(search, wish), _anything)


def _within(wish: Wish) -> Callable[[Start], bool]:
    """Tell what begins in the part of the day, and within the times and moments, that were wished for."""
    begins, ends = wish.part_of_day.span if wish.part_of_day else (time.min, time.max)
    begins, ends = max(begins, wish.earliest or begins), min(ends, wish.latest or ends)

    def wanted(start: Start) -> bool:
        passes = (wish.after is None or start.at > wish.after) and (wish.before is None or start.at < wish.before)
        return passes and begins <= start.local.time() < ends

    return wanted


def _is_at(wish: Wish, start: Start) -> bool:
    """Whether it begins at the time of day that was named, if one was."""
    return wish.at in (None, start.local.time())


def _anything(start: Start) -> bool:
    return True


def _days(search: Search, wish: Wish) -> Iterator[date]:
    first, last = window(wish, search.today, search.terms.horizon_days)
    for days in range((last - first).days + 1):
        day = first + timedelta(days=days)
        if day.weekday() not in wish.not_weekdays:
            yield day


def _days_near(search: Search, wish: Wish, day: date) -> Iterator[date]:
    """Yield the days of the window, the nearest first and the later of two before the earlier."""
    yield from sorted(_days(search, wish), key=lambda other: (abs((other - day).days), other < day))


def _around(search: Search, wish: Wish, day: date, at: time) -> list[Start]:
    """Pick two places of that day nearest to the time, then the nearest to it on the nearest other days."""
    chosen: list[Start] = []
    for other in _days_near(search, wish, day):
        wall = datetime.combine(other, at.replace(tzinfo=None))

        def distance(start: Start, wall: datetime = wall) -> timedelta:
            return abs(start.at - wall.replace(tzinfo=start.site.zone))

        found = _free(search, other)
        first = _cheapest(search, found, distance)
        chosen += first
        if first and other == day:
            length = timedelta(minutes=search.terms.minutes)
            chosen += _cheapest(search, [start for start in found if abs(start.at - first[0].at) >= length], distance)
        if len(chosen) >= MOST_OFFERS:
            break
    return chosen[:MOST_OFFERS]


def _at_that_time(search: Search, wish: Wish, at: time) -> list[Start]:
    """Pick the first days on which exactly that time of day is free."""
    chosen: list[Start] = []
    for day in _days(search, wish):
        starts = _at(search, datetime.combine(day, at.replace(tzinfo=None)))
        chosen += [start for start in starts if start.at != search.stands_at][:1]
        if len(chosen) == MOST_OFFERS:
            break
    return chosen


def _soonest(search: Search, days: Iterator[date], wanted: Callable[[Start], bool]) -> list[Start]:
    """Pick the first place, a later one of the same day, and the first ones of the next days that have any."""
    chosen: list[Start] = []
    for day in days:
        found = [start for start in _free(search, day) if wanted(start)]
        of_day = found[:1]
        later = [start for start in found if start.at - found[0].at >= APART]
        if later and not chosen:
            of_day += _cheapest(search, [start for start in later if start.at - later[0].at <= _SLACK], _no_cost)
        chosen += of_day
        if len(chosen) >= MOST_OFFERS:
            break
    return chosen[:MOST_OFFERS]


def _spread(search: Search, starts: list[Start]) -> list[Start]:
    """Pick one place from each third of a day, a full hour where there is one."""
    if len(starts) <= MOST_OFFERS:
        return starts
    bounds = [len(starts) * third // MOST_OFFERS for third in range(MOST_OFFERS + 1)]
    thirds = [starts[low:high] for low, high in pairwise(bounds)]
    return [start for third in thirds for start in _cheapest(search, third, _roundness)]


def _no_cost(start: Start) -> int:
    return 0


def _roundness(start: Start) -> int:
    return _ROUNDER_FIRST.index(start.local.minute) if start.local.minute in _ROUNDER_FIRST else len(_ROUNDER_FIRST)


def _cheapest(search: Search, starts: list[Start], cost: Callable[[Start], Cost]) -> list[Start]:
    """Pick the place that costs the customer least, of equal ones the first that keeps the day compact."""
    if not starts:
        return []
    costs = [cost(start) for start in starts]
    equal = [start for start, its in zip(starts, costs, strict=True) if its == min(costs)]
    return [min(equal, key=lambda start: unusable_gaps(search, start))]
