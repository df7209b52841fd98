"""With whom an appointment had best begin: seats that fill a session first, then whoever's day stays compact. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from calendar_integration.clock import second
from calendar_integration.free.searches import Performer, Search, Site, Start

_A_DAY = timedelta(days=1)
_MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way to hold an appointment: when (UTC), where, by whom, and in which rooms or which session."""

    at: datetime
    site: Site
    staff_id: int
    staff_name: str
    resource_ids: tuple[int, ...] = ()
    session_id: int | None = None


def options(search: Search, start: Start) -> list[Option]:
    """Return every way to begin then, the best one first.

    A session that has begun to fill goes before a new one; then those whose day it leaves without an unusable gap, of
    these who has least to do that day.
    """
    names = {who.staff_id: who.name for who in search.performers}
    seats = [
        Option(
            at=start.at,
            site=start.site,
            staff_id=session.staff_id,
            staff_name=names[session.staff_id],
            session_id=session.session_id,
        )
        for session in start.sessions
    ]
    day = start.local.date()
    begins, ends = (second(start.site.zone, edge, _MIDNIGHT) for edge in (day, day + _A_DAY))

    def rank(who: Performer) -> tuple[int, int, int]:
        return _gaps_of(search, start, who), who.busy.taken(begins, ends), who.staff_id

    return seats + [
        Option(
            at=start.at,
            site=start.site,
            staff_id=who.staff_id,
            staff_name=who.name,
            resource_ids=start.resource_ids,
        )
        for who in sorted(start.performers, key=rank)
    ]


def unusable_gaps(search: Search, start: Start) -> int:
    """Return how many gaps too short for any service an appointment would leave, with whoever leaves the fewest."""
    if start.sessions:
        return 0
    fewest = 2
    for who in start.performers:
        fewest = min(fewest, _gaps_of(search, start, who))
        if not fewest:
            break
    return fewest


def _gaps_of(search: Search, start: Start, who: Performer) -> int:
    terms = search.terms
    begins = int(start.at.timestamp()) - terms.minutes_before * 60
    ends = int(start.at.timestamp()) + (terms.minutes + terms.minutes_after) * 60
    hours = who.presence[start.site.location_id].around(start.local.date())
    opens, closes = next(stretch for stretch in hours if stretch.start <= begins and ends <= stretch.end)
    edges = (who.busy.around(begins, ends), who.off.around(begins, ends))
    free_from = max((opens, *(before for before, _ in edges if before is not None)))
    free_until = min((closes, *(after for _, after in edges if after is not None)))
    shortest = terms.shortest_minutes * 60
    # What lies before now is lost to everybody anyway.
    leaves_before = free_from > search.now.timestamp() and 0 < begins - free_from < shortest
    return leaves_before + (0 < free_until - ends < shortest)
