"""Which FAQs cannot be said as things stand, and why: a service was renamed, a price is missing."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from knowledge_base.answers.live import LiveFacts
from knowledge_base.editing.validation import broken_placeholders
from knowledge_base.models import FAQ

#: As many are looked at, and named; who has more mends these first.
_LOOKED_AT, _NAMED = 500, 20


@dataclass(frozen=True, slots=True)
class Unsayable:
    """An FAQ that customers do not get, and why."""

    faq: FAQ
    why: str


def unsayable(business_id: int | None = None) -> list[Unsayable]:
    """List the active FAQs whose placeholders stand for nothing; of every business for None."""
    rows = FAQ.objects.filter(active=True).select_related("business")
    rows = rows if business_id is None else rows.filter(business_id=business_id)
    found, facts, now = [], dict[int, LiveFacts](), timezone.now()
    for faq in (rows.filter(answer__contains="{") | rows.filter(spoken_answer__contains="{"))[:_LOOKED_AT]:
        # Read once a business: what a placeholder lacks, it lacks in every language.
        of_business = facts.setdefault(faq.business_id, LiveFacts(faq.business, faq.business.language, now))
        why = next((why for _, why in broken_placeholders(faq, of_business)), None)
        if why is not None:
            found.append(Unsayable(faq, why))
    return found[:_NAMED]
