"""Requests to the CalDAV server: our password, bounds in time and size, and errors in the core's own terms."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings

from calendar_integration.ports import EventChangedError, EventExistsError, EventGoneError, TokenSpentError
from calendar_integration.providers.caldav import addresses, multistatus
from receptionist.errors import ErrorCategory, ProviderError
from receptionist.providers.http import Answer, by_status, exchange_within, retry_after

#: Seconds for each of the calls that nobody waits for.
PATIENCE = 10.0
#: Bytes of an answer that are read at all: some thousand events.
MOST_BYTES = 8 * 1024 * 1024
_LOCKED, _PRECONDITION_FAILED = 423, 412
#: What a server names as broken when it refuses, with the error it means to us.
_BY_CONDITION: Mapping[str, type[ProviderError]] = {
    "valid-sync-token": TokenSpentError,
    "no-uid-conflict": EventExistsError,
}


class RedirectedError(ProviderError):
    """The server points elsewhere. We do not follow by ourselves: our password would go along."""

    location = ""


def address(calendar_id: str) -> str:
    """Return where a calendar lies. Raises ProviderError for one that is not on our server."""
    try:
        return addresses.within(str(settings.ENV.caldav_url or ""), calendar_id)
    except ValueError as error:
        raise ProviderError(ErrorCategory.INVALID_REQUEST, f"the calendar cannot be asked: {error}") from error


def ask(
    method: str,
    url: str,
    body: str | bytes = b"",
    *,
    headers: Mapping[str, str] | None = None,
    seconds: float = PATIENCE,
) -> Answer:
    """Send one request to ``url``, an address of ours; whatever is no success becomes a ProviderError."""
    env = settings.ENV
    answer = exchange_within(
        "CalDAV",
        method,
        url,
        seconds=seconds,
        most=MOST_BYTES,
        content=body.encode() if isinstance(body, str) else body,
        auth=(env.caldav_username, env.caldav_password.get_secret_value()),
        headers={"Content-Type": "application/xml; charset=utf-8", **(headers or {})},
    )
    if not 200 <= answer.status < 300:
        raise _refusal(answer, headers or {})
    return answer


def report(method: str, url: str, body: str, *, depth: str = "1", seconds: float = PATIENCE) -> multistatus.Multistatus:
    """Ask for properties or a report. Raises ProviderError, BAD_ANSWER when what comes back is no such thing."""
    answer = ask(method, url, body, headers={"Depth": depth}, seconds=seconds)
    if answer.status != 207:
        # A page to log in, say, which would otherwise look like a calendar without any events.
        raise ProviderError(ErrorCategory.BAD_ANSWER, f"CalDAV: no multistatus (HTTP {answer.status})")
    return multistatus.read(answer.body)


def _refusal(answer: Answer, sent: Mapping[str, str]) -> ProviderError:
    """Translate an answer that is no success; what words it holds are the server's own and may be anybody's."""
    status, condition = answer.status, multistatus.broken_condition(answer.body)
    detail = f"CalDAV: HTTP {status} {condition}".rstrip()
    if status in {404, 410} and "Depth" not in sent:
        return EventGoneError(ErrorCategory.INVALID_REQUEST, detail, code=str(status))
    if condition in _BY_CONDITION:
        return _BY_CONDITION[condition](ErrorCategory.INVALID_REQUEST, detail, code=condition)
    if status == _PRECONDITION_FAILED and "If-None-Match" in sent:
        return EventExistsError(ErrorCategory.INVALID_REQUEST, detail, code=str(status))
    if status == _PRECONDITION_FAILED and "If-Match" in sent:
        return EventChangedError(ErrorCategory.INVALID_REQUEST, detail, code=str(status))
    if 300 <= status < 400:
        detail += ": the server points elsewhere; manage.py check_calendars tells the addresses to enter"
        redirected = RedirectedError(ErrorCategory.INVALID_REQUEST, detail, code=str(status))
        redirected.location = answer.headers.get("location", "")
        return redirected
    category = ErrorCategory.PROVIDER_FAULT if status == _LOCKED else by_status(status)
    return ProviderError(category, detail, code=condition or str(status), retry_after=retry_after(answer.headers))
