"""The admin's front page: what a manager wants to know in the morning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from calendar_integration.models import AppointmentStatus
from calendar_integration.selectors import todays_appointments
from knowledge_base.selectors import open_questions
from receptionist import selectors
from receptionist.admin import show
from receptionist.advice import advice

#: Lines of a list; the rest is a click away.
_SHOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a list on the front page."""

    text: str
    url: str
    small: str = ""
    time: str = ""
    #: A moment that is told as "5 minutes ago".
    since: Any = None
    gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A number with a list behind it; ``tone`` colours the number when it is not nought."""

    title: str
    url: str
    count: int
    rows: Sequence[Row] | None = None
    nothing: str = ""
    tone: str = "plain"


def fill(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add the panels this account may see to the front page's context."""
    panels = [
        panel()
        for permission, panel in (
            ("calendar_integration.view_appointment", _appointments),
            ("receptionist.view_conversation", _conversations),
            ("receptionist.view_followup", _follow_ups),
            ("knowledge_base.view_unansweredquestion", _questions),
            ("receptionist.view_outboundmessage", _trouble),
        )
        if request.user.has_perm(permission)
    ]
    return {
        **context,
        "title": "Today",
        "panels": panels,
        "lists": [panel for panel in panels if panel.rows is not None],
    }


def _appointments() -> Panel:
    appointments = list(todays_appointments(None, timezone.now()))
    rows = [
        Row(
            time=f"{appointment.local_time:%H:%M}",
            text=appointment.customer_name,
            small=f"{appointment.service.name} with {appointment.staff.name}",
            url=reverse("admin:calendar_integration_appointment_change", args=[appointment.pk]),
            gone=appointment.status == AppointmentStatus.CANCELLED,
        )
        for appointment in appointments
    ]
    return Panel(
        title="Appointments today",
        url=reverse("admin:calendar_integration_appointment_changelist"),
        count=sum(not row.gone for row in rows),
        rows=rows,
        nothing="No appointments today.",
    )


def _conversations() -> Panel:
    url = reverse("admin:receptionist_conversation_changelist")
    return Panel(title="Conversations today", url=url, count=selectors.conversations_today(timezone.now()))


def _follow_ups() -> Panel:
    waiting = selectors.open_follow_ups()
    rows = [
        Row(
            text=show.snippet(follow_up.summary, 110) or show.reason(follow_up),
            small=str(follow_up.conversation.contact) if follow_up.conversation else "",
            since=follow_up.created_at,
            url=_conversation(follow_up.conversation_id)
            or reverse("admin:receptionist_followup_change", args=[follow_up.pk]),
        )
        for follow_up in waiting[:_SHOWN]
    ]
    return Panel(
        title="Follow-ups",
        url=reverse("admin:receptionist_followup_changelist"),
        count=waiting.count(),
        rows=rows,
        nothing="Nothing waits for you.",
        tone="doubtful",
    )


def _questions() -> Panel:
    asked = open_questions()
    add = reverse("admin:knowledge_base_faq_add")
    rows = [
        Row(
            text=show.snippet(question.question, 110),
            since=question.asked_at,
            small="Make an FAQ of it",
            url=f"{add}?from_question={question.pk}",
        )
        for question in asked[:_SHOWN]
    ]
    return Panel(
        title="Unanswered questions",
        url=reverse("admin:knowledge_base_unansweredquestion_changelist"),
        count=asked.count(),
        rows=rows,
        nothing="Sara knew every answer.",
        tone="doubtful",
    )


def _trouble() -> Panel:
    troubled = selectors.replies_in_trouble()
    rows = [
        Row(
            text=show.snippet(message.text, 110),
            small=f"To {message.conversation.contact}. {advice(message).remedy}",
            since=message.created_at,
            url=reverse("admin:receptionist_outboundmessage_change", args=[message.pk]),
        )
        for message in troubled[:_SHOWN]
    ]
    return Panel(
        title="Replies in trouble",
        url=reverse("admin:receptionist_outboundmessage_changelist"),
        count=troubled.count(),
        rows=rows,
        nothing="Every reply arrived.",
        tone="bad",
    )


def _conversation(conversation_id: int | None) -> str:
    return reverse("admin:receptionist_conversation_change", args=[conversation_id]) if conversation_id else ""
