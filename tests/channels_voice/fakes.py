"""The core's side of a call, by hand: a menu of services, and a worker that answers what waits."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Self

from django.db import connections, transaction

from receptionist.domain.diary import Location, Service, StaffMember
from receptionist.domain.messages import Expectation
from receptionist.models import Conversation, InboundMessage, InboundStatus, OutboundMessage, Turn
from receptionist.sending import outbox


class Menu:
    """A diary, as far as a call asks it."""

    def services(self, business_id: int) -> Sequence[Service]:
        return (Service(1, "Haircut", 30, ("trim",)), Service(2, "Colour", 90))

    def staff(self, business_id: int) -> Sequence[StaffMember]:
        return (StaffMember(1, "Maya"),)

    def locations(self, business_id: int) -> Sequence[Location]:
        return (Location(1, "Main", "Europe/London"),)


def answer(message: InboundMessage, text: str, expects: Expectation = Expectation.REPLY) -> OutboundMessage:
    """Finish the turn of one message as the pipeline does: turn, reply and "done" in one commit."""
    assert message.conversation is not None
    with transaction.atomic():
        conversation = Conversation.objects.get(pk=message.conversation.pk)
        turn = Turn.objects.create(conversation=conversation, number=conversation.turns.count() + 1)
        InboundMessage.objects.filter(pk=message.pk).update(turn=turn, status=InboundStatus.DONE)
        reply = outbox.put(outbox.compose(conversation, text, f"turn:{turn.pk}:0", turn=turn, expects=expects))
    assert reply is not None
    return reply


class Worker(threading.Thread):
    """Answers every pending message with an echo, after ``delay`` seconds, until it is stopped."""

    def __init__(self, delay: float = 0.0) -> None:
        super().__init__(daemon=True)
        self._delay = delay
        self._enough = threading.Event()

    def run(self) -> None:
        try:
            while not self._enough.wait(0.02):
                for message in InboundMessage.objects.filter(status=InboundStatus.PENDING).order_by("id"):
                    self._enough.wait(self._delay)
                    answer(message, f"You said {message.text or message.kind}.")
        finally:
            connections.close_all()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._enough.set()
        self.join(10)
