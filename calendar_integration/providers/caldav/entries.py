"""The event that stands for an appointment, as iCalendar: written, changed, and read back. Pure."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from calendar_integration.ports import Entry, StandingEvent
from calendar_integration.providers.caldav import icalendars
from receptionist.errors import ErrorCategory, ProviderError

#: Says which appointment an event stands for; clients keep such properties and do not show them.
_OURS = "X-SARA-APPOINTMENT"
#: Tells our words from those a person has written over them.
_WORDS = "X-SARA-WORDS"
#: What no XML can hold: one such character would make a calendar unreadable for all who ask for it in XML.
_UNFIT = re.compile("[^\\t\\n\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_PRODUCT = "-//Sara//Diary//EN"


def written(entry: Entry, event_id: str, now: datetime) -> bytes:
    """Return a new event; its UID is the event id, so that no server takes it a second time."""
    calendar, event = Calendar(), Event()
    calendar.add("PRODID", _PRODUCT)
    calendar.add("VERSION", "2.0")
    event.add("UID", event_id)
    event.add("CREATED", now.astimezone(UTC))
    calendar.add_component(event)
    _fill(event, entry, now, reworded=False)
    return _text(calendar)


def rewritten(text: str, entry: Entry, now: datetime) -> bytes:
    """Return the event changed to the entry; what a person has added stays, and so do words in place of ours.

    Raises ProviderError where the text cannot be read.
    """
    calendar = icalendars.parsed(text)
    event = icalendars.main_event(calendar)
    if event is None:
        raise ProviderError(ErrorCategory.BAD_ANSWER, "CalDAV: the event is none any more")
    _fill(event, entry, now, reworded=_is_reworded(event, entry))
    sequence = event.get("SEQUENCE", 0)
    _set(event, "SEQUENCE", sequence + 1 if isinstance(sequence, int) else 1)
    return _text(calendar)


def standing(text: str, zone: tzinfo, etag: str) -> StandingEvent:
    """Say what an event's text stands for; floating times are in ``zone``. Raises ProviderError."""
    event = icalendars.main_event(icalendars.parsed(text))
    if event is None:
        return StandingEvent("", is_deleted=False, span=None, etag=etag)
    is_deleted = icalendars.word(event, "STATUS") == "CANCELLED"
    return StandingEvent(str(event.get(_OURS, "")), is_deleted, icalendars.span_of(event, zone), etag)


def keeps_nobody_busy(text: str) -> bool:
    """Whether an event takes up nobody's time. Raises ProviderError."""
    event = icalendars.main_event(icalendars.parsed(text))
    return event is not None and not icalendars.keeps_busy(event)


def _text(calendar: Calendar) -> bytes:
    """Return the text, the zones that it names included: not every client knows them."""
    calendar.add_missing_timezones()
    text: bytes = calendar.to_ical()
    return text


def _fill(event: Event, entry: Entry, now: datetime, *, reworded: bool) -> None:
    _set(event, "DTSTAMP", now.astimezone(UTC))
    _set(event, "LAST-MODIFIED", now.astimezone(UTC))
    event.pop("DURATION", None)
    _set(event, "DTSTART", _wall_time(entry.start, entry.timezone))
    _set(event, "DTEND", _wall_time(entry.end, entry.timezone))
    _set(event, "STATUS", "CONFIRMED")
    _set(event, _OURS, str(entry.appointment))
    _set(event, _WORDS, _digest(entry))
    if not reworded:
        _set(event, "SUMMARY", _fit(entry.summary))
        _set(event, "DESCRIPTION", _fit(entry.description))


def _fit(words: str) -> str:
    return _UNFIT.sub("", words.replace("\r\n", "\n"))


def _set(event: Event, name: str, value: object) -> None:
    event.pop(name, None)
    event.add(name, value)


def _wall_time(moment: datetime, timezone: str) -> datetime:
    """Return a time as the clock on the wall shows it, with its zone.

    Of an hour that the clock shows twice iCalendar can only say the first: the second one is written as UTC.
    """
    local = moment.astimezone(ZoneInfo(timezone))
    return moment.astimezone(UTC) if local.fold else local


def _is_reworded(event: Event, entry: Entry) -> bool:
    """Whether the event's words are a person's by now, and ours have not changed since we wrote them."""
    stands = str(event.get("SUMMARY", "")), str(event.get("DESCRIPTION", ""))
    return str(event.get(_WORDS, "")) == _digest(entry) and stands != (_fit(entry.summary), _fit(entry.description))


def _digest(entry: Entry) -> str:
    return hashlib.sha256(f"{entry.summary}\n{entry.description}".encode()).hexdigest()[:16]
