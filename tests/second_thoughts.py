"""What customers are told of what staff did, once the minute for second thoughts is over."""

from __future__ import annotations

from datetime import datetime

from calendar_integration.notices import notifying
from calendar_integration.notices.notices import SECOND_THOUGHTS
from receptionist.domain.messages import DeliveryStatus
from receptionist.models import OutboundMessage


def told(now: datetime, conversation_id: int | None = None) -> list[str]:
    """Let beat find what is due a minute after ``now``; return all texts so far, or those of one conversation.

    What was called back before it left the house has been told to nobody.
    """
    notifying.send_due(now + SECOND_THOUGHTS)
    rows = OutboundMessage.objects.exclude(status=DeliveryStatus.WITHDRAWN).order_by("pk")
    if conversation_id is not None:
        rows = rows.filter(conversation=conversation_id)
    return list(rows.values_list("text", flat=True))
