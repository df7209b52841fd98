"""The simulated carrier's own rows: its customers' phones, what went over the line, and the calls under way."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class SimulatedPhone(models.Model):
    """A customer's telephone that exists on the simulator's page only."""

    number = models.CharField(max_length=20, unique=True, help_text="In E.164 form, from the range kept for fiction.")
    name = models.CharField(max_length=60, help_text="The WhatsApp profile name.")
    #: Since when the carrier blocks text messages to it (the customer texted STOP).
    opted_out_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


class Author(models.TextChoices):
    """Who said it."""

    CUSTOMER = "customer"
    SARA = "sara"
    #: The carrier itself, as when it confirms STOP.
    CARRIER = "carrier"


class SimulatedCall(models.Model):
    """One telephone call, kept between two requests as the carrier would keep it.

    ``waiting`` is set exactly while the caller may speak: it is what TwiML asked for last (see ``twiml``), with what
    to do when the caller stays silent. Whoever empties it by compare-and-set owns the next step of the call.
    """

    phone = models.ForeignKey(SimulatedPhone, on_delete=models.CASCADE, related_name="calls")
    sid = models.CharField(max_length=34, unique=True)
    waiting = models.JSONField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["phone"], condition=models.Q(ended_at=None), name="one_call_a_phone")
        ]

    def __str__(self) -> str:
        return self.sid


class SimulatedMessage(models.Model):
    """One message, or one thing said in a call, as the customer's phone shows it."""

    phone = models.ForeignKey(SimulatedPhone, on_delete=models.CASCADE, related_name="messages")
    channel = models.CharField(max_length=20)
    provider = models.CharField(max_length=20)
    author = models.CharField(max_length=10, choices=Author.choices)
    call = models.ForeignKey(SimulatedCall, null=True, blank=True, on_delete=models.CASCADE, related_name="lines")
    body = models.TextField()
    sid = models.CharField(max_length=120, blank=True, db_index=True, help_text="The carrier's id of the message.")
    #: The carrier's word for how far it has come; empty for what was said in a call.
    status = models.CharField(max_length=12, blank=True)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["phone", "channel", "-id"], name="simulated_story")]

    def __str__(self) -> str:
        return f"{self.channel} {self.sid or self.pk}"
