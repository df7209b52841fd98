"""What today holds and what waits for somebody: numbers, each with a list behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from calendar_integration.models import AppointmentStatus
from calendar_integration.selectors import todays_appointments
from knowledge_base.selectors import open_groups, question_groups
from knowledge_base.tidying import tidy
from receptionist import selectors
from receptionist.admin import show
from receptionist.telling.advice import advice

#: Lines of a list; the rest is a click away.
_SHOWN = 6
#: Appointments of today that are listed.
_DAY_SHOWN = 20


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


def panels(request: HttpRequest) -> list[Panel]:
    """Make the panels that this account may see."""
    return [
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


def _appointments() -> Panel:
    now = timezone.now()
    appointments = list(todays_appointments(None, now))
    # Of a full day, what is still to come.
    is_full = len(appointments) > _DAY_SHOWN
    shown = [each for each in appointments if each.during.upper > now or not is_full]
    rows = [
        Row(
            time=f"{appointment.local_time:%H:%M}",
            text=appointment.customer_name,
            small=f"{appointment.service.name} with {appointment.staff.name}",
            url=reverse("admin:calendar_integration_appointment_change", args=[appointment.pk]),
            gone=appointment.status == AppointmentStatus.CANCELLED,
        )
        for appointment in shown[:_DAY_SHOWN]
    ]
    return Panel(
        title="Appointments today",
        url=reverse("admin:calendar_integration_appointment_changelist"),
        count=sum(each.status != AppointmentStatus.CANCELLED for each in appointments),
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
    rows = [
        Row(
            text=show.snippet(tidy(group.headline) or group.headline, 110),
            since=group.last,
            small="Answer it" if group.asked == 1 else f"Answer it, asked {group.asked} times",
            url=reverse("admin:knowledge_base_questiongroup_change", args=[group.pk]),
        )
        for group in question_groups().filter(resolved_at=None).order_by("-last", "-pk")[:_SHOWN]
    ]
    return Panel(
        title="Unanswered questions",
        url=reverse("admin:knowledge_base_questiongroup_changelist"),
        count=open_groups().count(),
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
