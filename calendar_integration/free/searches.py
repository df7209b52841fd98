"""All that decides what is free, gathered before anything is decided. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from calendar_integration.free.timetables import Timetable
from calendar_integration.spans import NEVER, Busy, Stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What one service asks for; minutes are elapsed time."""

    service_id: int
    minutes: int
    minutes_before: int = 0
    minutes_after: int = 0
    lead_minutes: int = 30
    horizon_days: int = 90
    #: The kinds of rooms, chairs and devices of which it needs one each.
    needs: frozenset[int] = frozenset()
    #: A shorter gap than this is of no use to anybody: what the shortest service of the house takes up.
    shortest_minutes: int = 0


@dataclass(frozen=True)
class Resource:
    """A room, a chair or a device at one location."""

    resource_id: int
    kind_id: int
    busy: Busy = NEVER


@dataclass(frozen=True)
class Site:
    """A location at which the service is to be had, with what it has of the kinds that are needed."""

    location_id: int
    timetable: Timetable
    resources: tuple[Resource, ...] = ()
    name: str = ""

    @property
    def zone(self) -> ZoneInfo:
        """The location's time zone: its days and times of day are the ones a customer names."""
        return self.timetable.zone


@dataclass(frozen=True)
class Performer:
    """A member of staff who performs the service, and when they are there, by location.

    ``off`` is when they are away though their hours say otherwise, ``busy`` when they are there but taken.
    """

    staff_id: int
    name: str
    presence: Mapping[int, Timetable]
    busy: Busy = NEVER
    off: Busy = NEVER


@dataclass(frozen=True, slots=True)
class Session:
    """A sitting of a group service that stands and has seats left; ``taken`` is when it takes place."""

    session_id: int
    staff_id: int
    location_id: int
    taken: Stretch
    seats_left: int


@dataclass(frozen=True)
class Start:
    """A moment (UTC) at which an appointment can begin at one location, and with whom.

    The ``performers`` would begin something new, in the ``resource_ids``, one of each kind that is needed; the
    ``sessions`` have begun to fill, and have a seat left.
    """

    at: datetime
    site: Site
    performers: tuple[Performer, ...] = ()
    resource_ids: tuple[int, ...] = ()
    sessions: tuple[Session, ...] = ()

    @cached_property
    def local(self) -> datetime:
        """The same moment on the clock of the location."""
        return self.at.astimezone(self.site.zone)


@dataclass(frozen=True, kw_only=True)
class Search:
    """What is asked for, and the diary as it was read from ``first_day`` to ``last_day`` (local, both included)."""

    terms: Terms
    now: datetime
    sites: tuple[Site, ...]
    performers: tuple[Performer, ...]
    sessions: tuple[Session, ...] = ()
    first_day: date
    last_day: date
    #: Where the appointment stands that is to be moved (UTC): nothing to offer, though it could stay there.
    stands_at: datetime | None = None

    @property
    def earliest(self) -> datetime:
        """Nothing is offered before this moment."""
        return self.now + timedelta(minutes=self.terms.lead_minutes)

    @property
    def today(self) -> date:
        """The earliest day that it is at any of the locations."""
        return min((self.now.astimezone(site.zone).date() for site in self.sites), default=self.now.date())

    @property
    def last_open(self) -> date:
        """The last local day that the diary is open for."""
        return self.today + timedelta(days=self.terms.horizon_days)
