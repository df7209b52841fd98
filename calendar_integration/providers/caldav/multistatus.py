"""WebDAV's XML, both ways: what is asked, and the answers about many resources (RFC 4918, 4791, 6578). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from xml.sax.saxutils import escape

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from calendar_integration.spans import Span
from receptionist.errors import ErrorCategory, ProviderError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

DAV = "{DAV:}"
CALDAV = "{urn:ietf:params:xml:ns:caldav}"
_NAMESPACES = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"'
#: Control characters that XML cannot hold and that servers hand on all the same, from whoever wrote an event.
_CONTROLS = bytes({*range(32)} - {*b"\t\n\r"})
_DECLARED = '<?xml version="1.0" encoding="utf-8"?>'


@dataclass(frozen=True, slots=True)
class Resource:
    """What a server says of one resource; ``status`` is its own, where it has one in place of properties."""

    #: As the server names it, decoded: a path, whatever host stood before it.
    path: str
    status: int | None
    properties: Mapping[str, Element]

    def text(self, name: str) -> str:
        """Return a property's text; empty without one."""
        found = self.properties.get(name)
        return (found.text or "").strip() if found is not None else ""


@dataclass(frozen=True, slots=True)
class Multistatus:
    """An answer about many resources, and the token to ask with next where there is one."""

    resources: tuple[Resource, ...]
    token: str


def propfind(*names: str) -> str:
    """Ask for properties: "D:displayname", "C:calendar-timezone"."""
    return f"{_DECLARED}<D:propfind {_NAMESPACES}><D:prop>{_listed(names)}</D:prop></D:propfind>"


def calendar_query(span: Span) -> str:
    """Ask for every event that may overlap a span, as it is written: repeating ones whole."""
    start, end = (moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ") for moment in span)
    return (
        f"{_DECLARED}<C:calendar-query {_NAMESPACES}><D:prop><D:getetag/><C:calendar-data/></D:prop>"
        f'<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:time-range start="{start}" '
        f'end="{end}"/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>'
    )


def multiget(paths: Iterable[str]) -> str:
    """Ask for events by their (quoted) paths."""
    hrefs = "".join(f"<D:href>{escape(path)}</D:href>" for path in paths)
    return (
        f"{_DECLARED}<C:calendar-multiget {_NAMESPACES}><D:prop><D:getetag/><C:calendar-data/></D:prop>"
        f"{hrefs}</C:calendar-multiget>"
    )


def sync_collection(token: str) -> str:
    """Ask which events have changed since a token."""
    return (
        f"{_DECLARED}<D:sync-collection {_NAMESPACES}><D:sync-token>{escape(token)}</D:sync-token>"
        "<D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>"
    )


def read(body: bytes) -> Multistatus:
    """Read an answer. Raises ProviderError (BAD_ANSWER)."""
    root = _parsed(body)
    if root is None or root.tag != f"{DAV}multistatus":
        raise ProviderError(ErrorCategory.BAD_ANSWER, "CalDAV: the answer is no multistatus")
    try:
        resources = tuple(_resource(element) for element in root.findall(f"{DAV}response"))
    except (LookupError, ValueError) as error:
        raise ProviderError(ErrorCategory.BAD_ANSWER, "CalDAV: the multistatus could not be read") from error
    return Multistatus(resources, (root.findtext(f"{DAV}sync-token") or "").strip())


def broken_condition(body: bytes) -> str:
    """Return the name of the condition that a refusal says was broken, such as "no-uid-conflict"; else nothing."""
    root = _parsed(body)
    if root is None or root.tag != f"{DAV}error":
        return ""
    names = (child.tag.rpartition("}")[2] for child in root if child.tag.startswith((DAV, CALDAV)))
    return next(names, "")[:60]


def _parsed(body: bytes) -> Element | None:
    try:
        root: Element = fromstring(body.translate(None, delete=_CONTROLS))
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return None
    return root


def _resource(element: Element) -> Resource:
    href = (element.findtext(f"{DAV}href") or "").strip()
    if not href:
        raise ValueError("a response without its resource")
    own = element.findtext(f"{DAV}status")
    return Resource(unquote(urlsplit(href).path), _code(own) if own else None, dict(_found(element)))


def _found(element: Element) -> Iterator[tuple[str, Element]]:
    """Yield the properties that were found; those that were not stand there as well, empty, with another status."""
    for part in element.findall(f"{DAV}propstat"):
        held = part.find(f"{DAV}prop")
        if held is not None and 200 <= _code(part.findtext(f"{DAV}status") or "") < 300:
            yield from ((found.tag, found) for found in held)


def _code(status: str) -> int:
    """Read the code of a line like "HTTP/1.1 200 OK"."""
    return int(status.split()[1])


def _listed(names: Iterable[str]) -> str:
    return "".join(f"<{name}/>" for name in names)
