"""A reply is sent once, tried again when that is safe, and doubted openly when nobody can know."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from receptionist import sweeping
from receptionist.domain.messages import DeliveryReport, DeliveryStatus
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.errors import ErrorCategory, ProviderError
from receptionist.models import AuditEvent, Conversation, FollowUp, OutboundMessage
from receptionist.sending import delivery, outbox
from tests.fakes.ports import Stage
from tests.receptionist.conftest import Phone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("salon", "carriers", "clock", "no_workers")]


@pytest.fixture
def reply(phone: Phone) -> OutboundMessage:
    phone.text("hello")
    conversation = Conversation.objects.select_related("business", "contact_address").get()
    message = outbox.put(outbox.compose(conversation, "Hello!", "key-1"))
    assert message is not None
    return message


def fresh(message: OutboundMessage) -> OutboundMessage:
    return OutboundMessage.objects.get(pk=message.pk)


def report(status: DeliveryStatus, **other: Any) -> DeliveryReport:
    return DeliveryReport(
        **{"channel": "sms", "provider": "twilio", "provider_message_id": "SM1", "status": status, **other}
    )


def test_it_sends_once_however_often_it_is_rung(reply: OutboundMessage) -> None:
    stale = fresh(reply)
    delivery.deliver(reply)
    delivery.deliver(stale)
    delivery.deliver_by_id(reply.pk)
    assert len(Stage.text.sent) == 1
    assert fresh(reply).status == DeliveryStatus.SENT


@pytest.mark.parametrize("category", [category for category in ErrorCategory if category.is_transient])
def test_a_passing_trouble_is_tried_again_later_and_not_before(
    reply: OutboundMessage, category: ErrorCategory, clock: Any
) -> None:
    Stage.text.mishaps = [ProviderError(category, "busy", retry_after=90)]
    delivery.deliver(reply)
    waiting = fresh(reply)
    assert waiting.status == DeliveryStatus.QUEUED
    assert waiting.next_attempt_at is not None
    assert waiting.next_attempt_at >= timezone.now() + timedelta(seconds=85)
    delivery.deliver_by_id(reply.pk)
    assert delivery.due() == []
    clock.shift(timedelta(seconds=95))
    assert delivery.due() == [reply.pk]
    delivery.deliver_by_id(reply.pk)
    assert fresh(reply).status == DeliveryStatus.SENT
    assert fresh(reply).attempts == 2


def test_a_trouble_that_does_not_pass_is_handed_to_a_person(reply: OutboundMessage, clock: Any) -> None:
    Stage.text.mishaps = [ProviderError(ErrorCategory.CONNECTIVITY, "down")] * 10
    for _ in range(10):
        delivery.deliver_by_id(reply.pk)
        clock.shift(timedelta(hours=1))
    assert fresh(reply).status == DeliveryStatus.FAILED
    assert fresh(reply).attempts == len(delivery.BACKOFF) + 1
    assert FollowUp.objects.get().reason == "delivery"


@pytest.mark.parametrize("category", [category for category in ErrorCategory if category.is_permanent])
def test_a_refusal_is_not_repeated(reply: OutboundMessage, category: ErrorCategory) -> None:
    Stage.text.mishaps = [ProviderError(category, "no", code="21211")]
    delivery.deliver(reply)
    failed = fresh(reply)
    assert (failed.status, failed.error_code) == (DeliveryStatus.FAILED, "21211")
    assert FollowUp.objects.count() == 1
    assert delivery.due() == []


def test_a_doubt_is_shown_and_never_resent_blindly(reply: OutboundMessage, clock: Any) -> None:
    Stage.text.mishaps = [ProviderError(ErrorCategory.UNCERTAIN, "no answer")]
    delivery.deliver(reply)
    assert fresh(reply).status == DeliveryStatus.UNKNOWN
    clock.shift(timedelta(days=1))
    sweeping.sweep()
    delivery.deliver_by_id(reply.pk)
    assert Stage.text.sent == []
    assert AuditEvent.objects.filter(kind="reply.unknown").count() == 1


def test_a_worker_that_died_while_sending_leaves_a_doubt_and_one_task_for_staff(
    reply: OutboundMessage, clock: Any
) -> None:
    OutboundMessage.objects.update(status=DeliveryStatus.SENDING, claimed_at=timezone.now(), attempts=1)
    sweeping.sweep()
    assert fresh(reply).status == DeliveryStatus.SENDING
    clock.shift(timedelta(minutes=3))
    sweeping.sweep()
    sweeping.sweep()
    assert fresh(reply).status == DeliveryStatus.UNKNOWN
    assert FollowUp.objects.count() == 1


def test_the_carriers_report_settles_a_doubt(reply: OutboundMessage) -> None:
    Stage.text.mishaps = [ProviderError(ErrorCategory.UNCERTAIN, "no answer")]
    delivery.deliver(reply)
    assert delivery.record_report(report(DeliveryStatus.DELIVERED, idempotency_key="key-1"))
    settled = fresh(reply)
    assert (settled.status, settled.provider_message_id) == (DeliveryStatus.DELIVERED, "SM1")


def test_a_report_faster_than_the_receipt_is_not_lost(reply: OutboundMessage) -> None:
    Stage.text.after_taking = lambda: delivery.record_report(report(DeliveryStatus.DELIVERED, idempotency_key="key-1"))
    delivery.deliver(reply)
    assert fresh(reply).status == DeliveryStatus.DELIVERED


def test_reports_only_ever_lead_forwards(reply: OutboundMessage) -> None:
    delivery.deliver(reply)
    OutboundMessage.objects.update(provider_message_id="SM1")
    words = [DeliveryStatus(word) for word in ("delivered", "read", "sent", "delivered", "read")]
    told = [delivery.record_report(report(status)) for status in words]
    assert told == [True, True, False, False, False]
    assert fresh(reply).status == DeliveryStatus.READ


def test_a_late_report_on_the_first_attempt_does_not_settle_the_second(reply: OutboundMessage) -> None:
    Stage.text.mishaps = [ProviderError(ErrorCategory.UNCERTAIN, "no answer")]
    delivery.deliver(reply)
    delivery.try_again(reply.pk, by="mia")
    delivery.deliver_by_id(reply.pk)
    second = fresh(reply).provider_message_id
    assert not delivery.record_report(
        report(DeliveryStatus.FAILED, idempotency_key="key-1", provider_message_id="SM-of-the-first")
    )
    assert delivery.record_report(report(DeliveryStatus.DELIVERED, idempotency_key="key-1", provider_message_id=second))
    assert fresh(reply).status == DeliveryStatus.DELIVERED


def test_a_report_about_somebody_elses_message_changes_nothing(reply: OutboundMessage) -> None:
    assert not delivery.record_report(report(DeliveryStatus.READ, provider_message_id="SM-of-others"))
    assert not delivery.record_report(report(DeliveryStatus.READ, provider_message_id=""))
    assert not delivery.record_report(report(DeliveryStatus.READ, provider="meta", idempotency_key="key-1"))
    assert fresh(reply).status == DeliveryStatus.QUEUED


def test_a_carrier_that_blocks_an_opted_out_customer_makes_no_work_for_staff(reply: OutboundMessage) -> None:
    Conversation.objects.update(opted_out_at=timezone.now())
    Stage.text.mishaps = [ProviderError(ErrorCategory.RECIPIENT, "opted out", code="21610")]
    delivery.deliver(fresh(reply))
    assert fresh(reply).status == DeliveryStatus.FAILED
    assert not FollowUp.objects.exists()


def test_staff_may_send_again_what_failed_but_not_what_went_out(
    reply: OutboundMessage, django_capture_on_commit_callbacks: Any, no_workers: list[tuple[str, int]]
) -> None:
    assert not delivery.try_again(reply.pk, by="mia")
    Stage.text.mishaps = [ProviderError(ErrorCategory.INVALID_REQUEST, "no")]
    delivery.deliver(reply)
    no_workers.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert delivery.try_again(reply.pk, by="mia")
    assert no_workers == [("receptionist.deliver_message", reply.pk)]
    delivery.deliver_by_id(reply.pk)
    assert fresh(reply).status == DeliveryStatus.SENT
    assert not delivery.try_again(reply.pk, by="mia")
    assert AuditEvent.objects.get(kind="reply.try_again").facts["by"] == "mia"


def test_a_late_notice_is_said_once_and_not_to_those_who_opted_out(reply: OutboundMessage) -> None:
    for _ in range(3):
        outbox.notify(reply.conversation_id, PhraseKey.THANKS, Facts(), "late")
    assert OutboundMessage.objects.filter(idempotency_key="late").count() == 1
    Conversation.objects.update(opted_out_at=timezone.now())
    outbox.notify(reply.conversation_id, PhraseKey.THANKS, Facts(), "later")
    assert not OutboundMessage.objects.filter(idempotency_key="later").exists()
