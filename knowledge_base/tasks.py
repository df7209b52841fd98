"""Celery's doors to the knowledge base: each does what its one line says."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from knowledge_base.learning import arranging, drafting, late_answers
from knowledge_base.searching import vectors


@shared_task(name="knowledge_base.embed")
def embed(business_id: int) -> None:
    """Make the vectors that a business's FAQs lack."""
    vectors.keep_up(business_id)


@shared_task(name="knowledge_base.sweep")
def sweep() -> None:
    """Ring for every business whose FAQs have changed since their vectors were made."""
    vectors.sweep()


@shared_task(name="knowledge_base.arrange_questions")
def arrange_questions(business_id: int) -> None:
    """Put a business's open questions into groups that ask the same."""
    arranging.arrange(business_id)


@shared_task(name="knowledge_base.draft_answer")
def draft_answer(group_id: int) -> None:
    """Propose an answer to a group of questions."""
    drafting.make(group_id)


@shared_task(name="knowledge_base.send_late_answer")
def send_late_answer(late_answer_id: int) -> None:
    """Tell one customer what can be answered now."""
    late_answers.deal_with(late_answer_id, timezone.now())


@shared_task(name="knowledge_base.tend_questions")
def tend_questions() -> None:
    """Ring for questions without a group, and look after the late answers that are due or on their way."""
    arranging.sweep()
    late_answers.send_due(timezone.now())
