"""Outbound HTTP to carriers: one pool of connections, one set of timeouts, one reading of what went wrong."""

from __future__ import annotations

import atexit
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import httpx

from receptionist.errors import ErrorCategory, ProviderError

#: Seconds. A carrier that has not answered by then may still have taken the request.
TIMEOUT = httpx.Timeout(10.0, connect=3.0)

#: Seconds. Who is asked to wait longer than this tries again all the same: no customer waits a day for a reply, and
#: staff are told only once the attempts are used up.
_LONGEST_WAIT = 3600.0

#: The provider's code -> what it means to us, and the words for the operator.
Meanings = Mapping[str, tuple[ErrorCategory, str]]

#: The request cannot have reached the provider.
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)

#: HTTPS_PROXY and its like are honoured, but no proxy can reach a carrier that stands in on this machine.
_NO_PROXY = {"all://127.0.0.1": None, "all://localhost": None, "all://[::1]": None}


@cache
def _client() -> httpx.Client:
    """Return the process's pool; one idle for long is not used again, as the other side may just be closing it."""
    limits = httpx.Limits(max_connections=100, max_keepalive_connections=50, keepalive_expiry=20.0)
    client = httpx.Client(timeout=TIMEOUT, limits=limits, follow_redirects=False, mounts=_NO_PROXY)
    # A session that some server opens is nothing to go by: each request says by itself who we are.
    client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=()))
    # Nobody owns the pool, so nobody else hangs up: its idle connections would be found open as the process ends.
    atexit.register(client.close)
    return client


def exchange(vendor: str, method: str, url: str, **request: Any) -> httpx.Response:
    """Make one call and return the answer, whatever its status.

    Raises ProviderError: CONNECTIVITY when the request certainly did not arrive, UNCERTAIN when it may have.
    """
    with _errors_translated(vendor):
        return _client().request(method, url, **request)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that was read whole within its bounds."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def exchange_within(vendor: str, method: str, url: str, *, seconds: float, most: int, **request: Any) -> Answer:
    """Make one call whose whole answer may take ``seconds`` and ``most`` bytes; for servers that nobody vouches for.

    The answer is asked for as it is: a few bytes that unpack to many would get round the bound. Raises ProviderError
    as ``exchange`` does, and BAD_ANSWER for an answer that is too long.
    """
    until = time.monotonic() + seconds
    timeout = httpx.Timeout(seconds, connect=min(seconds, 3.0))
    headers = {"Accept-Encoding": "identity", **request.pop("headers", {})}
    with (
        _errors_translated(vendor),
        _client().stream(method, url, headers=headers, timeout=timeout, **request) as response,
    ):
        body = bytearray()
        for part in response.iter_raw():
            body += part
            if len(body) > most:
                raise ProviderError(ErrorCategory.BAD_ANSWER, f"{vendor}: the answer is longer than {most} bytes")
            if time.monotonic() > until:
                raise httpx.ReadTimeout("the answer took too long")
        return Answer(response.status_code, response.headers, bytes(body))


@contextmanager
def _errors_translated(vendor: str) -> Iterator[None]:
    try:
        yield
    except _NEVER_SENT as error:
        reason = f"{vendor} cannot be reached ({type(error).__name__})"
        raise ProviderError(ErrorCategory.CONNECTIVITY, reason) from error
    except (httpx.TransportError, httpx.DecodingError) as error:
        reason = f"{vendor} took the request but no whole answer came back ({type(error).__name__})"
        raise ProviderError(ErrorCategory.UNCERTAIN, reason) from error


def refusal(vendor: str, response: httpx.Response, code: str, meanings: Meanings) -> ProviderError:
    """Translate an answer that is no success: by the provider's code where the table knows it, else by the status.

    The provider's own words are left out, because they quote phone numbers.
    """
    category, words = meanings.get(code) or (by_status(response.status_code), "refused the request")
    named = f", code {code}" if code else ""
    return ProviderError(
        category,
        f"{vendor}: {words} (HTTP {response.status_code}{named})",
        code=code or str(response.status_code),
        retry_after=retry_after(response.headers),
    )


def late_failure(code: str, words: str, meanings: Meanings) -> str:
    """Tell of a failure that was reported after the message was taken as an error tells of a refusal.

    That is our category, a colon and the words, where the table knows the code; else the provider's words alone.
    """
    if code not in meanings:
        return words
    category, meaning = meanings[code]
    return f"{category}: {words or meaning}"


def by_status(status: int) -> ErrorCategory:
    """Say what an answer that is no success means by its status alone."""
    if status in {401, 403}:
        return ErrorCategory.AUTHENTICATION
    if status == httpx.codes.TOO_MANY_REQUESTS:
        return ErrorCategory.RATE_LIMIT
    if status in {502, 504}:
        # A gateway lost sight of the request; what stands behind it may have carried it out.
        return ErrorCategory.UNCERTAIN
    return (
        ErrorCategory.PROVIDER_FAULT if status >= httpx.codes.INTERNAL_SERVER_ERROR else ErrorCategory.INVALID_REQUEST
    )


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Read Retry-After in either of its forms (seconds, or a date), as seconds from now, an hour at the most."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdecimal():
        return min(float(value), _LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(value).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return min(max(0.0, (moment - datetime.now(UTC)).total_seconds()), _LONGEST_WAIT)
