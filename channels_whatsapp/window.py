"""WhatsApp's customer service window: free words are allowed for 24 hours after the customer last wrote."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

LENGTH: Final = timedelta(hours=24)


def is_open(last_inbound_at: datetime | None, now: datetime) -> bool:
    """Whether free words may be sent at ``now`` (both aware); never to somebody who has not written at all."""
    return last_inbound_at is not None and now - last_inbound_at < LENGTH
