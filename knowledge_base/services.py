"""What staff do with questions nobody had an answer to."""

from __future__ import annotations

from django.utils import timezone

from knowledge_base.models import FAQ, UnansweredQuestion


def resolve_with(question_id: int, faq: FAQ) -> bool:
    """Note that an FAQ now answers the question; False when somebody was faster or the business is another."""
    return bool(
        UnansweredQuestion.objects.filter(pk=question_id, business_id=faq.business_id, resolved_at=None).update(
            resolved_at=timezone.now(), faq=faq
        )
    )


def dismiss(question_ids: list[int]) -> int:
    """Put questions away without an FAQ; tells how many were still open."""
    return UnansweredQuestion.objects.filter(pk__in=question_ids, resolved_at=None).update(resolved_at=timezone.now())
