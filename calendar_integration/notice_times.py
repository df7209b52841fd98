"""When customers are told of an appointment: moments from the clock on the wall. Pure.

"One day before" is the same wall-clock time on the day before, whatever the clocks did in between; where that time is
skipped it is the moment the clocks jump to, and of a repeated one the first pass. "Two hours before" is two hours that
pass.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

from calendar_integration import clock
from receptionist.domain.delivery_plan import WORTH_HAVING, QuietHours

#: Who has just booked, or been told of a move, is not reminded of it so soon.
JUST_TOLD = timedelta(hours=1)
#: How long before the quiet hours a reminder comes that would fall into them and could not wait for their end.
BEFORE_QUIET = timedelta(minutes=30)


class Unit(StrEnum):
    """What the time before an appointment is counted in."""

    DAYS = "days"
    HOURS = "hours"


@dataclass(frozen=True, slots=True, order=True)
class Before:
    """So long before an appointment."""

    amount: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.amount} {self.unit if self.amount > 1 else self.unit.removesuffix('s')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminding:
    """One reminder and its moments (UTC); with ``is_idle`` it need not be sent: the customer has just been told."""

    which: str
    due_at: datetime
    expires_at: datetime
    is_idle: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """The clocks that count: of the location on the wall, of the customer for the quiet hours."""

    location: ZoneInfo
    customer: ZoneInfo
    quiet: QuietHours


def moment_before(start: datetime, before: Before, zone: ZoneInfo) -> datetime:
    """Return the moment (UTC) that lies so long before ``start`` (aware) by the clock of ``zone``."""
    if before.unit is Unit.HOURS:
        return start.astimezone(UTC) - timedelta(hours=before.amount)
    wall = start.astimezone(zone).replace(tzinfo=None)
    return clock.instant(zone, wall - timedelta(days=before.amount))


def reminders(start: datetime, befores: Iterable[Before], house: Household, now: datetime) -> list[Reminding]:
    """List the reminders of an appointment that begins at ``start``, the first one first; both moments are aware.

    Each is of use until the next one, or the appointment: who was cut off for a day is not reminded twice at once.
    """
    start = start.astimezone(UTC)
    listed = sorted(
        (_brought_forward(moment_before(start, each, house.location), start, house), str(each)) for each in set(befores)
    )
    ends = [later for _, (later, _) in pairwise([*listed, (start, "")])]
    return [
        Reminding(which=which, due_at=due, expires_at=max(end, due), is_idle=due < now + JUST_TOLD)
        for (due, which), end in zip(listed, ends, strict=True)
    ]


def _brought_forward(due: datetime, start: datetime, house: Household) -> datetime:
    """Return when to remind: earlier, where it would fall into quiet hours that last too long for it to wait."""
    ends = house.quiet.end_of(due, house.customer)
    if ends is None or ends + WORTH_HAVING <= start:
        return due
    local = due.astimezone(house.customer)
    began = local.replace(hour=house.quiet.begins.hour, minute=house.quiet.begins.minute, second=0, microsecond=0)
    if began > local:
        began -= timedelta(days=1)
    wall = began.replace(tzinfo=None) - BEFORE_QUIET
    return min(due, clock.instant(house.customer, wall))
