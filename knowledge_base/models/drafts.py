"""Answers that nobody has approved yet."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from knowledge_base.models.questions import QuestionGroup


class AnswerDraft(models.Model):
    """A proposed answer to a group of questions: text for a form. Sara never says it."""

    group = models.OneToOneField(QuestionGroup, on_delete=models.CASCADE, related_name="draft")
    text = models.TextField(blank=True)
    #: Whether the model worded it; otherwise it is what similar FAQs say.
    by_model = models.BooleanField(default=False)
    #: The ids of the FAQs it comes from, the nearest first.
    sources = ArrayField(models.BigIntegerField(), default=list)
    #: What staff should know of how it came about, in a sentence.
    note = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()
    #: Empty while a worker is at it.
    made_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Draft for questions {self.group_id}"
