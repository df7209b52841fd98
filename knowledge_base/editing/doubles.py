"""FAQs that ask nearly the same as another, and whether their answers agree."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base.editing.contradictions import contradictions
from knowledge_base.models import FAQ
from knowledge_base.searching import search

#: From this likeness on two questions are told to be very like; they may still be meant apart.
VERY_LIKE = 0.8
#: Wordings of the FAQ that are compared, and FAQs that are told of.
_COMPARED, _TOLD = 20, 3


@dataclass(frozen=True, slots=True)
class Double:
    """An FAQ that asks nearly the same."""

    faq_id: int
    question: str
    #: From 0 to 1.
    likeness: float
    #: What the answers differ in, in words for staff; empty where they agree.
    differs: tuple[str, ...]


def doubles(faq: FAQ) -> list[Double]:
    """List the active FAQs of the same business that are very like this one, the likest first."""
    found: dict[int, Double] = {}
    for text in [faq.question, *faq.wordings][:_COMPARED]:
        for other, likeness in search.shared().similar(faq.business_id, text, limit=_TOLD + 1):
            known = found.get(other.id)
            if other.id == faq.pk or likeness < VERY_LIKE or (known and known.likeness >= likeness):
                continue
            if "" not in {faq.language, other.language} and faq.language != other.language:
                # The same question in another language is a translation.
                continue
            differs = tuple(contradictions(faq.answer, other.answer))
            found[other.id] = Double(other.id, other.question, likeness, differs)
    return sorted(found.values(), key=lambda each: -each.likeness)[:_TOLD]
