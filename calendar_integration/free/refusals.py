"""Why a time cannot be had, in the words of a person: the first rule without which it could. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime

from calendar_integration.clock import exists, instant
from calendar_integration.free.availability import free_starts, start_at
from calendar_integration.free.searches import Performer, Search, Site, Start
from calendar_integration.spans import NEVER
from receptionist.domain.diary import NoSlotReason

_NEAREST_FIRST = (
    NoSlotReason.NO_ROOM,
    NoSlotReason.TAKEN,
    NoSlotReason.NOBODY,
    NoSlotReason.TOO_SOON,
    NoSlotReason.CLOSED,
    NoSlotReason.NO_SUCH_TIME,
    NoSlotReason.PAST,
    NoSlotReason.TOO_FAR,
)


def refusal(search: Search, sites: Iterable[Site], at: datetime) -> NoSlotReason | None:
    """Say why nothing can begin at any of these locations at this moment, or None if it can."""
    return _nearest([_refusal_at(search, site, at) for site in sites])


def refusal_of_time(search: Search, wall: datetime) -> NoSlotReason | None:
    """Say the same of a naive wall-clock time, which may be another moment at each location."""
    reasons = []
    for site in search.sites:
        reason = _refusal_at(search, site, instant(site.zone, wall))
        can_be_named = exists(site.zone, wall) or reason in {NoSlotReason.PAST, NoSlotReason.TOO_FAR}
        reasons.append(reason if can_be_named else NoSlotReason.NO_SUCH_TIME)
    return _nearest(reasons)


def refusal_of_day(search: Search, day: date, wanted: Callable[[Start], bool]) -> NoSlotReason | None:
    """Say why nothing that is ``wanted`` can begin on a local day, or None if it can."""
    if day < search.today:
        return NoSlotReason.PAST
    if day > search.last_open:
        return NoSlotReason.TOO_FAR
    reason = _in_the_way(search, lambda lenient: any(map(wanted, free_starts(lenient, day))))
    return NoSlotReason.FULL if reason is NoSlotReason.TAKEN else reason


def refusal_of_days(search: Search, days: Iterable[date]) -> NoSlotReason | None:
    """Say why nothing can begin on any of these local days: the reason of the day that comes nearest to having it."""
    reasons = [refusal_of_day(search, day, lambda _: True) for day in days]
    # A day is full where a time of it is taken.
    reason = _nearest([NoSlotReason.TAKEN if one is NoSlotReason.FULL else one for one in reasons])
    return NoSlotReason.FULL if reason is NoSlotReason.TAKEN else reason


def _refusal_at(search: Search, site: Site, at: datetime) -> NoSlotReason | None:
    if at < search.now:
        return NoSlotReason.PAST
    if at.astimezone(site.zone).date() > search.last_open:
        return NoSlotReason.TOO_FAR
    return _in_the_way(search, lambda lenient: start_at(lenient, site, at) is not None)


def _nearest(reasons: list[NoSlotReason | None]) -> NoSlotReason | None:
    """Return the reason of the location that comes nearest to letting it begin, None where one does."""
    if None in reasons:
        return None
    return min((reason for reason in reasons if reason), key=_NEAREST_FIRST.index, default=NoSlotReason.FULL)


def _in_the_way(search: Search, possible: Callable[[Search], bool]) -> NoSlotReason | None:
    """Lift one rule after the other until it would be possible: the one that was lifted last is in the way."""
    if possible(search):
        return None
    lenient = replace(search, terms=replace(search.terms, needs=frozenset()))
    if possible(lenient):
        return NoSlotReason.NO_ROOM
    lenient = replace(lenient, performers=tuple(replace(who, busy=NEVER) for who in search.performers))
    if possible(lenient):
        return NoSlotReason.TAKEN
    anybody = Performer(0, "", {site.location_id: site.timetable for site in search.sites})
    lenient = replace(lenient, performers=(anybody,), sessions=())
    if possible(lenient):
        return NoSlotReason.NOBODY
    if possible(replace(lenient, terms=replace(lenient.terms, lead_minutes=0))):
        return NoSlotReason.TOO_SOON
    return NoSlotReason.CLOSED
