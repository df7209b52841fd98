"""A line to a real CalDAV server that can be told to go wrong, and somebody with a calendar there open."""

from __future__ import annotations

import re
import socket
import threading
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import httpx
from icalendar import Calendar, Event
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from calendar_integration.providers.caldav.calendar import CalDavCalendar
from calendar_integration.spans import Span
from tests import radicale

_HEADERS = ("Depth", "If-Match", "If-None-Match", "Content-Type", "Authorization", "Accept-Encoding")


@dataclass
class Trouble:
    """What goes wrong with the next ``times`` requests of whose method, path and depth ``where`` is a part."""

    times: int
    where: str
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    #: Seconds before the answer.
    slow: float = 0
    #: The line breaks before the request is handed on, or after it but before the answer.
    hang_up: str = ""
    #: Headers that get lost on the way back.
    lost: tuple[str, ...] = ()
    #: Somebody does this between the request and its answer.
    meanwhile: Any = None


class TroubledLine:
    """Hands requests on to the server; ``requests`` holds (method, path) of each that came."""

    def __init__(self, front: HTTPServer, server_url: str) -> None:
        front.clear()
        self.url = front.url_for("/")
        self.requests: list[tuple[str, str]] = []
        #: The cookies that came with each request, empty where there were none.
        self.cookies: list[str] = []
        self.troubles: list[Trouble] = []
        self._server_url = server_url
        self._released = threading.Event()
        self._lock = threading.Lock()
        front.expect_request(re.compile(".*")).respond_with_handler(self._pass)

    def fail(self, times: int = 1, *, where: str = "", **trouble: Any) -> None:
        """Let the next requests go wrong."""
        self.troubles.append(Trouble(times, where, **trouble))

    def recover(self) -> None:
        """Be well again."""
        self.troubles.clear()

    def release(self) -> None:
        """Let slow answers go."""
        self._released.set()

    def _pass(self, request: Request) -> Response:
        path = request.environ["REQUEST_URI"]
        self.requests.append((request.method, path))
        self.cookies.append(request.headers.get("Cookie", ""))
        trouble = self._trouble(f"{request.method} {path} {request.headers.get('Depth', '')}")
        if trouble and trouble.slow:
            self._released.wait(trouble.slow)
        if trouble and trouble.hang_up == "before":
            return _hang_up(request)
        if trouble and trouble.status:
            return Response(trouble.body, trouble.status, trouble.headers)
        headers = {name: request.headers[name] for name in _HEADERS if name in request.headers}
        answer = httpx.request(request.method, self._server_url + path, headers=headers, content=request.data)
        if trouble and trouble.meanwhile:
            trouble.meanwhile()
        if trouble and trouble.hang_up == "after":
            return _hang_up(request)
        lost = {
            "transfer-encoding",
            "content-encoding",
            "content-length",
            "connection",
            *(trouble.lost if trouble else ()),
        }
        kept = {name: value for name, value in answer.headers.items() if name.lower() not in lost}
        return Response(answer.content, answer.status_code, kept)

    def _trouble(self, request: str) -> Trouble | None:
        with self._lock:
            for trouble in self.troubles:
                if trouble.times > 0 and trouble.where in request:
                    trouble.times -= 1
                    return trouble
        return None


class CalDavKeeper:
    """Somebody who keeps two calendars on the server; serves ``tests.cases.outside_calendars.Keeper``."""

    reading, writing, telling = "REPORT", ".ics", "REPORT"

    def __init__(self, line: TroubledLine, server_url: str) -> None:
        self.line = line
        self.provider = CalDavCalendar()
        self._client = httpx.Client(base_url=server_url, auth=(radicale.USERNAME, radicale.PASSWORD))
        self.own, self.other = self.makes_calendar(), self.makes_calendar()
        self.missing = f"/sara/{uuid4()}/"

    def close(self) -> None:
        self._client.close()

    def makes_calendar(self, timezone: str = "") -> str:
        """Make a calendar; ``timezone`` is a whole VTIMEZONE's text, as clients set it."""
        path = f"/sara/{uuid4()}/"
        prop = f"<C:calendar-timezone>{timezone}</C:calendar-timezone>" if timezone else ""
        body = (
            '<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>'
            f"<D:displayname>Work</D:displayname>{prop}</D:prop></D:set></C:mkcalendar>"
        )
        assert self._client.request("MKCALENDAR", path, content=body).status_code == 201
        return path

    def puts(self, text: str, *, name: str = "", calendar_id: str = "") -> str:
        """Write an event as text, which need make no sense beyond what the server checks; returns its name."""
        name = name or str(uuid4())
        body = text.strip().replace("\n", "\r\n") + "\r\n"
        answer = self._client.put(f"{calendar_id or self.own}{name}.ics", content=body.encode())
        assert answer.status_code in {201, 204}, answer.text
        return name

    def reads(self, event_id: str, calendar_id: str = "") -> Event:
        """Return an event as it stands."""
        return Calendar.from_ical(self._text(event_id, calendar_id)).events[0]

    def spans(self, calendar_id: str = "") -> list[Span]:
        """Return when the timed events of a calendar stand."""
        events = [self.reads(name, calendar_id) for name in self._names(calendar_id)]
        edges = [(event.start, event.end) for event in events]
        return sorted(Span(_utc(start), _utc(end)) for start, end in edges)

    def adds(self, start: datetime, end: datetime, *, shown_as_free: bool = False, calendar_id: str = "") -> None:
        """Enter something of their own."""
        self.puts(event_text(start, end, "TRANSP:TRANSPARENT" if shown_as_free else ""), calendar_id=calendar_id)

    def moves(self, event_id: str, start: datetime, end: datetime) -> None:
        self._change(event_id, DTSTART=start, DTEND=end)

    def makes_a_whole_day(self, event_id: str, day: date) -> None:
        self._change(event_id, DTSTART=day, DTEND=None)

    def retitles(self, event_id: str, title: str) -> None:
        self._change(event_id, SUMMARY=title)

    def title(self, event_id: str) -> str:
        return str(self.reads(event_id)["SUMMARY"])

    def deletes(self, event_id: str) -> None:
        assert self._client.delete(f"{self.own}{event_id}.ics").status_code in {200, 204}

    def occupies(self, event_id: str) -> None:
        """Have something of somebody else's under an id of ours."""
        text = event_text(datetime(2026, 4, 1, 8, tzinfo=UTC), datetime(2026, 4, 1, 9, tzinfo=UTC), uid=event_id)
        self.puts(text, name=event_id)

    def wipes(self) -> None:
        """Delete every event."""
        for name in self._names():
            self.deletes(name)

    def spent_token(self, token: str) -> str:
        """Return a token that the server no longer knows."""
        return f"http://radicale.org/ns/sync/{'0' * 64}"

    def fails(self, times: int = 1, *, where: str = "", **trouble: Any) -> None:
        self.line.fail(times, where=where, **trouble)

    def recovers(self) -> None:
        self.line.recover()

    def release(self) -> None:
        self.line.release()

    def asked(self) -> int:
        return len(self.line.requests)

    def _names(self, calendar_id: str = "") -> list[str]:
        body = '<D:propfind xmlns:D="DAV:"><D:prop><D:getetag/></D:prop></D:propfind>'
        answer = self._client.request("PROPFIND", calendar_id or self.own, headers={"Depth": "1"}, content=body)
        return re.findall(r"<href>[^<]*/([^/<]+)\.ics</href>", answer.text)

    def _text(self, event_id: str, calendar_id: str = "") -> str:
        answer = self._client.get(f"{calendar_id or self.own}{event_id}.ics")
        assert answer.status_code == 200
        return answer.text

    def _change(self, event_id: str, **changed: Any) -> None:
        calendar = Calendar.from_ical(self._text(event_id))
        for name, value in changed.items():
            calendar.events[0].pop(name, None)
            if value is not None:
                calendar.events[0].add(name, value)
        answer = self._client.put(f"{self.own}{event_id}.ics", content=calendar.to_ical())
        assert answer.status_code == 204, answer.text


def only_readable(path: str) -> dict[str, Any]:
    """Answer a question after calendars with one that our account may read and no more."""
    body = (
        '<D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:response>'
        f"<D:href>{path}</D:href><D:propstat><D:prop><D:resourcetype><D:collection/><C:calendar/></D:resourcetype>"
        "<D:current-user-privilege-set><D:privilege><D:read/></D:privilege></D:current-user-privilege-set></D:prop>"
        "<D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>"
    )
    return {"status": 207, "body": body.encode()}


def event_text(start: date, end: date, more: str = "", *, uid: str = "") -> str:
    """Return an event as a client writes it: moments in UTC, or whole days."""
    begins, ends = (_value(edge) for edge in (start, end))
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Somebody//EN", "BEGIN:VEVENT"),
        *(f"UID:{uid or uuid4()}", "DTSTAMP:20260101T000000Z", "SUMMARY:Own"),
        *(f"DTSTART{begins}", f"DTEND{ends}", *([more] if more else ())),
        *("END:VEVENT", "END:VCALENDAR"),
    ]
    return "\n".join(lines)


def _utc(edge: date) -> datetime:
    assert isinstance(edge, datetime)
    return edge.astimezone(UTC)


def _value(edge: date) -> str:
    if not isinstance(edge, datetime):
        return f";VALUE=DATE:{edge:%Y%m%d}"
    return f":{edge.astimezone(UTC):%Y%m%dT%H%M%SZ}" if edge.tzinfo else f":{edge:%Y%m%dT%H%M%S}"


def _hang_up(request: Request) -> Response:
    request.environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
    return Response()
