"""How a notice reaches a customer: by which channel, in which form, when, and what comes after a failure. Pure.

A notice is what Sara says of her own accord: a reminder, a cancellation by the business. A reply in a conversation is
none of it; it goes back the way the question came.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum

#: Who is to be told something must have so long to make use of it.
WORTH_HAVING = timedelta(minutes=30)


class Form(StrEnum):
    """How a message is written."""

    #: Words of our own.
    FREE = "free"
    #: Words that the carrier has approved beforehand.
    TEMPLATE = "template"


class Why(StrEnum):
    """Why a notice is not sent, or not yet."""

    QUIET_HOURS = "quiet_hours"
    TOO_LATE = "too_late"
    #: They opted out of messages, and none of the other ways is left.
    OPTED_OUT = "opted_out"
    #: Neither an address that may be written to, nor free words or a template for it.
    NO_WAY = "no_way"
    #: Every way that there was has failed.
    FAILED = "failed"
    #: The last attempt may have arrived: it is never repeated blindly.
    DOUBTFUL = "doubtful"
    #: A turn is under way, or the customer in the middle of something.
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class QuietHours:
    """When nobody is written to: wall-clock times, the end not included; equal ones mean never quiet."""

    begins: time
    ends: time

    def end_of(self, now: datetime, zone: tzinfo) -> datetime | None:
        """Return when the quiet hours around ``now`` end (aware); None when it is not quiet then in that zone."""
        local = now.astimezone(zone)
        clock = local.time()
        over_night = self.begins > self.ends
        late, early = clock >= self.begins, clock < self.ends
        if not ((late or early) if over_night else (late and early)):
            return None
        day = local.date() + timedelta(days=1 if over_night and late else 0)
        ends = datetime.combine(day, self.ends, tzinfo=zone)
        # Where the clocks change, wall time and elapsed time differ by an hour: never an end that lies behind.
        return max(ends, now + timedelta(minutes=1), key=datetime.timestamp)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What is to be said; both times are aware.

    ``expires_at`` is when nobody can use it any more. One that is ``urgent`` may break the quiet hours, where it would
    be of no use after them, and is left to a person when it cannot be delivered. One that is ``promotional`` (what a
    customer can do without) goes to nobody who has opted out of anything.
    """

    expires_at: datetime
    urgent: bool = False
    promotional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to a customer."""

    channel: str
    opted_out: bool = False
    #: Until when words of our own may be sent (aware); None where they always may.
    free_until: datetime | None = None
    has_template: bool = False
    #: The forms in which this very notice failed here.
    failed: frozenset[Form] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The ways to a customer, the dearest to them first, and the clock they live by."""

    ways: tuple[Way, ...]
    zone: tzinfo
    quiet: QuietHours
    #: The last attempt may or may not have arrived.
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Send:
    """Send it now."""

    channel: str
    form: Form


@dataclass(frozen=True, slots=True)
class Wait:
    """Decide again then (aware)."""

    until: datetime
    why: Why


@dataclass(frozen=True, slots=True)
class Skip:
    """Leave it; nobody need do anything."""

    why: Why


@dataclass(frozen=True, slots=True)
class Leave:
    """Leave it to a person."""

    why: Why


Decision = Send | Wait | Skip | Leave


def plan(notice: Notice, reach: Reach, now: datetime) -> Decision:
    """Decide what becomes of a notice that is due (``now`` is aware)."""
    if reach.doubtful:
        return Leave(Why.DOUBTFUL)
    if now >= notice.expires_at:
        return _without(notice, Why.TOO_LATE)
    chosen = next(_open_ways(notice, reach, now), None)
    if chosen is None:
        return _without(notice, _why_none(reach))
    quiet_until = reach.quiet.end_of(now, reach.zone)
    if quiet_until is None:
        return chosen
    if quiet_until + WORTH_HAVING <= notice.expires_at:
        return Wait(quiet_until, Why.QUIET_HOURS)
    return chosen if notice.urgent else Skip(Why.QUIET_HOURS)


def _open_ways(notice: Notice, reach: Reach, now: datetime) -> Iterator[Send]:
    if notice.promotional and any(way.opted_out for way in reach.ways):
        return
    for way in reach.ways:
        if way.opted_out:
            continue
        is_free = way.free_until is None or now < way.free_until
        for form, is_possible in ((Form.FREE, is_free), (Form.TEMPLATE, way.has_template)):
            if is_possible and form not in way.failed:
                yield Send(way.channel, form)


def _why_none(reach: Reach) -> Why:
    if any(way.failed for way in reach.ways):
        return Why.FAILED
    return Why.OPTED_OUT if any(way.opted_out for way in reach.ways) else Why.NO_WAY


def _without(notice: Notice, why: Why) -> Decision:
    """Give up: a person takes over what failed, and what the customer must know."""
    return Leave(why) if notice.urgent or why is Why.FAILED else Skip(why)
