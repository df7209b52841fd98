"""What customers asked and was not answered, or not well; put together by meaning, as staff deal with it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from knowledge_base.models.faqs import FAQ
from knowledge_base.tidying import tidy
from receptionist.models import Business, Conversation


class QuestionGroup(models.Model):
    """Questions that ask the same. It is resolved once staff made an FAQ of it, or dismissed it.

    It holds no words of a customer's: what it is called is its oldest question.
    """

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="question_groups")
    created_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    #: The user name of who resolved it.
    resolved_by = models.CharField(max_length=150, blank=True)
    #: The FAQ that now answers it; empty when it was dismissed.
    faq = models.ForeignKey(FAQ, null=True, blank=True, on_delete=models.SET_NULL, related_name="answers_groups")
    #: Where its questions went, once they turned out to ask what another group asks: old links lead there.
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "unanswered question"
        verbose_name_plural = "unanswered questions"
        # Who may see and change the questions may see and change their groups.
        default_permissions: ClassVar = []
        indexes: ClassVar = [
            models.Index(
                fields=["business"], condition=Q(resolved_at=None, merged_into=None), name="question_group_open"
            )
        ]

    def __str__(self) -> str:
        # Whoever read the group with its questions calls it by them.
        headline = getattr(self, "headline", "")
        return tidy(headline)[:80] or headline[:80] or f"Questions {self.pk}"


class UnansweredQuestion(models.Model):
    """A question Sara had no answer to, or none that the customer took for one."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="unanswered_questions")
    question = models.TextField()
    conversation = models.ForeignKey(
        Conversation, null=True, blank=True, on_delete=models.SET_NULL, related_name="unanswered_questions"
    )
    #: Why nothing was said though an FAQ answers it, in words for staff; mostly empty.
    why = models.CharField(max_length=300, blank=True)
    idempotency_key = models.CharField(max_length=80, unique=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    #: The FAQ that now answers it; empty when it was dismissed.
    faq = models.ForeignKey(FAQ, null=True, blank=True, on_delete=models.SET_NULL, related_name="answers_questions")
    #: Empty for the moment until a worker has found the group it belongs to.
    group = models.ForeignKey(
        QuestionGroup, null=True, blank=True, on_delete=models.SET_NULL, related_name="questions", db_index=False
    )
    #: Whether it was answered and the customer turned the answer down.
    badly_received = models.BooleanField(default=False)
    #: The FAQ that was said in that case, while there is such an FAQ.
    said = models.ForeignKey(FAQ, null=True, blank=True, on_delete=models.SET_NULL, related_name="turned_down")

    class Meta:
        ordering: ClassVar = ["-asked_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["business", "-asked_at"], condition=Q(resolved_at=None), name="question_open"),
            models.Index(fields=["business", "asked_at"], include=["resolved_at"], name="question_asked"),
            models.Index(fields=["group", "asked_at"], name="question_in_group"),
            models.Index(fields=["business"], condition=Q(group=None, resolved_at=None), name="question_ungrouped"),
        ]

    def __str__(self) -> str:
        return self.question[:80]
