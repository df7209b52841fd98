"""What the knowledge base keeps of a customer: the questions nobody could answer, in the customer's own words."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import QuerySet

from knowledge_base.models import UnansweredQuestion


class QuestionData:
    """The questions of a customer; an FAQ that staff made of one is the business's own words, and stays."""

    def kept(self, contact_id: int) -> Mapping[str, int]:
        """Count the questions."""
        return {"unanswered questions": _questions(contact_id).count()}

    def erase(self, contact_id: int) -> None:
        """Remove the questions."""
        _questions(contact_id).delete()


def _questions(contact_id: int) -> QuerySet[UnansweredQuestion]:
    return UnansweredQuestion.objects.filter(conversation__contact_id=contact_id)
