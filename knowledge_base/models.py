"""What the business knows: its FAQs, and the questions nobody has answered yet."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from receptionist.models import Business, Conversation


class FAQ(models.Model):
    """A question customers ask and the answer they get. Sara says ``answer`` word for word."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="faqs")
    question = models.CharField(max_length=300, help_text="As a customer would ask it.")
    wordings = ArrayField(models.CharField(max_length=300), default=list, blank=True, verbose_name="other wordings")
    answer = models.TextField(max_length=4000, help_text="Sara says exactly this.")
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    language = models.CharField(
        max_length=2, blank=True, help_text="Two letters such as en or es. Empty: used whatever language is spoken."
    )
    active = models.BooleanField(default=True, help_text="Switched off, Sara does not use it.")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "FAQ"
        verbose_name_plural = "FAQs"
        ordering: ClassVar = ["question", "id"]
        indexes: ClassVar = [models.Index(fields=["business"], condition=Q(active=True), name="faq_active")]

    def __str__(self) -> str:
        return self.question


class FaqVersion(models.Model):
    """Which state of a business's FAQs is current. A database trigger gives a new one with every change, however made.

    No foreign key: the trigger also fires while a business is being deleted with its FAQs.
    """

    business_id = models.BigIntegerField(primary_key=True)
    version = models.UUIDField(default=uuid.uuid4)

    def __str__(self) -> str:
        return f"FAQs of business {self.business_id}: {self.version}"


class UnansweredQuestion(models.Model):
    """A question Sara had no answer to. It is resolved once staff made an FAQ of it or dismissed it."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="unanswered_questions")
    question = models.TextField()
    conversation = models.ForeignKey(
        Conversation, null=True, blank=True, on_delete=models.SET_NULL, related_name="unanswered_questions"
    )
    idempotency_key = models.CharField(max_length=80, unique=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    #: The FAQ that now answers it; empty when it was dismissed.
    faq = models.ForeignKey(FAQ, null=True, blank=True, on_delete=models.SET_NULL, related_name="answers_questions")

    class Meta:
        ordering: ClassVar = ["-asked_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["business", "-asked_at"], condition=Q(resolved_at=None), name="question_open")
        ]

    def __str__(self) -> str:
        return self.question[:80]
