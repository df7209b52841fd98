"""Who is told, later, what nobody could answer when they asked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from knowledge_base.models.faqs import FAQ
from knowledge_base.models.questions import UnansweredQuestion
from receptionist.models import Contact, OutboundMessage


class LateAnswerStatus(models.TextChoices):
    """How far a late answer has come."""

    PENDING = "pending"
    QUEUED = "queued"
    SENT = "sent"
    SKIPPED = "skipped"
    FAILED = "failed"


#: In these somebody still has to look at it.
UNSETTLED = (LateAnswerStatus.PENDING, LateAnswerStatus.QUEUED)


class LateAnswer(models.Model):
    """One customer who is to be told what an FAQ now answers. Nobody is told the same FAQ twice."""

    faq = models.ForeignKey(FAQ, null=True, on_delete=models.SET_NULL, related_name="late_answers", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="late_answers")
    #: What they had asked.
    question = models.ForeignKey(UnansweredQuestion, on_delete=models.CASCADE, related_name="late_answers")
    #: The user name of who had it sent.
    sent_by = models.CharField(max_length=150)
    created_at = models.DateTimeField(auto_now_add=True)
    status = models.CharField(max_length=10, choices=LateAnswerStatus.choices, default=LateAnswerStatus.PENDING)
    #: Why it waits, or was not sent: a word of the delivery plan's, or of our own.
    why = models.CharField(max_length=20, blank=True)
    next_at = models.DateTimeField()
    message = models.OneToOneField(
        OutboundMessage, null=True, blank=True, on_delete=models.SET_NULL, related_name="late_answer"
    )

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["faq", "contact"], name="one_late_answer_a_customer")]
        indexes: ClassVar = [
            models.Index(fields=["next_at"], condition=Q(status__in=["pending", "queued"]), name="late_answer_due")
        ]

    def __str__(self) -> str:
        return f"Late answer {self.pk}"
