"""A CalDAV server (Nextcloud, iCloud, Fastmail and others), as the diary's port asks for it."""

from __future__ import annotations

import base64
import hashlib
import logging
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import UTC, tzinfo
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from calendar_integration.ports import (
    Changes,
    Entry,
    EventChangedError,
    EventGoneError,
    KnownCalendar,
    StandingEvent,
)
from calendar_integration.providers.caldav import (
    addresses,
    changed,
    discovery,
    entries,
    multistatus,
    occurrences,
    zones,
)
from calendar_integration.providers.caldav.client import address, ask, report
from calendar_integration.providers.caldav.multistatus import CALDAV, Resource
from calendar_integration.spans import Span
from receptionist.errors import ErrorCategory, ProviderError
from receptionist.providers.http import Answer

log = logging.getLogger(__name__)

#: Seconds for all calendars together: a customer waits while busy times are read.
READ_TIMEOUT = 3.0
#: Calendars that are read at the same time.
AT_ONCE = 8
#: How often a change is tried again over one that somebody else makes at the same moment.
_TRIES = 3
#: What is wrong with one calendar and says nothing about the server.
_OF_THE_CALENDAR = {ErrorCategory.INVALID_REQUEST, ErrorCategory.BAD_ANSWER}
_UNKNOWN_HERE = "401"
_CALENDAR = {"Content-Type": "text/calendar; charset=utf-8"}


class CalDavCalendar:
    """CalDAV; serves ``calendar_integration.ports.OutsideCalendar`` and ``ListingCalendar``."""

    name = "CalDAV"

    @property
    def default_calendar_id(self) -> str:
        """The calendar of CALDAV_CALENDAR."""
        return str(settings.ENV.caldav_calendar)

    def problem_with(self, calendar_id: str) -> str:
        """Say why this cannot be a calendar on our server; empty when it can."""
        try:
            addresses.within(str(settings.ENV.caldav_url or ""), calendar_id)
        except ValueError as error:
            return str(error)
        return ""

    def calendars(self) -> list[KnownCalendar]:
        """Return the calendars for events that our account has, or that are shared with it. Raises ProviderError."""
        return list(discovery.listed())

    def event_id(self, business_id: int, appointment: UUID, generation: int) -> str:
        """Return the event's id, always the same: it is the event's UID and its name on the server."""
        digest = hashlib.sha256(f"{business_id}|{appointment}|{generation}".encode()).digest()
        return base64.b32hexencode(digest).decode().rstrip("=").lower()

    def free_busy(self, calendar_ids: Sequence[str], span: Span) -> Mapping[str, Sequence[Span] | None]:
        """Return the busy times of each calendar; None for one of which nobody can tell.

        Raises ProviderError when the server does not answer for any of them.
        """
        if not calendar_ids:
            return {}
        keepers = zones.of_keepers(calendar_ids)
        until = time.monotonic() + READ_TIMEOUT
        pool = ThreadPoolExecutor(min(AT_ONCE, len(calendar_ids)), thread_name_prefix="caldav")
        try:
            asked = {one: pool.submit(_busy, one, span, keepers[one], until) for one in calendar_ids}
            wait(asked.values(), timeout=READ_TIMEOUT)
            answers = {one: _answer(future) for one, future in asked.items()}
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
        failures = [answer for answer in answers.values() if isinstance(answer, ProviderError)]
        if failures and len(failures) == len(answers):
            raise failures[0]
        return {one: None if isinstance(answer, ProviderError) else answer for one, answer in answers.items()}

    def insert(self, calendar_id: str, event_id: str, entry: Entry) -> str:
        """Write a new event and return its etag. Raises EventExistsError when the id is taken, or ProviderError."""
        url, body = _event(calendar_id, event_id), entries.written(entry, event_id, timezone.now())
        return _etag(ask("PUT", url, body, headers={**_CALENDAR, "If-None-Match": "*"}), url, entry)

    def patch(self, calendar_id: str, event_id: str, entry: Entry, *, etag: str = "") -> str:
        """Change an event to the entry and return its etag, keeping what a person has added or written over our words.

        Raises EventGoneError, EventChangedError where an ``etag`` is given, or ProviderError.
        """
        url = _event(calendar_id, event_id)
        for _ in range(_TRIES):
            text, found = _read(url)
            if entries.standing(text, UTC, found).is_deleted:
                raise EventGoneError(ErrorCategory.INVALID_REQUEST, "CalDAV: the event has been cancelled")
            if etag and found != etag:
                raise EventChangedError(ErrorCategory.INVALID_REQUEST, "CalDAV: the event stands otherwise by now")
            body = entries.rewritten(text, entry, timezone.now())
            try:
                return _etag(ask("PUT", url, body, headers={**_CALENDAR, "If-Match": found}), url, entry)
            except EventChangedError:
                # Changed, or deleted, since it was read a moment ago: reading it once more will tell.
                continue
        raise ProviderError(ErrorCategory.PROVIDER_FAULT, "CalDAV: the event keeps changing while it is written")

    def get(self, calendar_id: str, event_id: str) -> StandingEvent:
        """Return what stands under an event id. Raises EventGoneError, or ProviderError."""
        text, etag = _read(_event(calendar_id, event_id))
        return entries.standing(text, _zone(calendar_id), etag)

    def delete(self, calendar_id: str, event_id: str, *, etag: str = "") -> None:
        """Delete an event. Raises EventGoneError when there is none (any more), EventChangedError, or ProviderError."""
        ask("DELETE", _event(calendar_id, event_id), headers={"If-Match": etag} if etag else {})

    def changes(self, calendar_id: str, token: str) -> Changes:
        """Return what has changed since ``token``. Raises TokenSpentError, or ProviderError."""
        return changed.since(address(calendar_id), token, _zone(calendar_id))


def _event(calendar_id: str, event_id: str) -> str:
    return f"{address(calendar_id)}{event_id}.ics"


def _read(url: str) -> tuple[str, str]:
    """Return an event's text and etag."""
    answer = ask("GET", url)
    etag = answer.headers.get("etag", "")
    if not etag:
        raise ProviderError(ErrorCategory.BAD_ANSWER, "CalDAV: an event came without its etag")
    return answer.body.decode(errors="replace"), etag


def _etag(answer: Answer, url: str, entry: Entry) -> str:
    """Return the etag of what has been written; a server that changed it on the way does not say, and is asked."""
    if told := answer.headers.get("etag", ""):
        return told
    text, etag = _read(url)
    if entries.standing(text, UTC, etag).span != Span(entry.start.astimezone(UTC), entry.end.astimezone(UTC)):
        # Somebody was faster: were this the etag of what we wrote, their change would be taken for ours.
        raise ProviderError(ErrorCategory.UNCERTAIN, "CalDAV: the event was changed as it was written")
    return etag


def _zone(calendar_id: str) -> tzinfo:
    """Return the zone of what floats in a calendar."""
    return discovery.at(address(calendar_id)).zone or zones.of_keepers([calendar_id])[calendar_id]


def _busy(calendar_id: str, span: Span, keepers: tzinfo, until: float) -> list[Span]:
    """Read one calendar's busy times; runs beside those of the others, without the database."""
    url = address(calendar_id)
    collection = discovery.at(url, seconds=_left(until))
    wide = Span(span.start - occurrences.MARGIN, span.end + occurrences.MARGIN)
    answer = report("REPORT", url, multistatus.calendar_query(wide), seconds=_left(until))
    texts = (_text(one) for one in answer.resources if one.status not in changed.GONE)
    return occurrences.busy(texts, span, collection.zone or keepers)


def _text(resource: Resource) -> str:
    """Return an event's text; without it nobody knows when it is."""
    text = resource.text(f"{CALDAV}calendar-data")
    if not text:
        raise ProviderError(ErrorCategory.BAD_ANSWER, f"CalDAV: an event without its text (HTTP {resource.status})")
    return text


def _left(until: float) -> float:
    return max(0.1, until - time.monotonic())


def _answer(future: Future[list[Span]]) -> list[Span] | ProviderError | None:
    """Return one calendar's busy times, None when nobody can tell them, or what is wrong with the whole server."""
    if not future.done():
        return ProviderError(ErrorCategory.UNCERTAIN, "CalDAV: the busy times did not come in time")
    try:
        return future.result()
    except ProviderError as error:
        is_forbidden = error.category is ErrorCategory.AUTHENTICATION and error.code != _UNKNOWN_HERE
        if error.category in _OF_THE_CALENDAR or is_forbidden:
            log.warning("the busy times of a calendar cannot be told: %s", error)
            return None
        return error
