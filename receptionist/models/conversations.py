"""What Sara remembers of a conversation, and the turns it is made of."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from receptionist.domain.outcomes import Outcome
from receptionist.models.choices import choices
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
    #: The version up to which its turns belong to interactions that are over.
    closed_version = models.PositiveIntegerField(default=0)
    #: The latest that is over; kept here, since a list that is filtered by it must not look for it row by row.
    last_interaction = models.ForeignKey(
        "Interaction", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    lease_holder = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    #: Somebody rang while the lease was held, and was sent away: the holder rings again when it lets go.
    rung_meanwhile = models.BooleanField(default=False)
    #: How often the current turn was begun without being finished.
    attempts = models.PositiveSmallIntegerField(default=0)
    last_inbound_at = models.DateTimeField("last message", null=True, blank=True)
    opted_out_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When the call was hung up.")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        permissions: ClassVar = [("download_conversation", "Can download a conversation as a test case")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contact", "channel", "thread"], name="one_conversation_a_thread")
        ]
        indexes: ClassVar = [
            models.Index(fields=["business", "-last_inbound_at"], name="conversation_recent"),
            # Only what is under way: every turn enters its conversation, and the close takes it out again.
            models.Index(
                fields=["last_inbound_at"], condition=Q(version__gt=F("closed_version")), name="conversation_unclosed"
            ),
        ]

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
    #: Who read it (rules, a model), how long that took, and why another reader was passed over; what each call of a
    #: model took and cost, the one that worded the reply included (see ``usage.noted``).
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

    @property
    def was_read(self) -> bool:
        """Whether there were words for a reader."""
        return "reader" in self.understanding


class Interaction(models.Model):
    """What a customer and Sara had to do with each other between two silences (for voice: one call), once it is over.

    A conversation by text never ends, so how it went can be told of its parts only. Contact centres call such a part an
    interaction; "session", "contact" and "visit" mean a login, a person and an appointment here. The turns from
    ``first_turn`` to ``last_turn`` belong to it and to no other.
    """

    #: Its business and channel are repeated here, so that outcomes are counted from one index.
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="interactions", db_index=False
    )
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="+", db_index=False)
    channel = models.CharField(max_length=20)
    first_turn = models.PositiveIntegerField()
    last_turn = models.PositiveIntegerField()
    #: When the customer's first and last message in it came in.
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    #: Two letters: what the customer spoke last.
    language = models.CharField(max_length=2)
    outcome = models.CharField(max_length=12, choices=choices(Outcome))
    summary = models.TextField(blank=True, help_text="Empty once the customer is forgotten.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conversation", "first_turn"], name="one_interaction_a_turn"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["business", "ended_at"], include=["channel", "outcome"], name="interaction_outcomes"),
        ]

    def __str__(self) -> str:
        return f"Interaction {self.first_turn}-{self.last_turn} of conversation {self.conversation_id}"
