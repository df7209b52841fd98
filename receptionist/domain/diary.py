"""The words of the diary: services, slots, appointments and what a customer wishes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Service:
    """Something a customer can book."""

    id: int
    name: str
    minutes: int
    #: Other words customers use for it.
    aliases: tuple[str, ...] = ()


class PartOfDay(StrEnum):
    """A vague time of day, as customers say it."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"

    @property
    def span(self) -> tuple[time, time]:
        """When it begins and ends, local; the end is not in it, and people agree on neither, so parts overlap."""
        return _PARTS[self]


_PARTS = {
    PartOfDay.MORNING: (time(0), time(12)),
    PartOfDay.AFTERNOON: (time(12), time(18)),
    PartOfDay.EVENING: (time(17), time.max),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """When a customer would like to come, as far as stated; local to the business's time zone."""

    day: date | None = None
    at: time | None = None
    part_of_day: PartOfDay | None = None
    #: Only slots at or after this day ("after Wednesday", "next week").
    not_before: date | None = None
    #: Only slots that begin at or after this time of day, and only such as begin before that one.
    earliest: time | None = None
    latest: time | None = None
    #: Weekdays that will not do, Monday is 0.
    not_weekdays: tuple[int, ...] = ()
    #: Only slots that begin after this moment, or before that one: what was offered was too early, or too late.
    after: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A free place in the diary; ``start`` is aware, in the time zone of its location."""

    service_id: int
    staff_id: int
    staff_name: str
    start: datetime
    #: None where it does not matter.
    location_id: int | None = None


@dataclass(frozen=True, slots=True)
class Appointment:
    """A committed row of the diary; ``start`` is aware, in the business's time zone."""

    id: int
    service_id: int
    service_name: str
    staff_name: str
    start: datetime
    #: Whose it is, where the customer made it for somebody else.
    guest: str | None = field(default=None, kw_only=True)
    #: False while an outside calendar is still to be told; the appointment stands in our diary all the same.
    calendar_confirmed: bool = True


class NoSlotReason(StrEnum):
    """Why the wanted time cannot be had."""

    TAKEN = "taken"
    CLOSED = "closed"
    #: The house is open, but nobody who performs the service is there.
    NOBODY = "nobody"
    #: Somebody could perform it, but every room or device that it needs is taken.
    NO_ROOM = "no_room"
    PAST = "past"
    #: Still to come, but sooner than the house wants to be told.
    TOO_SOON = "too_soon"
    #: Further ahead than the diary is open for.
    TOO_FAR = "too_far"
    #: The time falls into the hour that the clocks skip on that day.
    NO_SUCH_TIME = "no_such_time"
    FULL = "full"
    #: The appointment that was to be moved no longer stands.
    CANCELLED = "cancelled"
