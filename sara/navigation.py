"""The admin's sidebar, in plain words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from knowledge_base.selectors import open_groups
from receptionist import selectors

#: Title, icon, model and, where a number beside it is worth a query, what counts it.
_Page = tuple[str, str, str, Callable[[], int] | None]

_GROUPS: tuple[tuple[str, tuple[_Page, ...]], ...] = (
    (
        "Conversations",
        (
            ("Conversations", "forum", "receptionist.conversation", None),
            ("Follow-ups", "person_raised_hand", "receptionist.followup", lambda: selectors.open_follow_ups().count()),
            ("Customers", "group", "receptionist.contact", None),
        ),
    ),
    (
        "Diary",
        (
            ("Week and day", "calendar_view_week", "calendar_integration.appointment", None),
            ("Appointments", "calendar_month", "calendar_integration.appointment", None),
            ("Waitlist", "hourglass_top", "calendar_integration.waitlistentry", None),
            ("Group sittings", "groups_3", "calendar_integration.session", None),
            ("Services", "content_cut", "calendar_integration.service", None),
            ("Staff", "badge", "calendar_integration.staff", None),
            ("Calendars outside", "sync", "calendar_integration.calendarsync", None),
            ("Locations and hours", "schedule", "calendar_integration.location", None),
            ("Rooms and devices", "meeting_room", "calendar_integration.resourcekind", None),
            ("Messages around appointments", "notifications_active", "calendar_integration.noticesettings", None),
        ),
    ),
    (
        "Knowledge",
        (
            ("FAQs", "lightbulb", "knowledge_base.faq", None),
            (
                "Unanswered questions",
                "help",
                "knowledge_base.unansweredquestion",
                lambda: open_groups().count(),
            ),
        ),
    ),
    (
        "When something went wrong",
        (
            (
                "Replies in trouble",
                "sms_failed",
                "receptionist.outboundmessage",
                lambda: selectors.replies_in_trouble().count(),
            ),
            ("Messages nobody got", "wrong_location", "receptionist.inboundmessage", None),
            ("Audit", "history", "receptionist.auditevent", None),
        ),
    ),
    (
        "Settings",
        (
            ("Business", "storefront", "receptionist.business", None),
            ("Approved templates", "fact_check", "receptionist.messagetemplate", None),
            ("Language models", "payments", "receptionist.modelcall", None),
            ("Accounts", "manage_accounts", "auth.user", None),
            ("Account groups", "groups", "auth.group", None),
            ("API keys", "key", "authtoken.tokenproxy", None),
        ),
    ),
)

#: Pages that are no list of their model, by their title.
_ELSEWHERE = {
    "Week and day": "diary:page",
    "Unanswered questions": "admin:knowledge_base_questiongroup_changelist",
}


def sidebar(request: HttpRequest) -> list[dict[str, Any]]:
    """Make the sidebar: what this account may see, with the number of things that wait."""
    front = reverse("admin:index")
    today = {"title": "Today", "icon": "today", "link": front, "active": request.path == front}
    groups: list[dict[str, Any]] = [{"items": [today]}]
    for title, pages in _GROUPS:
        items = [_item(request, page) for page in pages if _may_see(request, page[2])]
        if items:
            groups.append({"title": title, "separator": True, "items": items})
    return groups


def _may_see(request: HttpRequest, model: str) -> bool:
    app, _, name = model.partition(".")
    return request.user.has_perm(f"{app}.view_{name}")


def _item(request: HttpRequest, page: _Page) -> dict[str, Any]:
    title, icon, model, count = page
    link = reverse(_ELSEWHERE.get(title, f"admin:{model.replace('.', '_')}_changelist"))
    item: dict[str, Any] = {"title": title, "icon": icon, "link": link, "active": request.path.startswith(link)}
    waiting = count() if count else 0
    return {**item, "badge": str(waiting), "badge_variant": "danger"} if waiting else item


def environment(request: HttpRequest) -> list[str] | None:
    """Say on every page that this is the demo."""
    return ["Demo", "warning"] if settings.DEMO else None
