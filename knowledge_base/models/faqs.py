"""What the business knows: its FAQs."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from receptionist.models import Business


def _name(version: object) -> str:
    return str(getattr(version, "history_user_id", ""))


def _note_name(version: object, author: object) -> None:
    version.history_user_id = str(author or "")  # type: ignore[attr-defined]  # the library's own


def _author(request: object = None, **_: object) -> object:
    return getattr(request, "user", "")


class FAQ(models.Model):
    """A question customers ask and the answer they get. Sara says ``answer`` word for word."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="faqs")
    question = models.CharField(max_length=300, help_text="As a customer would ask it.")
    wordings = ArrayField(models.CharField(max_length=300), default=list, blank=True, verbose_name="other wordings")
    answer = models.TextField(max_length=4000, help_text="Sara says exactly this.")
    spoken_answer = models.TextField(
        max_length=600,
        blank=True,
        help_text="What a caller hears instead, in one or two sentences. Empty: the first sentences of the answer.",
    )
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    language = models.CharField(
        max_length=2, blank=True, help_text="Two letters such as en or es. Empty: used whatever language is spoken."
    )
    translation_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="translations",
        help_text="The same FAQ in another language. Whichever of the two a question finds, customers get the answer "
        "in their own language; the dates of the other one hold for both.",
    )
    valid_from = models.DateField(
        null=True, blank=True, help_text="The first day on which Sara uses it; empty: from now on."
    )
    valid_until = models.DateField(
        null=True, blank=True, help_text="The last day on which Sara uses it; empty: without an end."
    )
    active = models.BooleanField(default=True, help_text="Switched off, Sara does not use it.")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    #: Every version, written by whatever saves or deletes; an author's name outlives the account.
    history = HistoricalRecords(
        custom_model_name="FaqRecord",
        excluded_fields=["created_at", "updated_at"],
        history_id_field=models.BigAutoField(primary_key=True),
        history_user_id_field=models.CharField(max_length=150, blank=True),
        history_user_getter=_name,
        history_user_setter=_note_name,
        get_user=_author,
    )

    class Meta:
        verbose_name = "FAQ"
        verbose_name_plural = "FAQs"
        ordering: ClassVar = ["question", "id"]
        indexes: ClassVar = [models.Index(fields=["business"], condition=Q(active=True), name="faq_active")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")),
                name="faq_ends_after_start",
                violation_error_message="The last day must not be before the first.",
            ),
            models.CheckConstraint(
                condition=~Q(translation_of=F("id")),
                name="faq_translates_another",
                violation_error_message="An FAQ cannot be a translation of itself.",
            ),
            models.UniqueConstraint(
                fields=["translation_of", "language"],
                name="one_translation_a_language",
                violation_error_message="That FAQ has a translation into this language already.",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def is_seasonal(self) -> bool:
        """Whether it holds for a time only."""
        return self.valid_from is not None or self.valid_until is not None

    def holds_on(self, day: date) -> bool:
        """Whether Sara uses it on a day, as the business counts days."""
        begun = self.valid_from is None or self.valid_from <= day
        return self.active and begun and (self.valid_until is None or day <= self.valid_until)


class FaqVersion(models.Model):
    """Which state of a business's FAQs is current. A database trigger gives a new one with every change, however made.

    No foreign key: the trigger also fires while a business is being deleted with its FAQs.
    """

    business_id = models.BigIntegerField(primary_key=True)
    version = models.UUIDField(default=uuid.uuid4)
    #: The version all of whose texts have their vectors, and the model they are of.
    embedded = models.UUIDField(null=True, blank=True)
    embedded_by = models.CharField(max_length=60, blank=True, default="", db_default="")
    #: Until when somebody is at work on them; whoever dies over it is followed by another after that.
    embedding_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"FAQs of business {self.business_id}: {self.version}"
