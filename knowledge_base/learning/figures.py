"""What the FAQs were used for is counted with the replies; what was asked that none answers, here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from knowledge_base.models import FAQ, UnansweredQuestion
from receptionist.domain.periods import Edges
from receptionist.reports.buckets import bucket, within


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions of one bucket that no FAQ answered when they were asked; ``open``, those nobody has dealt with yet."""

    number: int = 0
    open: int = 0


def questions(faq_ids: Iterable[int]) -> dict[int, str]:
    """Tell the questions of FAQs; those that are no longer kept are left out."""
    return dict(FAQ.objects.filter(pk__in=list(faq_ids)).values_list("pk", "question"))


def unanswered(business_id: int, edges: Edges) -> list[Asked]:
    """Count, bucket by bucket, the questions that Sara could not answer between the edges."""
    found = [Asked() for _ in edges[1:]]
    asked = UnansweredQuestion.objects.filter(within("asked_at", edges), business=business_id)
    by_bucket = asked.annotate(bucket=bucket("asked_at", edges)).values_list("bucket").order_by()
    counts = {"number": Count("asked_at"), "open": Count("asked_at", filter=Q(resolved_at=None))}
    for number, *counted in by_bucket.annotate(**counts):
        found[number] = Asked(*counted)
    return found
