"""Questions that customers asked, as the dialogue keeps them."""

from __future__ import annotations

from datetime import datetime
from itertools import count

from django.utils import timezone

from knowledge_base.answers import keeping
from knowledge_base.answers.answering import Answers
from knowledge_base.learning import arranging
from knowledge_base.models import QuestionGroup, UnansweredQuestion
from receptionist.domain.knowledge import Asked
from receptionist.models import Business, Conversation
from tests.people import converse

_numbers = count(1)


def ask(
    business: Business, text: str, conversation: Conversation | None = None, *, at: datetime | None = None
) -> UnansweredQuestion:
    """Keep a question of a customer, a new one unless a conversation is given."""
    number = next(_numbers)
    conversation = conversation or converse(business, f"+1202555{number:04}", name=f"Customer {number}")
    kept = keeping.keep(business.pk, text, conversation.pk, f"asked:{number}")
    if at is not None:
        UnansweredQuestion.objects.filter(pk=kept.pk).update(asked_at=at)
    return kept


def answer(business: Business, question: str) -> object:
    """Return what a customer would be answered."""
    return Answers().answer(business.pk, Asked(question=question, language="en", now=timezone.now()))


def group_asking(business: Business, *texts: str) -> QuestionGroup:
    """Keep questions that ask the same, and return the group they are in."""
    first, *_ = [ask(business, text) for text in texts]
    arranging.arrange(business.pk)
    first.refresh_from_db()
    assert first.group is not None
    return first.group


def asked_together(business: Business) -> list[set[str]]:
    """Return the questions of each open group, the oldest group first."""
    groups = QuestionGroup.objects.filter(business=business, resolved_at=None, merged_into=None).order_by("pk")
    return [set(group.questions.values_list("question", flat=True)) for group in groups]
