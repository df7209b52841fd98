"""Requests to Google: credentials, deadlines, and errors in the core's own terms.

The client library is large, so it is imported on the first call: a process that never talks to Google never pays.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from calendar_integration.ports import EventChangedError, EventExistsError, EventGoneError, TokenSpentError
from receptionist.errors import ErrorCategory, ProviderError

if TYPE_CHECKING:
    from google.auth.credentials import Credentials
    from googleapiclient.errors import HttpError

_SCOPES = (
    "https://www.googleapis.com/auth/calendar.events",
    "https://www.googleapis.com/auth/calendar.freebusy",
)
_DEFAULT_BASE_URL = "https://www.googleapis.com"
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
#: 410 comes for a deleted event, too.
_TOKEN_SPENT = {"fullSyncRequired", "updatedMinTooLongAgo"}


@cache
def _credentials(path: Path) -> Credentials:
    """Read a service account's key, or what a person's consent (OAuth) has left: Google's own two kinds of file."""
    from google.oauth2 import credentials, service_account  # noqa: PLC0415

    try:
        told = json.loads(path.read_text())
        if "refresh_token" in told:
            # The scopes are those that were consented to; asking for others would be refused.
            return credentials.Credentials.from_authorized_user_info(told)  # type: ignore[no-untyped-call, no-any-return]
        return service_account.Credentials.from_service_account_info(told, scopes=_SCOPES)  # type: ignore[no-untyped-call, no-any-return]
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        detail = (
            "GOOGLE_APPLICATION_CREDENTIALS is neither a service account key file nor an authorized user's "
            f"({type(error).__name__})"
        )
        raise ProviderError(ErrorCategory.AUTHENTICATION, detail) from error


@cache
def _client(base_url: str) -> Any:
    import httplib2  # noqa: PLC0415
    from google.api_core.client_options import ClientOptions  # noqa: PLC0415
    from googleapiclient.discovery import build  # noqa: PLC0415

    endpoint = ClientOptions(api_endpoint=f"{base_url}/calendar/v3/")
    # Each call brings its own connection and credentials: this one only keeps the library from looking for some.
    idle = httplib2.Http()
    return build("calendar", "v3", http=idle, client_options=endpoint, static_discovery=True, cache_discovery=False)


def service() -> Any:
    """Return the client of the API, made on first use."""
    return _client(str(settings.ENV.google_calendar_api_base_url or _DEFAULT_BASE_URL).rstrip("/"))


def call(request: Any, timeout: float) -> dict[str, Any]:
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
        raise ProviderError(category, "Google gave no access token for GOOGLE_APPLICATION_CREDENTIALS") from error
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
    if reason in _TOKEN_SPENT:
        return TokenSpentError(ErrorCategory.INVALID_REQUEST, detail, code=str(status))
    if status == 412:
        return EventChangedError(ErrorCategory.INVALID_REQUEST, detail, code=str(status))
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
