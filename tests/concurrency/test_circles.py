"""Two who need the same rows lock them in the same order: else each would wait for the other, and one would fail."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from receptionist import audit, follow_ups, pipeline
from receptionist.audit_proof import broken_links
from receptionist.domain.actions import RememberContact
from receptionist.domain.messages import DeliveryReport, DeliveryStatus, MessageKind
from receptionist.memory import load_state
from receptionist.models import (
    AuditEvent,
    AuditHead,
    Contact,
    ContactAddress,
    Conversation,
    FollowUp,
    InboundMessage,
    OutboundMessage,
    Turn,
)
from receptionist.people import forgetting
from receptionist.sending import delivery
from receptionist.turn import committing, leases
from receptionist.turn import journal as turns
from receptionist.turn.committing import Outcome
from tests.at_once import in_turn
from tests.receptionist.conftest import Phone, furnish

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("carriers", "no_workers")]


@pytest.fixture(autouse=True)
def _house() -> Any:
    furnish()
    yield
    assert list(broken_links(limit=5)) == []


def answered(phone: Phone, text: str = "where can I park?", **other: Any) -> Conversation:
    phone.text(text, **other)
    conversation = Conversation.objects.latest("pk")
    pipeline.process_conversation(conversation.pk)
    return conversation


def head(*conversations: Conversation) -> Any:
    return AuditHead.objects.filter(chain__in=[conversation.pk for conversation in conversations])


def forgets() -> None:
    forgetting.forget(Contact.objects.get().pk, by="maya")


def private() -> list[Any]:
    return list(InboundMessage.objects.exclude(text="")) + list(OutboundMessage.objects.exclude(text=""))


def test_a_message_may_come_while_its_customer_is_being_forgotten(phone: Phone) -> None:
    answered(phone)
    in_turn(Turn.objects.all(), forgets, partial(phone.text, "and when are you open?"))
    assert private() == []


def test_a_call_may_end_while_its_caller_is_being_forgotten(phone: Phone) -> None:
    answered(phone, channel="voice", thread="CA1")
    hang_up = partial(phone.text, "", channel="voice", thread="CA1", kind=MessageKind.CALL_ENDED)
    in_turn(ContactAddress.objects.all(), forgets, hang_up)
    assert private() == []


def test_what_comes_while_a_customer_is_being_forgotten_is_forgotten_too(phone: Phone) -> None:
    conversation = answered(phone)
    # It has found the conversation when the first pass is done, and is stored after it.
    in_turn(head(conversation), forgets, partial(phone.text, "and when are you open?"))
    assert private() == []
    assert InboundMessage.objects.count() == 2


def test_a_name_may_become_known_while_its_customer_is_being_forgotten(phone: Phone) -> None:
    answered(phone, channel="voice", thread="CA1")
    named = partial(phone.text, "hello", channel="voice", thread="CA1", sender_name="Bea")
    in_turn(ContactAddress.objects.all(), forgets, named)


def test_a_carrier_may_report_while_the_customer_is_being_forgotten(phone: Phone) -> None:
    answered(phone)
    OutboundMessage.objects.update(provider_message_id="SM1")
    report = DeliveryReport(
        channel="sms", provider="twilio", provider_message_id="SM1", status=DeliveryStatus.DELIVERED
    )
    in_turn(Turn.objects.all(), forgets, partial(delivery.record_report, report))
    assert private() == []


def test_staff_may_finish_a_task_of_a_customer_who_is_being_forgotten(phone: Phone) -> None:
    conversation = answered(phone)
    task = follow_ups.leave(
        business_id=conversation.business_id, conversation_id=conversation.pk, reason="delivery", summary="?", key="t"
    )
    in_turn(Turn.objects.all(), forgets, partial(follow_ups.finish, task.pk, by="ben"))
    assert FollowUp.objects.get().summary == ""


def test_a_customer_may_be_named_twice_at_once(phone: Phone) -> None:
    conversation = answered(phone)
    Contact.objects.update(name="")
    phone.text("my name is Bea")

    def commits() -> None:
        taken = leases.take(conversation.pk)
        assert taken is not None
        turn = turns.open_next(taken)
        assert turn is not None
        committing.commit(taken, turn, Outcome(load_state(taken), [RememberContact(name="Bea")]))

    in_turn(head(conversation), commits, partial(phone.text, "hello?", sender_name="Bea B"))
    assert Contact.objects.get().name in {"Bea", "Bea B"}


def test_lines_of_many_conversations_are_written_in_one_order() -> None:
    one, other = (answered(Phone(f"+44770090012{number}")) for number in range(2))

    def writes(*conversations: Conversation) -> None:
        audit.record_all("interaction.closed", [(conversation.pk, {}) for conversation in conversations])

    in_turn(head(one), partial(writes, one, other), partial(writes, other, one))
    assert AuditEvent.objects.filter(kind="interaction.closed").count() == 4
