"""The knowledge base in the API."""

from __future__ import annotations

from rest_framework import serializers
from rest_framework.viewsets import ReadOnlyModelViewSet

from knowledge_base.models import FAQ, UnansweredQuestion
from knowledge_base.transfer.rows import FIELDS


class FaqSerializer(serializers.ModelSerializer[FAQ]):
    """A question and its answer."""

    class Meta:
        model = FAQ
        fields = ("id", "business", *FIELDS, "created_at", "updated_at")


class FaqViewSet(ReadOnlyModelViewSet[FAQ]):
    """The FAQs Sara answers from."""

    queryset = FAQ.objects.order_by("-id")
    serializer_class = FaqSerializer


class UnansweredQuestionSerializer(serializers.ModelSerializer[UnansweredQuestion]):
    """A question Sara had no answer to; ``resolved_at`` is empty while nobody has dealt with it."""

    class Meta:
        model = UnansweredQuestion
        fields = ("id", "business", "question", "conversation", "asked_at", "resolved_at", "faq", "why")


class UnansweredQuestionViewSet(ReadOnlyModelViewSet[UnansweredQuestion]):
    """Questions that no FAQ answered, newest first."""

    queryset = UnansweredQuestion.objects.order_by("-id")
    serializer_class = UnansweredQuestionSerializer


routes = [
    ("faqs", FaqViewSet, "faq"),
    ("unanswered-questions", UnansweredQuestionViewSet, "unanswered-question"),
]
