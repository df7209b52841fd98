"""iCalendar texts (RFC 5545), read without trusting them. Pure.

Three kinds of time stand in them: moments with a zone, "floating" ones that mean the clock on whatever wall, and whole
days. The latter two become moments in the zone that the reader names.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, tzinfo
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from calendar_integration.spans import Span
from receptionist.errors import ErrorCategory, ProviderError

#: Characters of one event's text; more is nothing that somebody has entered.
MOST_CHARACTERS = 1_000_000
#: What the libraries raise on texts that make no sense.
UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, AssertionError)


def parsed(text: str) -> Calendar:
    """Read a text of one event with its exceptions. Raises ProviderError (BAD_ANSWER).

    A property that makes no sense is kept as it is, and raises one of UNREADABLE when it is looked at.
    """
    try:
        if len(text) > MOST_CHARACTERS:
            raise ValueError("too long")
        calendar = Calendar.from_ical(text)
    except UNREADABLE as error:
        raise ProviderError(ErrorCategory.BAD_ANSWER, "CalDAV: an event could not be read") from error
    return calendar


def main_event(calendar: Calendar) -> Event | None:
    """Return the event itself, not one of its exceptions; None where there is none."""
    return next((event for event in calendar.events if "RECURRENCE-ID" not in event), None)


def span_of(event: Event, zone: tzinfo) -> Span | None:
    """Return when an event is (UTC), its repetitions aside; None where it is no time of day.

    Raises ProviderError (BAD_ANSWER).
    """
    try:
        start, end = event.start, event.end
        if not isinstance(start, datetime) or not isinstance(end, datetime):
            return None
        return Span(moment(start, zone), moment(end, zone))
    except UNREADABLE as error:
        raise ProviderError(ErrorCategory.BAD_ANSWER, "CalDAV: an event's times could not be read") from error


def moment(value: date, zone: tzinfo) -> datetime:
    """Return a time as UTC; a day means its beginning, and what floats is in ``zone``."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, time(), zone)
    elif value.tzinfo is None:
        value = value.replace(tzinfo=zone)
    return value.astimezone(UTC)


def keeps_busy(event: Event) -> bool:
    """Whether an event takes up somebody's time: it is neither shown as free nor cancelled."""
    return word(event, "TRANSP") != "TRANSPARENT" and word(event, "STATUS") != "CANCELLED"


def word(event: Event, name: str) -> str:
    """Return a property that is one word, in capitals; empty without it."""
    return str(event.get(name, "")).strip().upper()


def zone_in(text: str) -> tzinfo | None:
    """Return the zone of a text that holds a VTIMEZONE, as the property calendar-timezone does; None without one."""
    try:
        zones = Calendar.from_ical(text).walk("VTIMEZONE")
        found = next((zone for zone in zones if isinstance(zone, Timezone)), None)
        return None if found is None else _known(found.tz_name) or found.to_tz()
    except UNREADABLE:
        return None


def _known(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return None
