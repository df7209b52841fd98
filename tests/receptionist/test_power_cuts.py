"""Pull the plug at every single step of a booking; after the restart nothing is lost and nothing happened twice.

Steps are counted where a process can really die with consequences: before each statement to the database, before
and after each commit, and after the carrier has taken the reply but before we know.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

import pytest
import time_machine

from calendar_integration.models import Appointment
from calendar_integration.proof import broken_promises
from receptionist import inbox, pipeline, sweeping
from receptionist.audit_proof import broken_links
from receptionist.domain.messages import DeliveryStatus, Inbound
from receptionist.models import AuditEvent, Conversation, FollowUp, InboundMessage, OutboundMessage, Turn
from receptionist.sending import delivery
from tests.fakes.ports import Stage
from tests.power import Power
from tests.receptionist.conftest import NOW, Phone, furnish

pytestmark = pytest.mark.django_db(transaction=True)

#: Later than every lease, claim and grace period.
AFTER_THE_RESTART = timedelta(minutes=5)

TASKS = {
    "receptionist.process_conversation": pipeline.process_conversation,
    "receptionist.deliver_message": delivery.deliver_by_id,
}


def work(inbound: Inbound) -> None:
    """Do what the webhook and the two tasks do, one after the other."""
    inbox.receive(inbound)
    for conversation in Conversation.objects.filter(contact__addresses__value=inbound.sender[0].value):
        pipeline.process_conversation(conversation.pk)
        for message in OutboundMessage.objects.filter(conversation=conversation):
            delivery.deliver(message)


def restart(inbound: Inbound, heard: list[tuple[str, int]]) -> None:
    """The carrier repeats its request, and the sweeper finds what nobody rings for any more."""
    heard.clear()
    inbox.receive(inbound)
    for _ in range(5):
        sweeping.sweep()
        rung, heard[:] = heard.copy(), []
        for task, row_id in rung:
            TASKS[task](row_id)


def assert_answered_exactly_once(inbound: Inbound, start: datetime, *, cut: bool) -> None:
    conversation = Conversation.objects.get(contact__addresses__value=inbound.sender[0].value)
    assert "You are booked" in OutboundMessage.objects.get(conversation=conversation).text
    appointment = Appointment.objects.get(contact=conversation.contact)
    assert (appointment.local_day, appointment.local_time) == (start.date(), start.time())
    assert conversation.version == 1
    # A dead worker's lease may still be written there; it holds nobody up.
    assert conversation.lease_until is None or conversation.lease_until < NOW + AFTER_THE_RESTART
    assert Turn.objects.get(conversation=conversation).finished_at is not None
    assert InboundMessage.objects.get(call_id=inbound.call_id).status == "done"
    booked = AuditEvent.objects.filter(conversation=conversation, kind="appointment.booked")
    assert booked.count() == 1
    reply = OutboundMessage.objects.get(conversation=conversation)
    assert "You are booked" in reply.text
    taken = [sent for sent in Stage.text.sent if sent.idempotency_key == reply.idempotency_key]
    assert len(taken) == 1 or (cut and reply.status == DeliveryStatus.UNKNOWN and len(taken) == 0)
    if reply.status == DeliveryStatus.UNKNOWN:
        assert FollowUp.objects.filter(conversation=conversation, reason="delivery").count() == 1
    else:
        assert reply.status == DeliveryStatus.SENT


def test_a_power_cut_at_any_step_loses_nothing_and_doubles_nothing(
    carriers: type[Stage], no_workers: list[tuple[str, int]]
) -> None:
    furnish()
    doubtful, cut_at, power, cuts = 0, 0, Power(cut_at=0), set[str]()
    while power.was_cut:
        cut_at += 1
        start = (NOW + timedelta(days=1 + cut_at // 10)).replace(hour=9) + timedelta(minutes=30 * (cut_at % 10))
        start += timedelta(days={5: 30, 6: 30}.get(start.weekday(), 0))
        phone = Phone(f"+4477009{cut_at:05}")
        inbound = phone.inbound(f"this is Bea Stone, book a haircut on {start:%-d %B} at {start:%H:%M}")
        power = Power(cut_at)
        with time_machine.travel(NOW, tick=True):
            power.run(partial(work, inbound))
        with time_machine.travel(NOW + AFTER_THE_RESTART, tick=True):
            restart(inbound, no_workers)
        assert_answered_exactly_once(inbound, start, cut=power.was_cut)
        reply = OutboundMessage.objects.latest("id")
        doubtful += reply.status == DeliveryStatus.UNKNOWN
        cuts.add(power.cut)
    # The last run ends by itself.
    assert cuts == {"before a statement", "before a commit", "after a commit", "after the carrier took it", ""}
    # From the claim to our note of the carrier's receipt, and nowhere else, there is an honest doubt.
    assert 1 <= doubtful <= 8
    assert list(broken_links(limit=5)) == []
    assert list(broken_promises(limit=5)) == []


def test_a_power_cut_while_a_place_is_kept_for_who_is_asked_for_a_name_keeps_it_once(
    carriers: type[Stage], no_workers: list[tuple[str, int]]
) -> None:
    furnish()
    cut_at, power = 0, Power(cut_at=0, counts_reads=False)
    while power.was_cut:
        cut_at += 1
        start = (NOW + timedelta(days=1 + cut_at // 10)).replace(hour=9) + timedelta(minutes=30 * (cut_at % 10))
        start += timedelta(days={5: 30, 6: 30}.get(start.weekday(), 0))
        phone = Phone(f"+4477009{cut_at:05}")
        asks = phone.inbound(f"book a haircut on {start:%-d %B} at {start:%H:%M}")
        power = Power(cut_at, counts_reads=False)
        with time_machine.travel(NOW, tick=True):
            power.run(partial(work, asks))
        with time_machine.travel(NOW + AFTER_THE_RESTART, tick=True):
            restart(asks, no_workers)
        conversation = Conversation.objects.get(contact__addresses__value=phone.number)
        reply = OutboundMessage.objects.get(conversation=conversation)
        assert "is free" in reply.text, (cut_at, power.cut)
        held = Appointment.objects.get(contact=conversation.contact, status="held")
        assert held.start == start
        answers = phone.inbound("Bea Stone")
        with time_machine.travel(NOW + AFTER_THE_RESTART, tick=True):
            work(answers)
        booked = Appointment.objects.get(contact=conversation.contact, status="booked")
        assert (booked.pk, booked.start) == (held.pk, start)
        assert "You are booked" in OutboundMessage.objects.filter(conversation=conversation).latest("id").text
    assert cut_at > 10
    assert list(broken_links(limit=5)) == []
    assert list(broken_promises(limit=5)) == []
