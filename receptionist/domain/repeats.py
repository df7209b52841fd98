"""Appointments that repeat: what a customer says of it, and what the diary can do of that."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from receptionist.domain.diary import NoSlotReason, Slot

#: Appointments in one series.
MOST = 26


class Unit(StrEnum):
    """By what something repeats."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """How often: every so many units, and how many times, up to which day (included), or for how long.

    ``every`` is 0 where only the end is said.
    """

    every: int = 1
    unit: Unit = Unit.WEEK
    times: int | None = None
    until: date | None = None
    weeks_long: int | None = None
    months_long: int | None = None

    @property
    def has_end(self) -> bool:
        """Whether it is said when it ends."""
        return any((self.times, self.until, self.weeks_long, self.months_long))

    def amended(self, later: Repeat) -> Repeat:
        """Let what is said later count, and keep what it leaves open."""
        rhythm = later if later.every else self
        end = later if later.has_end else self
        return replace(end, every=rhythm.every, unit=rhythm.unit)


@dataclass(frozen=True, slots=True)
class Clash:
    """A time of a series that cannot be had, and what there is that day instead; ``wanted`` is aware and local."""

    wanted: datetime
    reason: NoSlotReason
    instead: Slot | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A series that is wished for, and what the diary said to it."""

    repeat: Repeat
    #: In order, with what there is instead of the clashes.
    slots: tuple[Slot, ...] = ()
    clashes: tuple[Clash, ...] = ()
    #: Whether it goes on for longer than can be booked.
    goes_on: bool = False
    #: Whether the customer has agreed to these slots.
    agreed: bool = False

    @property
    def anew(self) -> Series:
        """The same wish, for the diary to answer anew."""
        return Series(repeat=self.repeat)

    @property
    def without_what_is_instead(self) -> Series:
        """Only the times that were wished for."""
        instead = {clash.instead for clash in self.clashes}
        return replace(self, slots=tuple(slot for slot in self.slots if slot not in instead), clashes=())
