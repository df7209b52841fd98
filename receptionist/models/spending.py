"""The ledger of language models: one row a call, written before the call is made."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class ModelCall(models.Model):
    """One call of a language model and what it counts for, in dollars.

    Until it is settled that is the most it can cost. A call of which nobody learnt what it cost stays at that: a
    limit may hold back too early, never too late. Holds nothing of what anybody said.
    """

    model = models.CharField(max_length=100)
    at = models.DateTimeField(help_text="When it was reserved.")
    cost = models.DecimalField(
        max_digits=16, decimal_places=10, null=True, blank=True, help_text="Empty for a model without a price."
    )
    #: None where nobody knows.
    input_tokens = models.PositiveIntegerField(null=True, blank=True)
    cached_tokens = models.PositiveIntegerField(null=True, blank=True)
    output_tokens = models.PositiveIntegerField(null=True, blank=True)
    milliseconds = models.PositiveIntegerField(null=True, blank=True)
    answered = models.BooleanField(default=False)
    saved = models.DecimalField(
        max_digits=16,
        decimal_places=10,
        null=True,
        blank=True,
        help_text="Set where an answer was given again instead of a call: what the call had cost.",
    )

    class Meta:
        verbose_name = "call of a language model"
        verbose_name_plural = "calls of language models"
        indexes: ClassVar = [models.Index(fields=["at"], name="model_call_at")]

    def __str__(self) -> str:
        return f"{self.model} at {self.at:%Y-%m-%d %H:%M:%S}"
