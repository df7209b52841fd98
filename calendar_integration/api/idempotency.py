"""Does each write once, however often it is sent (the IETF's draft of the Idempotency-Key header).

The answer is kept under the key. Should the process die between the booking and its answer, the diary's own key, made
of the same request, finds what was booked when the request is sent again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.utils import timezone
from django.utils.crypto import salted_hmac
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from calendar_integration.models import ApiRequest, Appointment
from receptionist.api import problems
from receptionist.api.problems import Problem

HEADER = "Idempotency-Key"
#: So long a request may take; then whoever works on it is taken for dead, and the key may be used again.
LEASE = timedelta(seconds=60)
_LONGEST_KEY = 255
_SALT = "calendar_integration.api.idempotency"


#: What is answered, and about which appointment, if about any.
Answered = tuple[Response, Appointment | None]


def once(request: Request, act: Callable[[str], Answered]) -> Response:
    """Let ``act`` do what is asked, or give the answer of the first time again.

    ``act`` is handed the key under which the diary does it once. What it returns is kept. A refusal that it raises, an
    APIException, must come before it has changed anything: it does not use the key up. After a mistake of ours the same
    request may be sent again at once. Raises Problem for a key that is missing, in use or used for something else.
    """
    user_id = request.user.pk
    assert user_id is not None
    key, fingerprint = _key(request), _fingerprint(request)
    claimed = _claim(user_id, key, fingerprint)
    if claimed.status is not None:
        return _again(claimed)
    mine = ApiRequest.objects.filter(pk=claimed.pk, status=None)
    try:
        response, appointment = act(f"api:{hashlib.sha256(f'{user_id} {key} {fingerprint}'.encode()).hexdigest()}")
    except APIException:
        mine.delete()
        raise
    except Exception:
        mine.update(lease_until=timezone.now())
        raise
    mine.update(status=response.status_code, answer=response.data, appointment=appointment)
    return response


def _key(request: Request) -> str:
    """Read the key, in the quotes of a structured field or without; the first is what the draft asks for."""
    key = request.headers.get(HEADER, "").strip()
    if len(key) > 1 and key.startswith('"') and key.endswith('"'):
        key = key[1:-1]
    if not key:
        raise Problem(
            HTTPStatus.BAD_REQUEST,
            "idempotency_key_missing",
            f"Send the header {HEADER} with a value that is new for each thing to be done, such as a UUID; send the "
            "same value when you try the same thing again.",
        )
    if len(key) > _LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise Problem(
            HTTPStatus.BAD_REQUEST,
            "idempotency_key_invalid",
            f"An {HEADER} is made of at most {_LONGEST_KEY} printable ASCII characters.",
        )
    return key


def _fingerprint(request: Request) -> str:
    """Name what is asked for; nobody can guess a customer's number from it."""
    asked: list[Any] = [request.method, request.path, request.data]
    return salted_hmac(_SALT, json.dumps(asked, sort_keys=True), algorithm="sha256").hexdigest()


def _claim(user_id: int, key: str, fingerprint: str) -> ApiRequest:
    """Return the row of the key: an answered one, or one that is ours to answer."""
    now = timezone.now()
    row, is_new = ApiRequest.objects.get_or_create(
        user_id=user_id, key=key, defaults={"fingerprint": fingerprint, "lease_until": now + LEASE}
    )
    if row.fingerprint != fingerprint:
        raise Problem(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            "idempotency_key_reused",
            f"This {HEADER} was sent before with another request. Take a new one for each thing to be done.",
        )
    if is_new or row.status is not None:
        return row
    # Whoever had it may have died; of several who notice, one goes on.
    free = ApiRequest.objects.filter(pk=row.pk, status=None, lease_until=row.lease_until, lease_until__lte=now)
    if not free.update(lease_until=now + LEASE):
        raise Problem(
            HTTPStatus.CONFLICT,
            "idempotency_key_in_use",
            "The same request is being worked on. Send it again in a moment.",
            wait=5,
        )
    return row


def _again(row: ApiRequest) -> Response:
    assert row.status is not None
    media_type = problems.MEDIA_TYPE if row.status >= HTTPStatus.BAD_REQUEST else None
    return Response(row.answer, row.status, headers={"Idempotent-Replayed": "true"}, content_type=media_type)
