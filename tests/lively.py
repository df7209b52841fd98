"""A business with a past: whatever leaves a trace in the manager's figures, at the moments a test chooses."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from django.db import connection, transaction
from django.db.models import Model
from psycopg.types.range import Range

from calendar_integration.models import Appointment, Service, Staff
from knowledge_base.models import FAQ, UnansweredQuestion
from receptionist.models import (
    Business,
    Conversation,
    FollowUp,
    InboundMessage,
    Interaction,
    ModelCall,
    OutboundMessage,
    Turn,
)
from tests.people import converse

_FIRST = ("Sofia", "Marcus", "Hannah", "Priya", "Tom", "Grace", "Owen", "Elena", "Sam", "Ruth", "Ben")
_LAST = ("Reyes", "Bell", "Lee", "Nair", "Ortiz", "Kim", "Park", "Cruz", "Wood", "Adams", "Carter", "Lopez", "Grant")
_QUESTIONS = (
    "Do you do wedding parties?",
    "Can I pay with a gift card from another salon?",
    "Is there a place to leave a stroller?",
    "Do you work with curly extensions?",
    "Can my daughter wait with me?",
)
#: Keys are unique among all businesses.
_NUMBERS = count(1)


@dataclass
class Past:
    """Rows as they stand when all is over; ``write`` stores what was told, each at its own moment."""

    business: Business
    _told: list[tuple[Model, str, datetime]] = field(default_factory=list)

    def customer(
        self, channel: str = "sms", *, of: Conversation | None = None, at: datetime | None = None
    ) -> Conversation:
        """Let a new customer have a conversation, or one that is known have another; every call is one of its own."""
        number = next(_NUMBERS)
        thread = f"CA{number}" if channel == "voice" else ""
        closed: dict[str, Any] = {"channel": channel, "thread": thread, "version": 1, "closed_version": 1}
        closed["last_inbound_at"] = at
        if of is None:
            name = f"{_FIRST[number % len(_FIRST)]} {_LAST[number % len(_LAST)]}"
            return converse(self.business, f"+1555{number:07}", name=name, **closed)
        line = {"provider": "twilio", "business_address": "+15005550006", "contact_address": of.contact_address}
        return Conversation.objects.create(business=self.business, contact=of.contact, **line, **closed)

    def interaction(self, conversation: Conversation, ended_at: datetime, outcome: str) -> Interaction:
        """Let an interaction end."""
        number = next(_NUMBERS)
        return Interaction.objects.create(
            conversation=conversation,
            business=self.business,
            channel=conversation.channel,
            first_turn=number,
            last_turn=number,
            started_at=ended_at - timedelta(minutes=3),
            ended_at=ended_at,
            language="en",
            outcome=outcome,
        )

    def answered(self, conversation: Conversation, sent_at: datetime, wait: timedelta, **more: Any) -> OutboundMessage:
        """Let a message be answered; ``more`` are columns of the reply."""
        number = next(_NUMBERS)
        turn = Turn.objects.create(conversation=conversation, number=number)
        heard = InboundMessage(
            channel=conversation.channel,
            call_id=f"SM{number}",
            provider="twilio",
            conversation=conversation,
            turn=turn,
            kind="text",
            text="Hello",
            status="done",
        )
        self._tell(heard, "received_at", sent_at - wait)
        return self.said(conversation, sent_at, turn=turn, **more)

    def said(self, conversation: Conversation, at: datetime, **more: Any) -> OutboundMessage:
        """Let Sara say something; ``more`` are columns of the reply."""
        columns: dict[str, Any] = {"channel": conversation.channel, "status": "delivered", "sent_at": at, **more}
        reply = OutboundMessage(
            conversation=conversation,
            idempotency_key=f"key:{next(_NUMBERS)}",
            provider="twilio",
            sender="+15005550006",
            recipient=conversation.contact_address,
            text="Hi",
            **columns,
        )
        self._tell(reply, "created_at", at)
        return reply

    def follow_up(self, conversation: Conversation, at: datetime) -> None:
        """Leave something to staff."""
        key = f"follow-up:{next(_NUMBERS)}"
        left = FollowUp(
            business=self.business, conversation=conversation, idempotency_key=key, reason="asked", summary="Call back"
        )
        left.done_at = at
        self._tell(left, "created_at", at)

    def unanswered(self, at: datetime, *, open_: bool = True) -> None:
        """Let a question be asked that no FAQ answers."""
        number = next(_NUMBERS)
        question, key = _QUESTIONS[number % len(_QUESTIONS)], f"question:{number}"
        asked = UnansweredQuestion(business=self.business, question=question, idempotency_key=key)
        asked.resolved_at = None if open_ else at
        self._tell(asked, "asked_at", at)

    def cost(self, at: datetime, dollars: Any) -> None:
        """Let a language model cost something."""
        self._tell(ModelCall(model="gpt-6-luna", cost=dollars, answered=True), "at", at)

    def appointment(
        self, at: datetime, status: str, service: Service, staff: Staff, conversation: Conversation | None
    ) -> None:
        """Let an appointment be made, for some days later, that stands as said today."""
        # On the hour or half past it, as appointments are.
        begins = (at + timedelta(days=3)).replace(minute=at.minute // 30 * 30, second=0, microsecond=0)
        contact = conversation.contact if conversation else self.customer().contact
        made = Appointment(
            business=self.business,
            service=service,
            staff=staff,
            location=self.business.locations.get(),
            contact=contact,
            conversation=conversation,
            idempotency_key=f"appointment:{next(_NUMBERS)}",
            customer_name=contact.name,
            during=Range(begins, begins + timedelta(minutes=30), "[)"),
            status=status,
            cancelled_at=at if status == "cancelled" else None,
            held_until=at if status in {"held", "expired"} else None,
            local_day=begins.date(),
            local_time=begins.time(),
            timezone=self.business.timezone,
        )
        self._tell(made, "created_at", at)

    def write(self) -> None:
        """Store what was told. The diary's triggers, which demand occupancy, look away meanwhile."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {Appointment._meta.db_table} DISABLE TRIGGER USER")
            # Foreign keys are checked at once: a table with checks to come cannot be altered back.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for model in dict.fromkeys(type(row) for row, _, _ in self._told):
                told = [(row, name, at) for row, name, at in self._told if type(row) is model]
                for row, name, at in told:
                    setattr(row, name, at)
                rows = model._default_manager.bulk_create([row for row, _, _ in told])
                # Django writes the moment of the insert where a column says so.
                for row, name, at in told:
                    setattr(row, name, at)
                model._default_manager.bulk_update(rows, [told[0][1]], batch_size=500)
            cursor.execute(f"ALTER TABLE {Appointment._meta.db_table} ENABLE TRIGGER USER")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        self._told.clear()

    def _tell(self, row: Model, name: str, at: datetime) -> None:
        self._told.append((row, name, at))


_OUTCOMES = {
    "booked": 34, "answered": 30, "rescheduled": 9, "cancelled": 6, "handed_over": 7, "lead": 3, "abandoned": 6,
    "no_request": 4, "spam": 1,
}  # fmt: skip
_CHANNELS = {"sms": 45, "whatsapp": 25, "voice": 30}
#: By weekday, Monday first.
_BUSY = (11, 13, 12, 15, 19, 16, 4)


@transaction.atomic
def live(business: Business, now: datetime, days: int = 64, seed: int = 7) -> None:
    """Give a business some busy weeks that end now, growing a little all the while."""
    chance, past = Random(seed), Past(business)
    faqs = list(FAQ.objects.filter(business=business).values_list("pk", flat=True))
    service, staff = Service.objects.filter(business=business)[0], Staff.objects.filter(business=business)[0]
    for day in range(days):
        midnight = (now - timedelta(days=days - 1 - day)).astimezone(business.zone).replace(hour=0, minute=0, second=0)
        many = round(_BUSY[midnight.weekday()] * (0.75 + 0.4 * day / days) * chance.uniform(0.8, 1.2))
        for at in sorted(_moment(chance, midnight) for _ in range(many)):
            if at < now - timedelta(minutes=10):
                _visit(past, chance, at, faqs, (service, staff))
    past.write()


def _moment(chance: Random, midnight: datetime) -> datetime:
    hour = min(21.9, max(7.0, chance.gauss(13.5, 3.4)))
    return (midnight + timedelta(hours=hour)).astimezone(UTC)


def _visit(past: Past, chance: Random, at: datetime, faqs: Sequence[int], diary: tuple[Service, Staff]) -> None:
    [channel], [outcome] = (chance.choices(list(of), list(of.values())) for of in (_CHANNELS, _OUTCOMES))
    conversation = past.customer(channel, at=at)
    past.interaction(conversation, at, outcome)
    for _ in range(chance.randint(1, 3)):
        wait = timedelta(seconds=0.6 + math.exp(chance.gauss(0.5, 0.7)))
        # Some questions are asked again and again.
        faq = faqs[int(len(faqs) * chance.random() ** 2)] if faqs and outcome == "answered" else None
        past.answered(conversation, at + wait, wait, faq_id=faq)
        past.cost(at, round(chance.uniform(0.0002, 0.0009), 6))
    if outcome in {"handed_over", "lead"} or chance.random() < 0.02:
        past.follow_up(conversation, at + timedelta(seconds=4))
    if chance.random() < 0.05:
        past.unanswered(at, open_=chance.random() < 0.3)
    if outcome == "booked":
        [status] = chance.choices(["completed", "booked", "cancelled", "no_show"], [60, 25, 10, 5])
        past.appointment(at, status, *diary, conversation)
        if chance.random() < 0.3:
            past.appointment(at, status, *diary, None)
    if channel == "voice" and outcome in {"abandoned", "no_request"} and chance.random() < 0.7:
        later = past.customer("sms", of=conversation)
        past.interaction(later, at + timedelta(minutes=20), "booked")


def moments(chance: Random, begin: datetime, end: datetime, number: int) -> Iterable[datetime]:
    """Draw moments between two others, to the microsecond."""
    span = (end - begin) // timedelta(microseconds=1)
    return [begin + timedelta(microseconds=chance.randrange(span)) for _ in range(number)]
