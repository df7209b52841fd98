"""What was left lying is found, and what somebody works on is left alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from receptionist import pipeline, sweeping
from receptionist.domain.messages import DeliveryStatus, MessageKind
from receptionist.models import Conversation, OutboundMessage
from tests.fakes.ports import Stage
from tests.receptionist.conftest import Phone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("salon", "carriers")]

_RING = "receptionist.process_conversation"


def sweep(clock: Any, capture: Any, after: timedelta) -> None:
    clock.shift(after)
    with capture(execute=True):
        sweeping.sweep()


@pytest.mark.parametrize(("held_for", "is_rung"), [(timedelta(seconds=30), False), (timedelta(seconds=5), True)])
def test_a_conversation_that_a_worker_holds_is_not_rung_for_until_the_lease_has_ended(
    phone: Phone,
    no_workers: list[tuple[str, int]],
    clock: Any,
    django_capture_on_commit_callbacks: Any,
    held_for: timedelta,
    is_rung: bool,
) -> None:
    phone.text("where can I park?")
    Conversation.objects.update(lease_holder=UUID(int=1), lease_until=timezone.now() + held_for)
    no_workers.clear()
    sweep(clock, django_capture_on_commit_callbacks, timedelta(seconds=11))
    assert (no_workers == [(_RING, Conversation.objects.get().pk)]) == is_rung


def test_an_answer_that_no_caller_fetched_goes_out_as_a_text_and_the_call_is_over(
    phone: Phone, no_workers: list[tuple[str, int]], clock: Any, django_capture_on_commit_callbacks: Any
) -> None:
    phone.text("where can I park?", kind=MessageKind.SPEECH, channel="voice", thread="CA1")
    pipeline.process_conversation(Conversation.objects.get().pk)

    sweep(clock, django_capture_on_commit_callbacks, timedelta(minutes=2))
    assert Conversation.objects.get().ended_at is None

    sweep(clock, django_capture_on_commit_callbacks, timedelta(minutes=2))
    assert Conversation.objects.get().ended_at is not None
    unsaid, text = OutboundMessage.objects.order_by("id")
    assert (unsaid.channel, unsaid.status) == ("voice", DeliveryStatus.WITHDRAWN)
    assert (text.channel, text.status, text.text) == ("sms", DeliveryStatus.QUEUED, unsaid.text)
    assert ("receptionist.deliver_message", text.pk) in no_workers
    assert Stage.call.sent == []
