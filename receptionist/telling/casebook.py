"""A real conversation as a labelled one: what was said and what was read, ready to be corrected and scored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from django.db import transaction
from pydantic import ValidationError

from receptionist import audit, wiring
from receptionist.domain.diary import Service
from receptionist.domain.events import CustomerSpoke
from receptionist.memory import load_event
from receptionist.models import Conversation, OutboundMessage, Turn
from receptionist.understanding.contract import from_reading

#: Turns in one file, the latest: people write to the same number for years.
LATEST = 100

_HEAD = """\
# A real conversation, and under "expected" what Sara read. Correct what she got wrong: change a value, add what she
# missed, set what she made up to null. Then: manage.py evaluate FILE. The form stands in docs/understanding.md.
# It quotes a customer. Keep it where you may keep that, and remember it when the customer asks to be forgotten.
"""


def download(conversation: Conversation, *, by: str) -> str:
    """Write a conversation as a YAML scenario and note in the audit who took it; empty where no words can be told."""
    turns = list(_turns(conversation))
    if not turns:
        return ""
    with transaction.atomic():
        audit.record("conversation.downloaded", conversation_id=conversation.pk, turns=len(turns), by=by)
    scenario = _scenario(conversation, turns)
    return _HEAD + yaml.safe_dump([scenario], allow_unicode=True, sort_keys=False, width=110)


def _turns(conversation: Conversation) -> Iterator[tuple[Turn, CustomerSpoke]]:
    """Yield the latest turns in which the customer used words, the oldest first."""
    latest = Turn.objects.filter(conversation=conversation).order_by("-number")[:LATEST]
    for turn in reversed(latest):
        if (spoke := _heard(turn)) and spoke.text:
            yield turn, spoke


def _heard(turn: Turn) -> CustomerSpoke | None:
    """Recall what the turn began with; None where it was erased, or written by a version that spoke otherwise."""
    try:
        event = load_event(turn.events[0]) if turn.events else None
    except ValidationError:
        return None
    return event if isinstance(event, CustomerSpoke) else None


def _scenario(conversation: Conversation, turns: Sequence[tuple[Turn, CustomerSpoke]]) -> dict[str, Any]:
    zone = conversation.business.zone
    services = _services(conversation, turns)
    replies = OutboundMessage.objects.filter(conversation=conversation, created_at__gte=turns[0][0].started_at)
    said: list[tuple[datetime, dict[str, Any]]] = [
        *((turn.started_at, _customers(turn, spoke, zone)) for turn, spoke in turns),
        *((reply.created_at, {"receptionist": reply.text}) for reply in replies.exclude(text="").order_by("pk")),
    ]
    return {
        "name": f"conversation {conversation.pk}",
        "now": _local(turns[0][1].around.now, zone),
        "timezone": conversation.business.timezone,
        "channel": conversation.channel,
        "language": next(
            (spoke.reading.language for turn, spoke in reversed(turns) if "reader" in turn.understanding), "en"
        ),
        "services": [service.name for service in services],
        "also_called": {service.name: list(service.aliases) for service in services if service.aliases},
        "turns": [entry for _, entry in sorted(said, key=lambda line: line[0])],
    }


def _services(conversation: Conversation, turns: Sequence[tuple[Turn, CustomerSpoke]]) -> Sequence[Service]:
    """List what can be booked, and what could be then; today's know their other names."""
    then = {service.name: service for _, spoke in turns for service in spoke.around.services}
    now = {service.name: service for service in wiring.calendar().services(conversation.business_id)}
    return list((then | now).values())


def _customers(turn: Turn, spoke: CustomerSpoke, zone: ZoneInfo) -> dict[str, Any]:
    entry: dict[str, Any] = {"customer": spoke.text, "now": _local(spoke.around.now, zone)}
    if turn.was_read:
        entry["expected"] = _read(spoke)
    return entry


def _read(spoke: CustomerSpoke) -> dict[str, Any]:
    """Tell what was read, as far as anything was."""
    result = from_reading(spoke.reading, spoke.around.timezone, spoke.around.services)
    stated = result.model_dump(exclude_none=True, exclude={"confidence": True, "appointment": {"timezone"}})
    return {name: value for name, value in stated.items() if value}


def _local(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"
