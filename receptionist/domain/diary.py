"""The words of the diary: services, slots, appointments and what a customer wishes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
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
    #: As it is said: "from €35"; empty where it is not known.
    price: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class Location:
    """A house of the business; times there are on its own clock."""

    id: int
    name: str
    #: IANA name.
    timezone: str
    #: Other words customers use for it.
    aliases: tuple[str, ...] = ()
    address: str = field(default="", kw_only=True)


#: The hours of one day: when each stretch opens and closes; closing at 00:00 is midnight at its end.
DayHours = tuple[tuple[time, time], ...]


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """When a location is open, on its own clock: the usual week, and what the coming days have instead."""

    location: Location
    #: Seven, Monday first.
    usual: tuple[DayHours, ...]
    #: The day it is there.
    today: date
    #: Days of the next two weeks that are unlike the usual ones, in order.
    exceptions: tuple[tuple[date, DayHours], ...] = ()

    def on(self, day: date) -> DayHours:
        """Return the hours of one day; of a day more than two weeks away the usual ones."""
        return dict(self.exceptions).get(day, self.usual[day.weekday()])


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody whom customers may ask for by name."""

    id: int
    name: str
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
    #: With nobody else than this person, and nowhere else than there.
    staff_id: int | None = None
    staff_name: str = ""
    location_id: int | None = None

    @property
    def at_any_time(self) -> Wish:
        """What is left of it when nothing is said of when."""
        return Wish(staff_id=self.staff_id, staff_name=self.staff_name, location_id=self.location_id)

    @property
    def says_when(self) -> bool:
        """Whether it says anything of when."""
        return self != self.at_any_time

    @property
    def anywhere_with_anybody(self) -> Wish:
        """The same time with whoever and wherever it can be had."""
        return replace(self, staff_id=None, staff_name="", location_id=None)


@dataclass(frozen=True, slots=True)
class Slot:
    """A free place in the diary; ``start`` is aware, in the time zone of its location."""

    service_id: int
    staff_id: int
    staff_name: str
    start: datetime
    #: None where it does not matter.
    location_id: int | None = None
    location_name: str = field(default="", kw_only=True, compare=False)
    #: Whether the customer asked for this person, so that nobody else will do.
    nobody_else: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Appointment:
    """A committed row of the diary; ``start`` is aware, in the time zone of its location."""

    id: int
    service_id: int
    service_name: str
    staff_name: str
    start: datetime
    #: Whose it is, where the customer made it for somebody else.
    guest: str | None = field(default=None, kw_only=True)
    #: What it shares with the others that were booked with it as a series.
    series: str | None = field(default=None, kw_only=True)
    location_id: int | None = field(default=None, kw_only=True)
    location_name: str = field(default="", kw_only=True, compare=False)
    #: False while an outside calendar is still to be told; the appointment stands in our diary all the same.
    calendar_confirmed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What somebody says an appointment is known by, local to the business: the name it is under, its day and time."""

    name: str | None = None
    day: date | None = None
    at: time | None = None


class NoSlotReason(StrEnum):
    """Why the wanted time cannot be had."""

    TAKEN = "taken"
    CLOSED = "closed"
    #: The house is open, but nobody who performs the service is there.
    NOBODY = "nobody"
    #: Somebody could perform it, but every room or device that it needs is taken.
    NO_ROOM = "no_room"
    #: The person who was asked for does not perform the service at all; or it is not to be had at that location.
    NOT_THEIRS = "not_theirs"
    NOT_THERE = "not_there"
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
