from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import count

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.test import Client

from receptionist.models import (
    Business,
    BusinessAddress,
    Conversation,
    FollowUp,
    InboundMessage,
    OutboundMessage,
    Turn,
)
from tests.people import converse


@dataclass
class Reception:
    """Rows as the pipeline leaves them, for pages and the API to show."""

    business: Business
    numbers: count[int] = field(default_factory=lambda: count(1))

    def conversation(self, name: str = "Ana", channel: str = "sms", value: str = "") -> Conversation:
        number = next(self.numbers)
        return converse(self.business, value or f"+1500555{number:04}", name=name, channel=channel)

    def message(
        self, conversation: Conversation | None, text: str = "Hello", turn: Turn | None = None, **more: object
    ) -> InboundMessage:
        columns: dict[str, object] = {"kind": "text", "status": "done", "channel": "sms", **more}
        if conversation is not None:
            columns["channel"] = conversation.channel
        return InboundMessage.objects.create(
            call_id=f"SM{next(self.numbers)}",
            provider="twilio",
            conversation=conversation,
            turn=turn,
            text=text,
            **columns,
        )

    def reply(
        self, conversation: Conversation, text: str = "Hi", turn: Turn | None = None, **more: object
    ) -> OutboundMessage:
        columns: dict[str, object] = {"status": "delivered", "channel": conversation.channel, **more}
        return OutboundMessage.objects.create(
            conversation=conversation,
            turn=turn,
            idempotency_key=f"key:{next(self.numbers)}",
            provider="twilio",
            sender="+15005550006",
            recipient=conversation.contact_address,
            text=text,
            **columns,
        )

    def turn(self, conversation: Conversation, reading: dict[str, object] | None = None) -> Turn:
        spoke = {
            "happened": "customer_spoke",
            "reading": reading or {},
            "around": {"services": [{"id": 7, "name": "Haircut"}]},
        }
        return Turn.objects.create(
            conversation=conversation,
            number=next(self.numbers),
            events=[spoke],
            understanding={"reader": "rules"} if reading else {},
        )

    def follow_up(self, conversation: Conversation, summary: str = "Call back", reason: str = "asked") -> FollowUp:
        return FollowUp.objects.create(
            business=self.business,
            conversation=conversation,
            idempotency_key=f"follow-up:{next(self.numbers)}",
            reason=reason,
            summary=summary,
        )


@pytest.fixture
def reception(db) -> Reception:
    business = Business.objects.create(name="Salon", timezone="America/New_York")
    BusinessAddress.objects.create(business=business, channel="sms", value="+15005550006")
    return Reception(business)


@pytest.fixture
def staff_with(db) -> Callable[..., Client]:
    """Sign in as somebody who may do just this."""

    def sign_in(*permissions: str) -> Client:
        user = User.objects.create_user("maya", password="secret", is_staff=True)
        for permission in permissions:
            app, _, codename = permission.partition(".")
            user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def time_machine_at() -> Callable[[str], AbstractContextManager[object]]:
    """Live at another moment for a while."""
    return lambda moment: time_machine.travel(moment, tick=False)
