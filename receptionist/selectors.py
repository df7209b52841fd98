"""What staff read of conversations, follow-ups and deliveries, as lists and counts."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from receptionist.domain.messages import DeliveryStatus
from receptionist.models import (
    Business,
    Conversation,
    FollowUp,
    InboundMessage,
    InboundStatus,
    Interaction,
    OutboundMessage,
)

#: Replies that did not arrive, or of which nobody knows.
TROUBLE = (DeliveryStatus.FAILED, DeliveryStatus.UNKNOWN)
#: Events that no conversation could answer.
ASIDE = (InboundStatus.UNROUTED, InboundStatus.UNREADABLE, InboundStatus.FAILED)


def conversations() -> QuerySet[Conversation]:
    """Return conversations, the latest first, with ``last_words`` of the customer and whether one ``needs_person``."""
    spoken = InboundMessage.objects.filter(conversation=OuterRef("pk")).exclude(text="").order_by("-id")
    return (
        Conversation.objects.select_related("contact", "contact_address", "business")
        .annotate(
            last_words=Subquery(spoken.values("text")[:1]),
            needs_person=Exists(FollowUp.objects.filter(conversation=OuterRef("pk"), done_at=None)),
        )
        # One that holds only what was sent to the customer has no last message of theirs.
        .order_by(F("last_inbound_at").desc(nulls_last=True), "-pk")
    )


def interactions(conversation: Conversation) -> QuerySet[Interaction]:
    """Return the interactions of a conversation that are over, the latest first."""
    return conversation.interactions.order_by("-first_turn")


def open_follow_ups() -> QuerySet[FollowUp]:
    """Return what lies with staff, the oldest first: somebody has waited longest for it."""
    return FollowUp.objects.filter(done_at=None).select_related("conversation__contact").order_by("created_at")


def replies_in_trouble() -> QuerySet[OutboundMessage]:
    """Return replies that failed or are in doubt, the newest first."""
    return (
        OutboundMessage.objects.filter(status__in=TROUBLE)
        .select_related("conversation__contact", "recipient")
        .order_by("-created_at")
    )


def events_set_aside() -> QuerySet[InboundMessage]:
    """Return events that reached no conversation, or whose turn was given up, the newest first."""
    return InboundMessage.objects.filter(status__in=ASIDE).select_related("conversation__contact").order_by("-id")


def conversations_today(now: datetime) -> int:
    """Count the conversations in which a customer wrote or called today; "today" is each business's own day."""
    return sum(
        Conversation.objects.filter(
            business=business,
            last_inbound_at__gte=now.astimezone(business.zone).replace(hour=0, minute=0, second=0, microsecond=0),
        ).count()
        for business in Business.objects.all()
    )
