"""Everything the page shows of one customer, in one piece; small enough to be read whole each time."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from calendar_integration.models import Service
from receptionist.models import AuditEvent, Business, Conversation, Turn
from simulator import telling, week
from simulator.models import SimulatedCall, SimulatedMessage, SimulatedPhone

_MESSAGES, _TURNS, _LINES = 60, 8, 40


def read(phone: SimulatedPhone, channel: str) -> dict[str, Any]:
    """Gather the chat, what was understood, the diary and the audit; ``cursor`` changes when any of it does."""
    conversations = list(
        Conversation.objects.filter(contact__addresses__value=phone.number).values_list("pk", flat=True).distinct()
    )
    business = Business.objects.order_by("pk").first()
    now = timezone.now().astimezone(business.zone) if business else timezone.now()
    told = {
        "clock": telling.clock(now.time()),
        "messages": _chat(phone, channel, now),
        "call": _call(phone) if channel == "voice" else None,
        **_standing(conversations, channel),
        "heard": _heard(conversations, business),
        "diary": week.read(business, phone.number, now) if business else None,
        "audit": _audit(conversations),
    }
    cursor = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]
    return {"cursor": cursor, **told}


def trouble(*, meta: bool) -> str:
    """Say, in a sentence, why the simulator cannot work with these settings; empty when it can.

    ``meta`` tells whether WhatsApp by way of Meta matters.
    """
    env, ours = settings.ENV, reverse("simulator:page") + "carrier"
    if not env.twilio_auth_token.get_secret_value() or not env.twilio_phone_number:
        return "Set TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_PHONE_NUMBER; invented ones will do here."
    destinations = {"TWILIO_API_BASE_URL": env.twilio_api_base_url}
    if meta:
        destinations["META_GRAPH_BASE_URL"] = env.meta_graph_base_url
    for name, url in destinations.items():
        if url is None or not urlsplit(str(url)).path.rstrip("/").endswith(ours):
            return f"Sara's replies do not come back to this page: let {name} end with {ours}."
    return ""


def _chat(phone: SimulatedPhone, channel: str, now: datetime) -> list[dict[str, Any]]:
    newest = SimulatedMessage.objects.filter(phone=phone, channel=channel).order_by("-id")[:_MESSAGES]
    return [
        {
            "id": message.pk,
            "author": message.author,
            "body": message.body,
            "status": message.status,
            "error": message.error,
            "call": message.call_id,
            "at": telling.clock(message.created_at.astimezone(now.tzinfo).time()),
        }
        for message in reversed(newest)
    ]


def _call(phone: SimulatedPhone) -> dict[str, Any] | None:
    call = SimulatedCall.objects.filter(phone=phone).order_by("-id").first()
    if call is None:
        return None
    state = "ended" if call.ended_at else call.waiting["kind"] if call.waiting else "speaking"
    return {
        "id": call.pk,
        "state": state,
        "language": (call.waiting or {}).get("language", ""),
        "started": call.started_at.timestamp(),
        "error": call.error,
    }


def _standing(conversations: list[int], channel: str) -> dict[str, Any]:
    """Tell where the customer stands on this channel: what Sara asked last (see ``Question``), and "no messages"."""
    newest = Conversation.objects.filter(pk__in=conversations, channel=channel, ended_at=None).order_by("-id").first()
    return {
        "asked": str(newest.state.get("asked") or "") if newest else "",
        "silenced": bool(newest and newest.opted_out_at),
    }


def _heard(conversations: list[int], business: Business | None) -> list[dict[str, Any]]:
    services = dict(Service.objects.filter(business=business).values_list("pk", "name"))
    newest = Turn.objects.filter(conversation_id__in=conversations).order_by("-id")[:_TURNS]
    return [telling.understood(turn, services) for turn in newest]


def _audit(conversations: list[int]) -> list[dict[str, Any]]:
    newest = AuditEvent.objects.filter(conversation_id__in=conversations).order_by("-id")[:_LINES]
    return [telling.audit_line(event) for event in newest]
