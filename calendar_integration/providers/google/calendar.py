"""Google Calendar, as the diary's port asks for it; no module outside this package knows a word of its API."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from calendar_integration.ports import Changes, Entry, EventGoneError, OutsideChange, StandingEvent, Watch
from calendar_integration.providers.google import events
from calendar_integration.providers.google.client import call, service
from calendar_integration.spans import Span
from receptionist.errors import ErrorCategory, ProviderError

#: Seconds. A customer waits while busy times are read; nobody waits while an event is written.
READ_TIMEOUT, WRITE_TIMEOUT = 3.0, 10.0
#: As many calendars as Google takes in one free/busy query; it takes up to 90 days, our windows are half of that.
CALENDARS_A_QUERY = 50
#: As many events as Google gives in one page, and so many pages that no calendar has more.
EVENTS_A_PAGE, MOST_PAGES = 2500, 200
#: Stands for the etag of an event that came without one.
_NO_ETAG = "unknown"
#: What is read of a changed event: nobody's words.
_FIELDS = (
    "nextPageToken,nextSyncToken,"
    "items(id,etag,status,transparency,start,end,extendedProperties/private,attendees(self,responseStatus))"
)


class GoogleCalendar:
    """Google Calendar; serves ``OutsideCalendar`` and ``PushingCalendar`` of ``calendar_integration.ports``."""

    name = "Google Calendar"
    push_url_name = "google_calendar_push"

    @property
    def default_calendar_id(self) -> str:
        """The calendar of GOOGLE_CALENDAR_ID."""
        return str(settings.ENV.google_calendar_id)

    def problem_with(self, calendar_id: str) -> str:
        """Say why this cannot be a calendar of Google's; empty when it can."""
        odd = calendar_id.startswith("/") or "://" in calendar_id or any(char.isspace() for char in calendar_id)
        return "Enter the id of a calendar in Google, often an e-mail address; it is no link." if odd else ""

    def event_id(self, business_id: int, appointment: UUID, generation: int) -> str:
        """Return the event's id, always the same for the same appointment: a repeated insert cannot add a second.

        ``generation`` grows when an id is spent: Google never gives up the id of a deleted event.
        """
        digest = hashlib.sha256(f"{business_id}|{appointment}|{generation}".encode()).digest()
        return base64.b32hexencode(digest).decode().rstrip("=").lower()

    def free_busy(self, calendar_ids: Sequence[str], span: Span) -> dict[str, list[Span] | None]:
        """Return the busy times of each calendar; None for one that Google cannot tell. Raises ProviderError."""
        answers: dict[str, list[Span] | None] = {}
        for first in range(0, len(calendar_ids), CALENDARS_A_QUERY):
            some = calendar_ids[first : first + CALENDARS_A_QUERY]
            body = {
                "timeMin": span.start.isoformat(),
                "timeMax": span.end.isoformat(),
                "items": [{"id": calendar_id} for calendar_id in some],
            }
            answer = call(service().freebusy().query(body=body), READ_TIMEOUT)
            try:
                answers |= {calendar_id: _busy(answer["calendars"].get(calendar_id)) for calendar_id in some}
            except (AttributeError, LookupError, TypeError, ValueError) as error:
                raise ProviderError(ErrorCategory.BAD_ANSWER, "the busy times could not be read") from error
        return answers

    def insert(self, calendar_id: str, event_id: str, entry: Entry) -> str:
        """Write a new event and return its etag. Raises EventExistsError when the id is taken, or ProviderError."""
        body = {"id": event_id, **events.body_of(entry)}
        request = service().events().insert(calendarId=calendar_id, body=body, sendUpdates="none")
        return _etag(call(request, WRITE_TIMEOUT))

    def patch(self, calendar_id: str, event_id: str, entry: Entry, *, etag: str = "") -> str:
        """Change an event to the entry and return its etag, keeping what a person has written over our words.

        Raises EventGoneError, EventChangedError where an ``etag`` is given, or ProviderError.
        """
        standing = call(service().events().get(calendarId=calendar_id, eventId=event_id), WRITE_TIMEOUT)
        if standing.get("status") == "cancelled":
            raise EventGoneError(ErrorCategory.INVALID_REQUEST, "the event has been deleted")
        body = events.body_of(entry)
        if events.is_reworded(standing, entry):
            del body["summary"], body["description"]
        for edge in ("start", "end"):
            # Were it a whole day by now, Google would refuse a day and a time together.
            body[edge]["date"] = None
        request = service().events().patch(calendarId=calendar_id, eventId=event_id, body=body, sendUpdates="none")
        return _etag(call(_unless_changed(request, etag), WRITE_TIMEOUT))

    def get(self, calendar_id: str, event_id: str) -> StandingEvent:
        """Return what stands under an event id. Raises EventGoneError, or ProviderError."""
        event = call(service().events().get(calendarId=calendar_id, eventId=event_id), WRITE_TIMEOUT)
        return StandingEvent(
            events.appointment_of(event),
            is_deleted=event.get("status") == "cancelled",
            span=events.span_of(event),
            etag=_etag(event),
        )

    def delete(self, calendar_id: str, event_id: str, *, etag: str = "") -> None:
        """Delete an event. Raises EventGoneError when there is none (any more), EventChangedError, or ProviderError."""
        request = service().events().delete(calendarId=calendar_id, eventId=event_id, sendUpdates="none")
        call(_unless_changed(request, etag), WRITE_TIMEOUT)

    def changes(self, calendar_id: str, token: str) -> Changes:
        """Return what has changed since ``token``, all pages of it. Raises TokenSpentError, or ProviderError."""
        changed: list[OutsideChange] = []
        since = {"syncToken": token} if token else {}
        page: dict[str, str] = {}
        for _ in range(MOST_PAGES):
            request = (
                service()
                .events()
                .list(calendarId=calendar_id, maxResults=EVENTS_A_PAGE, fields=_FIELDS, **since, **page)
            )
            answer = call(request, WRITE_TIMEOUT)
            try:
                changed += [events.change_of(event) for event in answer.get("items", ())]
            except (AttributeError, LookupError, TypeError, ValueError) as error:
                raise ProviderError(ErrorCategory.BAD_ANSWER, "the changes could not be read") from error
            if next_token := answer.get("nextSyncToken"):
                return Changes(tuple(changed), str(next_token))
            if not answer.get("nextPageToken"):
                break
            page = {"pageToken": answer["nextPageToken"]}
        raise ProviderError(ErrorCategory.BAD_ANSWER, "the changes did not come to an end")

    def watch(self, calendar_id: str, channel_id: str, *, secret: str, address: str) -> Watch:
        """Have Google call ``address`` at every change. Raises ProviderError."""
        channel = {"id": channel_id, "type": "web_hook", "address": address, "token": secret}
        answer = call(service().events().watch(calendarId=calendar_id, body=channel), WRITE_TIMEOUT)
        try:
            expires_at = datetime.fromtimestamp(int(answer["expiration"]) / 1000, UTC)
            return Watch(resource_id=str(answer["resourceId"]), expires_at=expires_at)
        except (LookupError, TypeError, ValueError, OverflowError) as error:
            raise ProviderError(ErrorCategory.BAD_ANSWER, "the channel's end could not be read") from error

    def stop(self, channel_id: str, resource_id: str) -> None:
        """Have Google call no more. Raises EventGoneError when it does not know the channel, or ProviderError."""
        call(service().channels().stop(body={"id": channel_id, "resourceId": resource_id}), WRITE_TIMEOUT)


def _unless_changed(request: Any, etag: str) -> Any:
    """Let Google refuse the request (412) when the event stands otherwise by now."""
    if etag and etag != _NO_ETAG:
        request.headers["If-Match"] = etag
    return request


def _etag(event: Mapping[str, Any]) -> str:
    return str(event.get("etag") or _NO_ETAG)


def _busy(calendar: Mapping[str, Any] | None) -> list[Span] | None:
    """Read one calendar of the answer; a calendar with errors, or none at all, is unknown and never free."""
    if calendar is None or calendar.get("errors"):
        return None
    return [Span(events.moment(busy["start"]), events.moment(busy["end"])) for busy in calendar.get("busy", ())]
