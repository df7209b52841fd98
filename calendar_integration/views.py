"""What the diary shows to programs that only have an address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from calendar_integration import subscriptions


@require_safe
def subscription(request: HttpRequest, secret: str) -> HttpResponse:
    """Hand out one person's calendar to whoever has its address; nothing tells a dead address from any other."""
    staff = subscriptions.find(secret)
    if staff is None:
        return _private(HttpResponseNotFound("There is no calendar at this address.\n", content_type="text/plain"))
    now = timezone.now()
    if subscriptions.is_asked_too_often(staff, now):
        headers = {"Retry-After": "60"}
        too_often = "This calendar was asked for too often. Please wait a minute.\n"
        return _private(HttpResponse(too_often, status=429, content_type="text/plain", headers=headers))
    written = subscriptions.write(staff, now)
    response = _private(HttpResponse(written, content_type="text/calendar; charset=utf-8"))
    response["ETag"] = subscriptions.etag(written)
    answer = get_conditional_response(request, etag=response["ETag"], response=response)
    assert answer is not None
    return answer


def _private(response: HttpResponse) -> HttpResponse:
    """Let nobody on the way keep it, and no search engine list it."""
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
