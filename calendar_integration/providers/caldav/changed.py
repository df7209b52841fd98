"""What has changed in a calendar since a token (RFC 6578): first which events, then what they say."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import tzinfo
from urllib.parse import quote, unquote, urlsplit

from calendar_integration.ports import Changes, OutsideChange, TokenSpentError
from calendar_integration.providers.caldav import entries, multistatus
from calendar_integration.providers.caldav.client import report
from calendar_integration.providers.caldav.multistatus import CALDAV, DAV, Resource
from receptionist.errors import ErrorCategory, ProviderError

log = logging.getLogger(__name__)

#: Events that are read with one request, and as many rounds as no calendar needs.
EVENTS_A_REQUEST, MOST_ROUNDS = 50, 200
_CUT_SHORT = 507
#: How servers refuse a token that they no longer know, unless they name the reason as RFC 6578 asks.
_REFUSED_TOKEN = {"403", "409", "410", "412"}
#: What a server says of an event that is no more.
GONE = {404, 410}


def since(url: str, token: str, zone: tzinfo) -> Changes:
    """Return what has changed in the calendar at ``url``. Raises TokenSpentError, or ProviderError."""
    changed: dict[str, bool] = {}
    for _ in range(MOST_ROUNDS):
        answer = _told(url, token)
        more = answer.token != token and any(one.status == _CUT_SHORT for one in answer.resources)
        changed |= {one.path: one.status in GONE for one in answer.resources if _is_event(one, url)}
        token = answer.token
        if not token:
            raise ProviderError(ErrorCategory.BAD_ANSWER, "CalDAV: the changes came without a token")
        if not more:
            break
    else:
        raise ProviderError(ErrorCategory.BAD_ANSWER, "CalDAV: the changes did not come to an end")
    gone = [_gone(path) for path, is_gone in changed.items() if is_gone]
    return Changes((*gone, *_read(url, [path for path, is_gone in changed.items() if not is_gone], zone)), token)


def _told(url: str, token: str) -> multistatus.Multistatus:
    """Ask for changes; a token that is refused without a reason may be spent, and asking anew will tell."""
    try:
        return report("REPORT", url, multistatus.sync_collection(token), depth="0")
    except ProviderError as error:
        if token and error.code in _REFUSED_TOKEN:
            raise TokenSpentError(error.category, error.detail, code=error.code) from error
        raise


def _is_event(resource: Resource, url: str) -> bool:
    """Whether a resource is an event of the calendar: neither the calendar itself nor a folder within."""
    if resource.status is not None and resource.status not in GONE:
        if resource.status != _CUT_SHORT:
            raise ProviderError(ErrorCategory.BAD_ANSWER, f"CalDAV: an event answers HTTP {resource.status}")
        return False
    return not resource.path.endswith("/") and f"{resource.path}/" != unquote(urlsplit(url).path)


def _read(url: str, paths: Sequence[str], zone: tzinfo) -> Iterator[OutsideChange]:
    for first in range(0, len(paths), EVENTS_A_REQUEST):
        some = set(paths[first : first + EVENTS_A_REQUEST])
        answer = report("REPORT", url, multistatus.multiget(quote(path) for path in sorted(some)))
        for one in answer.resources:
            if one.path in some:
                some.remove(one.path)
                yield _gone(one.path) if one.status in GONE else _change(one, zone)
        if some:
            raise ProviderError(ErrorCategory.BAD_ANSWER, "CalDAV: the server left out events it had told of")


def _change(resource: Resource, zone: tzinfo) -> OutsideChange:
    etag, text = resource.text(f"{DAV}getetag"), resource.text(f"{CALDAV}calendar-data")
    if not etag or not text:
        raise ProviderError(ErrorCategory.BAD_ANSWER, "CalDAV: an event came without its text")
    try:
        event = entries.standing(text, zone, etag)
        of_no_matter = event.is_deleted or (not event.appointment and entries.keeps_nobody_busy(text))
    except ProviderError as error:
        # Were it an error, one unreadable event would hide all other changes for ever.
        log.warning("an event outside that has changed cannot be read: %s", error)
        return OutsideChange(event_id=_event_id(resource.path), appointment="", etag=etag, is_deleted=False, span=None)
    return OutsideChange(
        event_id=_event_id(resource.path),
        appointment=event.appointment,
        etag=etag,
        is_deleted=event.is_deleted,
        span=None if of_no_matter else event.span,
    )


def _gone(path: str) -> OutsideChange:
    return OutsideChange(event_id=_event_id(path), appointment="", etag="", is_deleted=True, span=None)


def _event_id(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".ics")
