"""Somebody who keeps two calendars in the fake of Google, seen as every outside calendar's keeper is."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

from calendar_integration.providers.google.calendar import GoogleCalendar
from calendar_integration.spans import Span
from tests.fakes.google import FakeCalendar, FakeGoogle, span_of
from tests.fakes.google_person import Person


class GoogleKeeper:
    """Serves ``tests.cases.outside_calendars.Keeper``."""

    reading, writing, telling = "freeBusy", "/events", "GET /google/calendar/v3/calendars"
    own, other, missing = "salon@example.com", "ben@example.com", "nobody@example.com"

    def __init__(self, google: FakeGoogle) -> None:
        self.google = google
        self.provider = GoogleCalendar()
        google.calendars[self.other] = FakeCalendar()
        self._person = Person(google, self.own)

    def spans(self, calendar_id: str = "") -> list[Span]:
        standing = self.google.calendars[calendar_id or self.own].standing
        return sorted(Span(*(edge.astimezone(UTC) for edge in span_of(event))) for event in standing)

    def adds(self, start: datetime, end: datetime, *, shown_as_free: bool = False, calendar_id: str = "") -> None:
        more = {"transparency": "transparent"} if shown_as_free else {}
        Person(self.google, calendar_id or self.own).adds(start, end, **more)

    def moves(self, event_id: str, start: datetime, end: datetime) -> None:
        self._person.drags(start, end=end, event=self._event(event_id))

    def makes_a_whole_day(self, event_id: str, day: date) -> None:
        self._person.edits(event=self._event(event_id), start={"date": str(day)}, end={"date": str(day)})

    def retitles(self, event_id: str, title: str) -> None:
        self._person.edits(event=self._event(event_id), summary=title)

    def title(self, event_id: str) -> str:
        return str(self._event(event_id)["summary"])

    def deletes(self, event_id: str) -> None:
        self._person.deletes(self._event(event_id))

    def occupies(self, event_id: str) -> None:
        edges = {"dateTime": "2026-04-01T10:00:00+02:00"}, {"dateTime": "2026-04-01T11:00:00+02:00"}
        self.google.calendars[self.own].events[event_id] = {
            "id": event_id,
            "status": "confirmed",
            "start": edges[0],
            "end": edges[1],
        }

    def wipes(self) -> None:
        self.google.calendars[self.own].events.clear()

    def spent_token(self, token: str) -> str:
        since, _ = json.loads(token)
        self.google.calendars[self.own].spent_before = since + 1
        return token

    def fails(self, times: int = 1, *, where: str = "", **trouble: Any) -> None:
        self.google.fail(times, path=where, **trouble)

    def recovers(self) -> None:
        self.google.recover()

    def release(self) -> None:
        self.google.release()

    def asked(self) -> int:
        return len(self.google.requests)

    def _event(self, event_id: str) -> dict[str, Any]:
        return self.google.calendars[self.own].events[event_id]
