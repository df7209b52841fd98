"""Google's token endpoint and Calendar API v3 on loopback: keeps state, and refuses what the real ones refuse.

Every request is checked against the discovery document that ships with google-api-python-client: unknown paths,
query parameters and body fields are refused with 400 and kept in ``violations``.
"""

from __future__ import annotations

import json
import re
import socket
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote

from cryptography.exceptions import InvalidSignature
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.fakes import google_changes as changes
from tests.fakes.discovery import method_for
from tests.fakes.google_changes import RefusedError
from tests.fakes.service_account import check_assertion


@dataclass
class FakeCalendar:
    """One calendar: events by id (deleted ones stay, cancelled), what a person put in, and an error it answers."""

    events: dict[str, dict[str, Any]] = field(default_factory=dict)
    busy: list[tuple[datetime, datetime]] = field(default_factory=list)
    error: str = ""
    #: At which change of the calendar each event has changed last.
    changed_at: dict[str, int] = field(default_factory=dict)
    #: Tokens from before this change are spent.
    spent_before: int = 0

    @property
    def standing(self) -> list[dict[str, Any]]:
        return [event for event in self.events.values() if event["status"] != "cancelled"]


@dataclass
class Trouble:
    """What goes wrong with the next ``times`` matching requests."""

    times: int
    path: str
    status: int = 0
    reason: str = "backendError"
    headers: dict[str, str] = field(default_factory=dict)
    #: Seconds before the answer.
    slow: float = 0
    #: The line breaks before the request is taken, or after it but before the answer.
    hang_up: str = ""


class FakeGoogle:
    """The fake; ``requests`` holds (method, path) of each API call that was taken."""

    def __init__(self, server: HTTPServer) -> None:
        server.clear()
        self.base_url = server.url_for("/google")
        self.token_uri = server.url_for("/token")
        self.calendars: dict[str, FakeCalendar] = {"salon@example.com": FakeCalendar()}
        self.requests: list[tuple[str, str]] = []
        self.violations: list[str] = []
        self.troubles: list[Trouble] = []
        self.tokens: set[str] = set()
        self.tokens_given = 0
        #: Refresh tokens of people who have consented.
        self.consents = {"1//consent"}
        #: Events a page of a list has at most, whatever was asked for.
        self.page_size = 2500
        #: Open channels by id: (calendar id, address, token).
        self.channels: dict[str, tuple[str, str, str]] = {}
        self._etag = 0
        self._lock = threading.RLock()
        self._released = threading.Event()
        server.expect_request("/token", method="POST").respond_with_handler(self._token)
        server.expect_request(re.compile("/google/.*")).respond_with_handler(self._api)

    def fail(self, times: int = 1, *, path: str = "", **trouble: Any) -> None:
        """Let the next requests whose path contains ``path`` go wrong."""
        self.troubles.append(Trouble(times, path, **trouble))

    def recover(self) -> None:
        """Be well again."""
        self.troubles.clear()

    def release(self) -> None:
        """Let slow answers go."""
        self._released.set()

    def _token(self, request: Request) -> Response:
        trouble = self._trouble(request)
        if trouble and trouble.status:
            error = "internal_failure" if trouble.status >= 500 else "invalid_grant"
            return Response(json.dumps({"error": error}), trouble.status, mimetype="application/json")
        if request.form.get("grant_type") == "refresh_token":
            if request.form["refresh_token"] not in self.consents:
                return Response(json.dumps({"error": "invalid_grant"}), 400, mimetype="application/json")
            return self._granted()
        try:
            check_assertion(request.form)
        except (ValueError, KeyError, InvalidSignature) as error:
            self.violations.append(f"token: {error!r}")
            return Response(json.dumps({"error": "invalid_grant"}), 400, mimetype="application/json")
        return self._granted()

    def _granted(self) -> Response:
        self.tokens_given += 1
        token = f"ya29.{self.tokens_given}"
        self.tokens.add(token)
        body = {"access_token": token, "expires_in": 3599, "token_type": "Bearer"}
        return Response(json.dumps(body), mimetype="application/json")

    def _api(self, request: Request) -> Response:
        trouble = self._trouble(request)
        if trouble and trouble.slow:
            self._released.wait(trouble.slow)
        if trouble and trouble.hang_up == "before":
            return _hang_up(request)
        if trouble and trouble.status:
            return _problem(RefusedError(trouble.status, trouble.reason), trouble.headers)
        try:
            with self._lock:
                answer = self._serve(request)
        except RefusedError as error:
            return _problem(error)
        if trouble and trouble.hang_up == "after":
            return _hang_up(request)
        if answer is None:
            return Response(status=204)
        return Response(json.dumps(answer), mimetype="application/json")

    def _trouble(self, request: Request) -> Trouble | None:
        with self._lock:
            for trouble in self.troubles:
                if trouble.times > 0 and trouble.path in f"{request.method} {request.path}":
                    trouble.times -= 1
                    return trouble
        return None

    def _serve(self, request: Request) -> dict[str, Any] | None:
        if request.headers.get("Authorization", "").removeprefix("Bearer ") not in self.tokens:
            raise RefusedError(401, "authError", "Invalid Credentials")
        raw_path = request.environ["REQUEST_URI"].partition("?")[0].removeprefix("/google")
        method = method_for(request.method, raw_path)
        if method is None:
            raise self._violation(f"{request.method} {raw_path} is not in the discovery document")
        body: Any = request.get_json() if request.data else None
        for complaint in method.complaints(request.args, body):
            raise self._violation(complaint)
        self.requests.append((method.name, raw_path))
        parts = [unquote(part) for part in raw_path.split("/")]
        if method.name == "freebusy.query":
            return self._free_busy(body)
        if method.name == "channels.stop":
            if self.channels.pop(body["id"], None) is None:
                raise RefusedError(404, "channelUnknown")
            return None
        calendar = self.calendars.get(parts[4])
        if calendar is None:
            raise RefusedError(404, "notFound")
        if len(parts) > 6 and method.name != "events.watch":
            event = _event(calendar, parts[6], request.headers.get("If-Match"))
            return self._on_event(method.name, calendar, event, body)
        if method.name == "events.list":
            return changes.listed(calendar, request.args, self.page_size)
        if method.name == "events.watch":
            return changes.watched(self.channels, parts[4], body)
        return self._insert(calendar, body)

    def _violation(self, complaint: str) -> RefusedError:
        self.violations.append(complaint)
        return RefusedError(400, "badRequest", complaint)

    def _free_busy(self, body: dict[str, Any]) -> dict[str, Any]:
        begins, ends = (datetime.fromisoformat(body[edge]) for edge in ("timeMin", "timeMax"))
        if begins >= ends:
            raise RefusedError(400, "timeRangeEmpty")
        if ends - begins > timedelta(days=90):
            raise RefusedError(400, "timeRangeTooLong")
        if len(body["items"]) > 50:
            raise RefusedError(400, "tooManyCalendarsRequested")
        answers = {item["id"]: self._busy(item["id"], begins, ends) for item in body["items"]}
        return {
            "kind": "calendar#freeBusy",
            "timeMin": body["timeMin"],
            "timeMax": body["timeMax"],
            "calendars": answers,
        }

    def _busy(self, calendar_id: str, begins: datetime, ends: datetime) -> dict[str, Any]:
        calendar = self.calendars.get(calendar_id)
        if calendar is None or calendar.error:
            reason = calendar.error if calendar else "notFound"
            return {"errors": [{"domain": "global", "reason": reason}], "busy": []}
        taken = [
            *calendar.busy,
            *(span_of(event) for event in calendar.standing if event.get("transparency") != "transparent"),
        ]
        seen = [(max(start, begins), min(end, ends)) for start, end in taken if start < ends and end > begins]
        return {"busy": [{"start": _stamp(start), "end": _stamp(end)} for start, end in _joined(seen)]}

    def _insert(self, calendar: FakeCalendar, body: dict[str, Any]) -> dict[str, Any]:
        if not re.fullmatch(r"[a-v0-9]{5,1024}", body.get("id", "")):
            raise RefusedError(400, "invalid", "Invalid resource id value.")
        if body["id"] in calendar.events:
            raise RefusedError(409, "duplicate", "The requested identifier already exists.")
        self._check_times(body)
        event = {"status": "confirmed", **body}
        calendar.events[event["id"]] = event
        return self.stamp(calendar, event)

    def _on_event(
        self, name: str, calendar: FakeCalendar, event: dict[str, Any], body: dict[str, Any]
    ) -> dict[str, Any] | None:
        if name == "events.get":
            return event
        if name == "events.delete":
            if event["status"] == "cancelled":
                raise RefusedError(410, "deleted", "Resource has been deleted")
            event["status"] = "cancelled"
            self.stamp(calendar, event)
            return None
        changed = _patched(event, body)
        self._check_times(changed)
        event.clear()
        event.update(changed)
        return self.stamp(calendar, event)

    @staticmethod
    def _check_times(event: dict[str, Any]) -> None:
        if "start" not in event or "end" not in event:
            raise RefusedError(400, "required", "Missing start or end time.")
        if any("date" in event[edge] and "dateTime" in event[edge] for edge in ("start", "end")):
            raise RefusedError(400, "invalid", "Invalid start time.")
        start, end = span_of(event)
        if start >= end:
            raise RefusedError(400, "timeRangeEmpty", "The specified time range is empty.")

    def stamp(self, calendar: FakeCalendar, event: dict[str, Any]) -> dict[str, Any]:
        """Give an event that has changed its next etag."""
        with self._lock:
            self._etag += 1
            event.update(kind="calendar#event", etag=f'"{self._etag}"')
            calendar.changed_at[event["id"]] = self._etag
        return event


def span_of(event: dict[str, Any]) -> tuple[datetime, datetime]:
    """Return when an event is; whole days as Google counts them in the calendar's zone, here UTC."""
    start, end = (event[edge].get("dateTime") or event[edge]["date"] + "T00:00:00+00:00" for edge in ("start", "end"))
    return datetime.fromisoformat(start), datetime.fromisoformat(end)


def _event(calendar: FakeCalendar, event_id: str, if_match: str | None) -> dict[str, Any]:
    event = calendar.events.get(event_id)
    if event is None:
        raise RefusedError(404, "notFound")
    if if_match not in {None, event.get("etag")}:
        raise RefusedError(412, "conditionNotMet", "Precondition Failed")
    return event


def _patched(standing: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    """Merge as PATCH does: objects field by field, null takes out."""
    merged = dict(standing)
    for name, value in body.items():
        if value is None:
            merged.pop(name, None)
        elif isinstance(value, dict):
            merged[name] = _patched(merged.get(name, {}), value)
        else:
            merged[name] = value
    return merged


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _joined(spans: list[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    joined: list[tuple[datetime, datetime]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _problem(error: RefusedError, headers: dict[str, str] | None = None) -> Response:
    details = [{"domain": "global", "reason": error.reason, "message": error.message}]
    body = {"error": {"code": error.status, "message": error.message, "errors": details}}
    return Response(json.dumps(body), error.status, headers or {}, mimetype="application/json")


def _hang_up(request: Request) -> Response:
    request.environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
    return Response()
