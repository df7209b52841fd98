"""Finds what was left lying by a crash, a dead broker or a lost call, and sets it going again."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from receptionist import doorbell, wiring
from receptionist.domain.messages import DeliveryStatus
from receptionist.models import Conversation, InboundMessage, InboundStatus, OutboundMessage
from receptionist.sending import delivery, outbox

#: A message younger than this is most likely being worked on right now.
_GRACE = timedelta(seconds=10)
#: No caller waits so long for an answer: the call is over, whatever we were (not) told.
_CALL_LIMIT = timedelta(minutes=3)
_BATCH = 500


def sweep() -> None:
    """Ring again for everything that waits and that nobody works on. Running it twice harms nothing."""
    _ring_for_messages()
    delivery.mark_doubtful()
    delivery.withdraw_expired()
    for message_id in delivery.due(limit=_BATCH):
        doorbell.ring("receptionist.deliver_message", message_id)
    _end_lost_calls()


def _ring_for_messages() -> None:
    now = timezone.now()
    free = Q(conversation__lease_until=None) | Q(conversation__lease_until__lt=now)
    waiting = InboundMessage.objects.filter(free, status=InboundStatus.PENDING, received_at__lt=now - _GRACE)
    rows = waiting.order_by("conversation_id").distinct("conversation_id").values_list("conversation_id", "channel")
    for conversation_id, channel in rows[:_BATCH]:
        doorbell.ring("receptionist.process_conversation", conversation_id, queue=wiring.queue(channel))


def _end_lost_calls() -> None:
    """Treat calls whose reply nobody fetched as hung up: the carrier's last word may have been lost."""
    fetched = [name for name in wiring.channel_names() if wiring.channel(name).fetches_replies]
    unsaid = OutboundMessage.objects.filter(
        channel__in=fetched, status=DeliveryStatus.QUEUED, created_at__lt=timezone.now() - _CALL_LIMIT
    )
    for conversation_id in set(unsaid.values_list("conversation_id", flat=True)[:_BATCH]):
        with transaction.atomic():
            conversation = Conversation.objects.select_for_update(of=("self",), no_key=True).get(pk=conversation_id)
            conversation.ended_at = conversation.ended_at or timezone.now()
            conversation.save(update_fields=["ended_at"])
            outbox.redirect_unsaid(conversation)
