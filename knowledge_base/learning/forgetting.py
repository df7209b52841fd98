"""What the knowledge base keeps of a customer: what they asked, and who was told the answer later."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import QuerySet

from knowledge_base.models import AnswerDraft, LateAnswer, QuestionGroup, UnansweredQuestion


class QuestionData:
    """The questions of a customer; an FAQ that staff made of one is the business's own words, and stays."""

    def kept(self, contact_id: int) -> Mapping[str, int]:
        """Count the questions, and the answers that were told later."""
        return {
            "unanswered questions": _questions(contact_id).count(),
            "late answers": LateAnswer.objects.filter(contact=contact_id).count(),
        }

    @transaction.atomic
    def erase(self, contact_id: int) -> None:
        """Remove them, drafts that may quote them, and groups in which nothing is left."""
        groups = sorted(set(_questions(contact_id).exclude(group=None).values_list("group", flat=True)))
        # Whoever is putting a question into one of them waits, and finds it gone.
        list(QuestionGroup.objects.select_for_update().filter(pk__in=groups).order_by("pk"))
        LateAnswer.objects.filter(contact=contact_id).delete()
        _questions(contact_id).delete()
        AnswerDraft.objects.filter(group__in=groups).delete()
        QuestionGroup.objects.filter(pk__in=groups, questions=None).delete()


def _questions(contact_id: int) -> QuerySet[UnansweredQuestion]:
    return UnansweredQuestion.objects.filter(conversation__contact_id=contact_id)
