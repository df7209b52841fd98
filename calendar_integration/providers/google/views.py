"""Google's ring: a POST without a body, whose headers say which channel it comes by."""

from __future__ import annotations

import logging

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from calendar_integration.outside import pushing
from calendar_integration.outside.pushing import Rung

log = logging.getLogger(__name__)

#: Google tries again only after 500, 502, 503 and 504; a channel that we do not know rings in vain until it expires.
_ANSWERS = {Rung.HEARD: 200, Rung.UNKNOWN: 404, Rung.REFUSED: 403}


@csrf_exempt
@require_POST
def google_push(request: HttpRequest) -> HttpResponse:
    """Take note that a calendar has changed. The body is not read; what changed is asked for with our own key."""
    headers = request.headers
    try:
        rung = pushing.rang(
            headers.get("X-Goog-Channel-ID", ""),
            secret=headers.get("X-Goog-Channel-Token", ""),
            # The first ring only says that the channel is open.
            is_change=headers.get("X-Goog-Resource-State", "") != "sync",
        )
    except DatabaseError as error:
        log.error("a push of Google's could not be noted (%s)", type(error).__name__)
        return HttpResponse(status=503)
    return HttpResponse(status=_ANSWERS[rung])
