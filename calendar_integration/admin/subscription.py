"""The address of somebody's calendar subscription, on the page of that person."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from calendar_integration import subscriptions
from calendar_integration.models import Staff
from receptionist.admin import show

_EXPOSED = (
    "Whoever has this address sees {}’s appointments of the past month and the coming year, without signing in: times, "
    "services, places and customers’ names. Notes are never there. Give it to nobody else; if it got "
    "about, make a new one, and the old one is dead at once."
)
_NONE_YET = (
    "An address under which a calendar program (Google, Apple, Outlook) shows {}’s appointments and keeps them "
    "up to date. It can only be read: nothing is changed from there."
)

_DONE: Mapping[str, tuple[Callable[..., None], str]] = {
    "renew": (subscriptions.renew, "There is a new address. One that was given out before is dead."),
    "end": (subscriptions.end, "The address is dead. Calendars that used it show nothing new any more."),
}


def panel(staff: Staff) -> SafeString:
    """Show the address with a button to copy it, what it exposes, and how to change or end it."""
    path = subscriptions.path(staff)
    if not path:
        make = _button(staff, "Make an address", "renew", icon="rss_feed", main=True)
        return format_html('<div class="sara-subscription"><p>{}</p><p>{}</p></div>', _NONE_YET.format(staff), make)
    return format_html(
        '<div class="sara-subscription"><p><input type="text" id="subscription-address" readonly value="{}" '
        'aria-label="Address of the calendar"><button type="button" class="sara-button" '
        'data-copies="subscription-address" data-says="subscription-copied">'
        '<span class="material-symbols-outlined" aria-hidden="true">content_copy</span>Copy</button>'
        '<span id="subscription-copied" role="status"></span></p><p>{}{}</p><p>{} {}</p></div>',
        _host() + path,
        _EXPOSED.format(staff),
        "" if settings.PUBLIC_BASE_URL else " Until PUBLIC_BASE_URL is set, only this computer can reach it.",
        _button(staff, "Make a new address", "renew", icon="refresh"),
        _button(staff, "End it", "end", icon="link_off"),
    )


def _button(staff: Staff, label: str, what: str, *, icon: str, main: bool = False) -> SafeString:
    url = reverse("admin:calendar_integration_staff_subscription", args=[staff.pk, what])
    return show.button(label, url, icon=icon, main=main, form="subscription-form")


def act(request: HttpRequest, staff_id: int, what: str, *, may_change: bool) -> HttpResponse:
    """Make a new address, or end it."""
    if not may_change:
        raise PermissionDenied
    if what not in _DONE:
        raise Http404
    staff = get_object_or_404(Staff, pk=staff_id)
    do, said = _DONE[what]
    do(staff, by=request.user.get_username())
    messages.success(request, said)
    return redirect("admin:calendar_integration_staff_change", staff_id)


def _host() -> str:
    return settings.PUBLIC_BASE_URL or f"http://127.0.0.1:{settings.ENV.port}"
