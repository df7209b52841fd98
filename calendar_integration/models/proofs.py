"""One-time codes by which somebody who writes from elsewhere proves that an appointment is theirs."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from calendar_integration.models.appointments import Appointment
from receptionist.models import Conversation


class OwnershipProof(models.Model):
    """One code that was asked for in a conversation; without an appointment it is one that no digits are right for.

    It opens one appointment to one conversation, for a while after it was proven, and nothing else of the customer's.
    """

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="ownership_proofs", db_index=False
    )
    appointment = models.ForeignKey(
        Appointment, null=True, blank=True, on_delete=models.CASCADE, related_name="ownership_proofs", db_index=False
    )
    idempotency_key = models.CharField(max_length=80, unique=True)
    #: Keyed, so that who reads the table cannot try all the codes there are.
    digest = models.CharField(max_length=64)
    tries_left = models.PositiveSmallIntegerField()
    #: With which key it was answered last: the same answer again is no further try.
    answered_with = models.CharField(max_length=80, blank=True)
    expires_at = models.DateTimeField()
    proven_at = models.DateTimeField(null=True, blank=True)
    #: Whether the code has been taken out of the message that carried it.
    forgotten = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["conversation", "-created_at"], name="proof_of_conversation"),
            models.Index(fields=["appointment", "-created_at"], name="proof_of_appointment"),
            models.Index(fields=["expires_at"], condition=models.Q(forgotten=False), name="proof_to_forget"),
        ]

    def __str__(self) -> str:
        return f"Proof {self.pk}"

    @property
    def message_key(self) -> str:
        """What the message that carries the code is sent with, once."""
        return f"code:{self.pk}"
