"""Keeps the questions that were not answered, or not well: once each, and a worker finds what else asks the same."""

from __future__ import annotations

from knowledge_base.models import FAQ, UnansweredQuestion
from knowledge_base.searching.entries import LONGEST_QUESTION
from receptionist import doorbell

_LONGEST_WHY = 300
#: The task that puts a business's questions together.
ARRANGE = "knowledge_base.arrange_questions"


def keep(
    business_id: int, question: str, conversation_id: int | None, key: str, *, why: str = "", said: int | None = None
) -> UnansweredQuestion:
    """Keep a question for staff; the same ``key`` keeps it once.

    ``why`` is a sentence on why an FAQ that answers it could not be said; ``said`` is the FAQ from which it was
    answered, where the customer turned that down.
    """
    kept, is_new = UnansweredQuestion.objects.get_or_create(
        idempotency_key=key,
        defaults={
            "business_id": business_id,
            "question": question[:LONGEST_QUESTION],
            "conversation_id": conversation_id,
            "why": why[:_LONGEST_WHY],
            "badly_received": said is not None,
            # It may have been deleted a moment ago.
            "said": FAQ.objects.filter(pk=said, business_id=business_id).first() if said is not None else None,
        },
    )
    if is_new:
        doorbell.ring(ARRANGE, business_id)
    return kept
