"""The calendars of a server: what each is, and which there are (RFC 4791, RFC 6764)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from urllib.parse import urljoin, urlsplit

from django.conf import settings

from calendar_integration.ports import KnownCalendar
from calendar_integration.providers.caldav import addresses, icalendars, multistatus
from calendar_integration.providers.caldav.client import PATIENCE, RedirectedError, ask, report
from calendar_integration.providers.caldav.multistatus import CALDAV, DAV, Resource
from receptionist.errors import ErrorCategory, ProviderError

#: Seconds for which what a calendar is need not be asked again.
_REMEMBERED = 600.0
_PROPERTIES = (
    *("D:resourcetype", "D:displayname", "D:current-user-privilege-set"),
    *("C:supported-calendar-component-set", "C:calendar-timezone"),
)
_WRITING = {f"{DAV}all", f"{DAV}write", f"{DAV}write-content", f"{DAV}bind"}


@dataclass(frozen=True, slots=True)
class Collection:
    """A calendar on the server; ``zone`` is None where it names none."""

    path: str
    name: str
    zone: tzinfo | None
    may_write: bool | None


_known: dict[str, tuple[float, Collection]] = {}


def at(url: str, *, seconds: float = PATIENCE) -> Collection:
    """Return the calendar at an address. Raises ProviderError where there is none: asking it would find no events."""
    until, known = _known.get(url, (0.0, None))
    if known is not None and time.monotonic() < until:
        return known
    found = report("PROPFIND", url, multistatus.propfind(*_PROPERTIES), depth="0", seconds=seconds)
    collection = next((_collection(one) for one in found.resources if _is_calendar(one)), None)
    if collection is None:
        raise ProviderError(ErrorCategory.INVALID_REQUEST, "CalDAV: there is no calendar for events at that address")
    _known[url] = (time.monotonic() + _REMEMBERED, collection)
    return collection


def forget() -> None:
    """Ask for everything anew."""
    _known.clear()


def listed() -> Iterator[KnownCalendar]:
    """Look for our account's calendars, from CALDAV_URL by way of its principal. Raises ProviderError."""
    home = _on_our_server(_named(_principal(), "C:calendar-home-set"))
    found = report("PROPFIND", home, multistatus.propfind(*_PROPERTIES), depth="1")
    for one in found.resources:
        if _is_calendar(one):
            collection = _collection(one)
            yield KnownCalendar(calendar_id=collection.path, name=collection.name, may_write=collection.may_write)


def _principal() -> str:
    base = addresses.on_server(str(settings.ENV.caldav_url), str(settings.ENV.caldav_url))
    try:
        found = _named(base, "D:current-user-principal")
    except ProviderError as error:
        if not error.category.is_permanent or error.category is ErrorCategory.AUTHENTICATION:
            raise
        found = _named(_well_known(base), "D:current-user-principal")
    return _on_our_server(found)


def _named(url: str, name: str) -> str:
    """Return the address that a resource names in a property, wherever it leads."""
    found = report("PROPFIND", url, multistatus.propfind(name), depth="0")
    tag = name.replace("D:", DAV, 1).replace("C:", CALDAV, 1)
    for one in found.resources:
        href = one.properties[tag].findtext(f"{DAV}href") if tag in one.properties else None
        if href:
            return urljoin(url, href.strip())
    raise ProviderError(ErrorCategory.INVALID_REQUEST, f"CalDAV: {urlsplit(url).path} names no {name[2:]}")


def _well_known(base: str) -> str:
    """Return where the server's own signpost leads: that is a redirect, and the only one we follow."""
    url = urljoin(base, "/.well-known/caldav")
    try:
        ask("PROPFIND", url, multistatus.propfind("D:current-user-principal"), headers={"Depth": "0"})
    except RedirectedError as error:
        return _on_our_server(urljoin(url, error.location))
    return url


def _on_our_server(url: str) -> str:
    """Refuse to go to another host, as iCloud would have us do, and say what to enter instead."""
    try:
        return addresses.on_server(str(settings.ENV.caldav_url), url)
    except ValueError as error:
        host = f"https://{urlsplit(url).hostname}"
        words = f"the server says that its calendars lie on {host}. Set CALDAV_URL to that address if you trust it."
        raise ProviderError(ErrorCategory.INVALID_REQUEST, words) from error


def _is_calendar(resource: Resource) -> bool:
    """Whether a collection is a calendar for events; one that does not say what it takes, takes them."""
    kind = resource.properties.get(f"{DAV}resourcetype")
    if kind is None or kind.find(f"{CALDAV}calendar") is None:
        return False
    takes = resource.properties.get(f"{CALDAV}supported-calendar-component-set")
    return takes is None or any(one.get("name", "").upper() == "VEVENT" for one in takes)


def _collection(resource: Resource) -> Collection:
    zone = resource.text(f"{CALDAV}calendar-timezone")
    privileges = resource.properties.get(f"{DAV}current-user-privilege-set")
    return Collection(
        path=resource.path,
        name=resource.text(f"{DAV}displayname") or resource.path,
        zone=icalendars.zone_in(zone) if zone else None,
        may_write=None if privileges is None else any(one.tag in _WRITING for one in privileges.iter()),
    )
