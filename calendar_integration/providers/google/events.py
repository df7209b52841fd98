"""An event of Google's and what it says of an appointment, both ways."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from calendar_integration.ports import Entry, OutsideChange
from calendar_integration.spans import Span

#: The private extended property that says which appointment an event stands for.
_OURS = "sara_appointment"
#: The one that tells our words from those a person has written over them.
_WORDS = "sara_words"


def body_of(entry: Entry) -> dict[str, Any]:
    """Return the event that stands for an entry."""
    return {
        "summary": entry.summary,
        "description": entry.description,
        "start": {"dateTime": entry.start.isoformat(), "timeZone": entry.timezone},
        "end": {"dateTime": entry.end.isoformat(), "timeZone": entry.timezone},
        "status": "confirmed",
        "extendedProperties": {"private": {_OURS: str(entry.appointment), _WORDS: _digest(entry)}},
    }


def is_reworded(event: Mapping[str, Any], entry: Entry) -> bool:
    """Whether the event's words are a person's by now, and ours have not changed since we wrote them."""
    ours = _private(event).get(_WORDS)
    standing = event.get("summary", ""), event.get("description", "")
    return ours == _digest(entry) and standing != (entry.summary, entry.description)


def change_of(event: Mapping[str, Any]) -> OutsideChange:
    """Read one event of a list. Raises AttributeError, LookupError, TypeError or ValueError when it cannot be."""
    ours = appointment_of(event)
    is_deleted = event.get("status") == "cancelled"
    keeps_busy = ours or not _is_of_no_matter(event)
    return OutsideChange(
        event_id=str(event["id"]),
        appointment=ours,
        etag=str(event.get("etag", "")),
        is_deleted=is_deleted,
        span=span_of(event) if keeps_busy and not is_deleted else None,
    )


def appointment_of(event: Mapping[str, Any]) -> str:
    """Return the public id of the appointment that an event stands for; empty when it is none of ours."""
    try:
        return str(UUID(_private(event)[_OURS]))
    except (LookupError, ValueError):
        return ""


def span_of(event: Mapping[str, Any]) -> Span | None:
    """Return when an event is (UTC); None where it is no time of day."""
    edges = [event.get(edge, {}).get("dateTime") for edge in ("start", "end")]
    return Span(moment(edges[0]), moment(edges[1])) if all(edges) else None


def moment(text: str) -> datetime:
    """Read one of Google's moments as UTC. Raises ValueError."""
    return datetime.fromisoformat(text).astimezone(UTC)


def _private(event: Mapping[str, Any]) -> Mapping[str, Any]:
    private: Mapping[str, Any] = event.get("extendedProperties", {}).get("private", {})
    return private


def _is_of_no_matter(event: Mapping[str, Any]) -> bool:
    """Whether an event keeps nobody busy: shown as free, or an invitation that was declined."""
    declined = any(
        guest.get("self") and guest.get("responseStatus") == "declined" for guest in event.get("attendees", ())
    )
    return event.get("transparency") == "transparent" or declined


def _digest(entry: Entry) -> str:
    return hashlib.sha256(f"{entry.summary}\n{entry.description}".encode()).hexdigest()[:16]
