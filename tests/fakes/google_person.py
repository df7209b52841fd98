"""Somebody with Google Calendar open in their browser."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.fakes.google import FakeGoogle, span_of


@dataclass
class Person:
    """What a person does to the events of one calendar, as Google would keep it."""

    google: FakeGoogle
    calendar_id: str

    def event(self) -> dict[str, Any]:
        """Return the one event that stands."""
        [event] = self.google.calendars[self.calendar_id].standing
        return event

    def drags(self, start: datetime, *, event: dict[str, Any] | None = None, end: datetime | None = None) -> None:
        """Move an event; it keeps its length unless an end is given."""
        event = event or self.event()
        begins, ends = span_of(event)
        until = end or start + (ends - begins)
        self.edits(start={"dateTime": start.isoformat()}, end={"dateTime": until.isoformat()}, event=event)

    def edits(self, *, event: dict[str, Any] | None = None, **changed: Any) -> None:
        """Change fields of an event."""
        event = event or self.event()
        event.update(changed)
        self.google.stamp(self.google.calendars[self.calendar_id], event)

    def deletes(self, event: dict[str, Any] | None = None) -> None:
        """Delete an event."""
        self.edits(event=event, status="cancelled")

    def adds(self, start: datetime, end: datetime, **more: Any) -> dict[str, Any]:
        """Write an event of their own."""
        calendar = self.google.calendars[self.calendar_id]
        times = {"start": {"dateTime": start.isoformat()}, "end": {"dateTime": end.isoformat()}}
        event = {"id": f"own{len(calendar.events):05}", "status": "confirmed", "summary": "Own", **times, **more}
        calendar.events[event["id"]] = event
        return self.google.stamp(calendar, event)

    def carries_to(self, calendar_id: str) -> None:
        """Put the one event into another calendar, where it keeps its id."""
        event = self.event()
        other = self.google.calendars[calendar_id]
        other.events[event["id"]] = dict(event)
        self.google.stamp(other, other.events[event["id"]])
        self.deletes(event)
