"""What Sara remembers of a conversation, and the turns it is made of."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from receptionist.models.people import Business, Contact, ContactAddress


class Conversation(models.Model):
    """One customer on one channel (and, for voice, in one call), with what Sara remembers of it.

    ``version`` grows by one with every committed turn; ``lease_*`` says which worker may work on it and until when.
    """

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="conversations", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="conversations", db_index=False)
    channel = models.CharField(max_length=20)
    thread = models.CharField(max_length=64, blank=True)
    #: Where the last message came in and from where: the answer goes the same way back.
    provider = models.CharField(max_length=20)
    business_address = models.CharField(max_length=160)
    contact_address = models.ForeignKey(ContactAddress, on_delete=models.CASCADE, related_name="+", db_index=False)
    state = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=0)
    lease_holder = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    #: Somebody rang while the lease was held, and was sent away: the holder rings again when it lets go.
    rung_meanwhile = models.BooleanField(default=False)
    #: How often the current turn was begun without being finished.
    attempts = models.PositiveSmallIntegerField(default=0)
    last_inbound_at = models.DateTimeField(null=True, blank=True)
    opted_out_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When the call was hung up.")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        permissions: ClassVar = [("download_conversation", "Can download a conversation as a test case")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contact", "channel", "thread"], name="one_conversation_a_thread")
        ]
        indexes: ClassVar = [models.Index(fields=["business", "-last_inbound_at"], name="conversation_recent")]

    def __str__(self) -> str:
        return f"{self.contact} by {self.channel}"


class Turn(models.Model):
    """One round of listening and answering: the messages read together and the journal of what happened.

    ``events`` holds, in order, every event ``advance`` was given. A run that died is walked again along the journal
    and so decides the same; what is not yet journalled is done again under the same idempotency key.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="turns", db_index=False)
    number = models.PositiveIntegerField()
    events = models.JSONField(default=list, blank=True)
    #: Who read it (rules, a model), how long that took, and why another reader was passed over.
    understanding = models.JSONField(default=dict, blank=True)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    #: Why it could not be finished, in a sentence for staff.
    error = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conversation", "number"], name="one_turn_a_number"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["started_at"], condition=Q(finished_at=None), name="turn_unfinished"),
        ]

    def __str__(self) -> str:
        return f"Turn {self.number} of conversation {self.conversation_id}"
