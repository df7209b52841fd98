"""Google Calendar; no other module knows a word of its API.

The client library is large, so it is imported on the first call: a process that never talks to Google never pays.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings

from calendar_integration.spans import Span
from receptionist.errors import ErrorCategory, ProviderError

if TYPE_CHECKING:
    from google.oauth2.service_account import Credentials
    from googleapiclient.errors import HttpError

#: Seconds. A customer waits while busy times are read; nobody waits while an event is written.
READ_TIMEOUT, WRITE_TIMEOUT = 3.0, 10.0
#: As many calendars as Google takes in one free/busy query; it takes up to 90 days, our windows are half of that.
CALENDARS_A_QUERY = 50
_SCOPES = (
    "https://www.googleapis.com/auth/calendar.events",
    "https://www.googleapis.com/auth/calendar.freebusy",
)
_DEFAULT_BASE_URL = "https://www.googleapis.com"
#: The private extended property that says which appointment an event stands for.
_OURS = "sara_appointment"
_BY_REASON = {
    "rateLimitExceeded": ErrorCategory.RATE_LIMIT,
    "userRateLimitExceeded": ErrorCategory.RATE_LIMIT,
    "quotaExceeded": ErrorCategory.RATE_LIMIT,
    "dailyLimitExceeded": ErrorCategory.QUOTA,
}
_BY_STATUS = {
    401: ErrorCategory.AUTHENTICATION,
    403: ErrorCategory.AUTHENTICATION,
    429: ErrorCategory.RATE_LIMIT,
}
_SERVER_ERRORS = 500


class EventGoneError(ProviderError):
    """There is no such event (404), or it has been deleted (410)."""


class EventExistsError(ProviderError):
    """The event id is taken already (409), which it stays even after the event has been deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is to stand in the calendar; ``start`` and ``end`` are aware and local to ``timezone`` (IANA)."""

    appointment: UUID
    summary: str
    description: str
    start: datetime
    end: datetime
    timezone: str


@dataclass(frozen=True, slots=True)
class StandingEvent:
    """What stands in the calendar under an event id; ``span`` is None where it is not a time of day."""

    appointment: str
    is_deleted: bool
    span: Span | None


def is_configured() -> bool:
    """Whether credentials for Google are set."""
    return settings.ENV.google_application_credentials is not None


def event_id(business_id: int, appointment: UUID, generation: int) -> str:
    """Return the event's id, always the same for the same appointment, so that a repeated insert cannot add a second.

    ``generation`` grows when an id is spent: Google never gives up the id of a deleted event.
    """
    digest = hashlib.sha256(f"{business_id}|{appointment}|{generation}".encode()).digest()
    return base64.b32hexencode(digest).decode().rstrip("=").lower()


def free_busy(calendar_ids: Sequence[str], span: Span) -> dict[str, list[Span] | None]:
    """Return the busy times of each calendar; None for one that Google cannot tell. Raises ProviderError."""
    answers: dict[str, list[Span] | None] = {}
    for first in range(0, len(calendar_ids), CALENDARS_A_QUERY):
        some = calendar_ids[first : first + CALENDARS_A_QUERY]
        body = {
            "timeMin": span.start.isoformat(),
            "timeMax": span.end.isoformat(),
            "items": [{"id": calendar_id} for calendar_id in some],
        }
        answer = _call(_service().freebusy().query(body=body), READ_TIMEOUT)
        try:
            answers |= {calendar_id: _busy(answer["calendars"].get(calendar_id)) for calendar_id in some}
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            raise ProviderError(ErrorCategory.BAD_ANSWER, "the busy times could not be read") from error
    return answers


def insert(calendar_id: str, event_id: str, entry: Entry) -> str:
    """Write a new event and return its etag. Raises EventExistsError when the id is taken, or ProviderError."""
    body = {"id": event_id, **_body(entry)}
    request = _service().events().insert(calendarId=calendar_id, body=body, sendUpdates="none")
    return _etag(_call(request, WRITE_TIMEOUT))


def patch(calendar_id: str, event_id: str, entry: Entry) -> str:
    """Change an event to the entry and return its etag. Raises EventGoneError, or ProviderError."""
    request = _service().events().patch(calendarId=calendar_id, eventId=event_id, body=_body(entry), sendUpdates="none")
    return _etag(_call(request, WRITE_TIMEOUT))


def get(calendar_id: str, event_id: str) -> StandingEvent:
    """Return what stands under an event id. Raises EventGoneError, or ProviderError."""
    event = _call(_service().events().get(calendarId=calendar_id, eventId=event_id), WRITE_TIMEOUT)
    private = event.get("extendedProperties", {}).get("private", {})
    edges = [event.get(edge, {}).get("dateTime") for edge in ("start", "end")]
    span = Span(_moment(edges[0]), _moment(edges[1])) if all(edges) else None
    return StandingEvent(str(private.get(_OURS, "")), is_deleted=event.get("status") == "cancelled", span=span)


def delete(calendar_id: str, event_id: str) -> None:
    """Delete an event. Raises EventGoneError when there is none (any more), or ProviderError."""
    _call(_service().events().delete(calendarId=calendar_id, eventId=event_id, sendUpdates="none"), WRITE_TIMEOUT)


def _body(entry: Entry) -> dict[str, Any]:
    return {
        "summary": entry.summary,
        "description": entry.description,
        "start": {"dateTime": entry.start.isoformat(), "timeZone": entry.timezone},
        "end": {"dateTime": entry.end.isoformat(), "timeZone": entry.timezone},
        "status": "confirmed",
        "extendedProperties": {"private": {_OURS: str(entry.appointment)}},
    }


def _etag(event: Mapping[str, Any]) -> str:
    return str(event.get("etag") or "unknown")


def _busy(calendar: Mapping[str, Any] | None) -> list[Span] | None:
    """Read one calendar of the answer; a calendar with errors, or none at all, is unknown and never free."""
    if calendar is None or calendar.get("errors"):
        return None
    return [Span(_moment(busy["start"]), _moment(busy["end"])) for busy in calendar.get("busy", ())]


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@cache
def _credentials(path: Path) -> Credentials:
    from google.oauth2.service_account import Credentials  # noqa: PLC0415

    try:
        key: Credentials = Credentials.from_service_account_file(str(path), scopes=_SCOPES)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        detail = f"GOOGLE_APPLICATION_CREDENTIALS is not a service account key file ({type(error).__name__})"
        raise ProviderError(ErrorCategory.AUTHENTICATION, detail) from error
    return key


@cache
def _client(base_url: str) -> Any:
    import httplib2  # noqa: PLC0415
    from google.api_core.client_options import ClientOptions  # noqa: PLC0415
    from googleapiclient.discovery import build  # noqa: PLC0415

    endpoint = ClientOptions(api_endpoint=f"{base_url}/calendar/v3/")
    # Each call brings its own connection and credentials: this one only keeps the library from looking for some.
    idle = httplib2.Http()
    return build("calendar", "v3", http=idle, client_options=endpoint, static_discovery=True, cache_discovery=False)


def _service() -> Any:
    return _client(str(settings.ENV.google_calendar_api_base_url or _DEFAULT_BASE_URL).rstrip("/"))


def _call(request: Any, timeout: float) -> dict[str, Any]:
    """Send one request; whatever goes wrong becomes a ProviderError."""
    import httplib2  # noqa: PLC0415
    from google_auth_httplib2 import AuthorizedHttp  # noqa: PLC0415

    # Connections of httplib2 must not be shared between threads.
    connection = httplib2.Http(timeout=timeout)
    connection.follow_redirects = False
    try:
        with _errors_translated():
            answer = request.execute(http=AuthorizedHttp(_credentials(_key_file()), http=connection), num_retries=0)
    finally:
        connection.close()
    return answer if isinstance(answer, dict) else {}


def _key_file() -> Path:
    path = settings.ENV.google_application_credentials
    if path is None:
        raise ProviderError(ErrorCategory.AUTHENTICATION, "GOOGLE_APPLICATION_CREDENTIALS is not set")
    return Path(path)


@contextmanager
def _errors_translated() -> Iterator[None]:
    from google.auth.exceptions import RefreshError, TransportError  # noqa: PLC0415
    from googleapiclient.errors import HttpError  # noqa: PLC0415
    from httplib2 import HttpLib2Error  # noqa: PLC0415

    try:
        yield
    except HttpError as error:
        raise _translate(error) from error
    except RefreshError as error:
        category = ErrorCategory.PROVIDER_FAULT if error.retryable else ErrorCategory.AUTHENTICATION
        raise ProviderError(category, "Google gave no access token for the service account") from error
    except (TransportError, ConnectionRefusedError) as error:
        raise ProviderError(ErrorCategory.CONNECTIVITY, type(error).__name__) from error
    except (OSError, HttpLib2Error, ValueError) as error:
        raise ProviderError(
            ErrorCategory.UNCERTAIN, f"no answer that could be read ({type(error).__name__})"
        ) from error


def _translate(error: HttpError) -> ProviderError:
    status = int(error.resp.status)
    reason = _reason(error.content)
    detail = f"HTTP {status} {reason}".strip()
    if status in {404, 410}:
        return EventGoneError(ErrorCategory.INVALID_REQUEST, detail, code=str(status))
    if status == 409:
        return EventExistsError(ErrorCategory.INVALID_REQUEST, detail, code=str(status))
    category = _BY_REASON.get(reason) or _BY_STATUS.get(status)
    if category is None:
        category = ErrorCategory.PROVIDER_FAULT if status >= _SERVER_ERRORS else ErrorCategory.INVALID_REQUEST
    wait = str(error.resp.get("retry-after", ""))
    return ProviderError(
        category, detail, code=reason or str(status), retry_after=float(wait) if wait.isdecimal() else None
    )


def _reason(content: bytes) -> str:
    try:
        problems = json.loads(content)["error"]["errors"]
        return str(problems[0]["reason"])[:60]
    except (ValueError, LookupError, TypeError):
        return ""
