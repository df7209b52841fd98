"""Which open questions an FAQ answers by now, so that staff can take them off the list together."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base import selectors
from knowledge_base.models import FAQ
from knowledge_base.searching import search
from knowledge_base.tidying import tidy

#: Open groups that are looked through, the latest: somebody waits for the page.
_LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class Answered:
    """A group of open questions, by its oldest, and how surely the FAQ answers it, in percent."""

    id: int
    headline: str
    asked: int
    percent: int


def by(faq: FAQ) -> list[Answered]:
    """List the open groups for which this FAQ comes first and would be said, the surest first."""
    if not faq.active:
        return []
    searched = search.shared()
    enough = searched.threshold(faq.business_id)
    groups = selectors.question_groups().filter(business=faq.business_id, resolved_at=None).order_by("-last")
    found = []
    for group in groups[:_LOOKED_AT]:
        words = tidy(group.headline) or group.headline
        for known, hit in searched.rank(faq.business_id, words, limit=1):
            if known.id == faq.pk and hit.score >= enough and not group.turned_down:
                found.append(Answered(group.pk, words, group.asked, round(100 * hit.score)))
    return sorted(found, key=lambda answered: -answered.percent)
