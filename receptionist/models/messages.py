"""What came in, what goes out, and what was left to a person."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from receptionist.domain.actions import HandOverReason
from receptionist.domain.messages import DeliveryStatus, Expectation, MessageKind
from receptionist.models.choices import choices
from receptionist.models.conversations import Conversation, Turn
from receptionist.models.people import Business, ContactAddress


class InboundStatus(models.TextChoices):
    """How far an inbound event has come."""

    PENDING = "pending"
    DONE = "done"
    #: No business has the address it was sent to.
    UNROUTED = "unrouted"
    #: Authentic, but its body could not be made sense of; only ``raw`` is kept.
    UNREADABLE = "unreadable"
    #: Tried too often; a follow-up task lies with staff.
    FAILED = "failed"


class InboundMessage(models.Model):
    """One authentic event, stored before it was acknowledged. The unique key is the whole of the deduplication."""

    channel = models.CharField(max_length=20)
    call_id = models.CharField(max_length=255, help_text="Identifies one inbound event at its provider.")
    provider = models.CharField(max_length=20)
    conversation = models.ForeignKey(
        Conversation, null=True, blank=True, on_delete=models.CASCADE, related_name="inbound_messages", db_index=False
    )
    turn = models.ForeignKey(Turn, null=True, blank=True, on_delete=models.SET_NULL, related_name="inbound_messages")
    kind = models.CharField(max_length=20, choices=choices(MessageKind))
    text = models.TextField(blank=True)
    attachments = models.JSONField(default=list, blank=True)
    carrier_answered = models.BooleanField(default=False)
    raw = models.JSONField(default=dict, blank=True)
    status = models.CharField(max_length=12, choices=InboundStatus.choices, default=InboundStatus.PENDING)
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "message"
        constraints: ClassVar = [models.UniqueConstraint(fields=["channel", "call_id"], name="one_row_an_event")]
        indexes: ClassVar = [
            models.Index(fields=["conversation", "id"], name="inbound_story"),
            models.Index(fields=["conversation", "id"], condition=Q(status="pending"), name="inbound_pending"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.call_id}"


class OutboundMessage(models.Model):
    """One reply and how far it has come. ``idempotency_key`` is unique: a turn is answered once."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="outbound_messages", db_index=False
    )
    turn = models.ForeignKey(Turn, null=True, blank=True, on_delete=models.SET_NULL, related_name="outbound_messages")
    #: Made before the first attempt; carried to the provider where it takes one.
    idempotency_key = models.CharField(max_length=80)
    channel = models.CharField(max_length=20)
    provider = models.CharField(max_length=20)
    sender = models.CharField(max_length=160)
    recipient = models.ForeignKey(ContactAddress, on_delete=models.CASCADE, related_name="+", db_index=False)
    #: Only e-mail has one.
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    #: What ``Enclosure`` holds, one object a file.
    enclosures = models.JSONField(default=list, blank=True)
    expects = models.CharField(max_length=10, choices=choices(Expectation), default=Expectation.REPLY)
    #: The FAQ that backs the answer, when there is one.
    faq_id = models.BigIntegerField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=choices(DeliveryStatus), default=DeliveryStatus.QUEUED)
    provider_message_id = models.CharField(max_length=255, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    error_code = models.CharField(max_length=40, blank=True)
    error = models.TextField(blank=True, help_text="What went wrong, in words for staff.")
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    #: The approved words that are sent in place of ``text``, where the carrier takes no others: name, code, variables.
    template = models.JSONField(null=True, blank=True)
    #: When nobody can use it any more: it is withdrawn if it has not been sent by then.
    expires_at = models.DateTimeField(null=True, blank=True)
    #: Whoever queued it sees to a failure (by another channel, perhaps): no task is left to staff here.
    is_watched = models.BooleanField(default=False, db_default=False)

    class Meta:
        verbose_name = "reply"
        verbose_name_plural = "replies"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["idempotency_key"], name="one_reply_a_key"),
            models.UniqueConstraint(
                fields=["provider", "provider_message_id"],
                condition=~Q(provider_message_id=""),
                name="one_row_a_provider_message",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["conversation", "id"], name="outbound_story"),
            models.Index(fields=["faq_id", "created_at"], condition=Q(faq_id__isnull=False), name="outbound_faq"),
            models.Index(fields=["next_attempt_at"], condition=Q(status="queued"), name="outbound_due"),
            models.Index(fields=["recipient", "created_at"], condition=Q(channel="email"), name="outbound_mailbox"),
            models.Index(fields=["claimed_at"], condition=Q(status="sending"), name="outbound_claimed"),
            models.Index(
                fields=["expires_at"], condition=Q(status="queued", expires_at__isnull=False), name="outbound_expires"
            ),
            models.Index(
                fields=["-created_at"], condition=Q(status__in=["failed", "unknown"]), name="outbound_trouble"
            ),
            # For the manager's figures: how long answers took, and which FAQs they gave.
            models.Index(
                fields=["sent_at"], condition=Q(sent_at__isnull=False, turn__isnull=False), name="outbound_answered"
            ),
        ]

    def __str__(self) -> str:
        return f"Reply {self.pk} by {self.channel}"


_REASONS = [
    *choices(HandOverReason),
    ("delivery", "Reply not delivered"),
    ("calendar", "Calendar outside differs"),
]


class FollowUp(models.Model):
    """Something that a person must do: Sara has handed over."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="follow_ups")
    conversation = models.ForeignKey(
        Conversation, null=True, blank=True, on_delete=models.CASCADE, related_name="follow_ups"
    )
    idempotency_key = models.CharField(max_length=80, unique=True)
    reason = models.CharField(max_length=30, choices=_REASONS)
    summary = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name = "follow-up"
        indexes: ClassVar = [
            models.Index(fields=["business", "created_at"], condition=Q(done_at=None), name="follow_up_open")
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.summary[:60]}"
