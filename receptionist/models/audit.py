"""The rows of the audit; the database itself writes their numbers and hashes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F

from receptionist.models.conversations import Conversation


class AuditEvent(models.Model):
    """One line of the audit. A database trigger numbers and chains it, and refuses to change or remove it.

    A chain is one conversation's lines under its id, or those of the house under 0; ``hash`` covers
    the line and ``previous_hash``, so a changed, missing or inserted line breaks its chain.
    """

    chain = models.BigIntegerField(editable=False)
    position = models.BigIntegerField(editable=False)
    kind = models.CharField(max_length=40)
    conversation = models.ForeignKey(
        Conversation, null=True, blank=True, on_delete=models.PROTECT, related_name="audit_events", db_index=False
    )
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()
    previous_hash = models.CharField(max_length=64, editable=False)
    hash = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = "audit line"
        constraints: ClassVar = [models.UniqueConstraint(fields=["chain", "position"], name="one_line_a_position")]
        indexes: ClassVar = [models.Index(fields=["conversation", "id"], name="audit_story")]
        ordering: ClassVar = [F("id").asc()]

    def __str__(self) -> str:
        return f"{self.kind} at {self.at:%Y-%m-%d %H:%M:%S}"


class AuditHead(models.Model):
    """The last link of each chain, kept by the trigger: a chain cut short at its end is noticed too."""

    chain = models.BigIntegerField(primary_key=True)
    position = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"Chain {self.chain}: {self.position} lines"
