"""What staff do with questions that were not answered: always with all of a group, and whoever comes second is told.

Whoever needs an FAQ and a group locks the FAQ first, as whoever saves one and then resolves questions with it does (see
``locking``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils import timezone

from knowledge_base import locking
from knowledge_base.models import FAQ, QuestionGroup, UnansweredQuestion
from knowledge_base.tidying import tidy
from receptionist import audit

#: Other wordings of one FAQ; more make no search any better.
MOST_WORDINGS = 100


def answer_with(group_id: int, faq: FAQ, *, by: str) -> int:
    """Note that an FAQ now answers a group's questions, and return how many were open.

    0 when somebody was faster, or where the FAQ is gone or another business's. ``by`` is a user name.
    """
    with transaction.atomic():
        standing = _standing(faq.pk)
        group = _open(group_id)
        if standing is None or group is None or group.business_id != standing.business_id:
            return 0
        return _resolve(group, standing, by)


def dismiss(group_id: int, *, by: str) -> int:
    """Put a group away without an FAQ, and return how many questions were open; as ``answer_with``."""
    with transaction.atomic():
        group = _open(group_id)
        return _resolve(group, None, by) if group is not None else 0


def reopen(group_id: int, *, by: str) -> bool:
    """Take back that a group was resolved; False where it is open."""
    with transaction.atomic():
        group = QuestionGroup.objects.select_for_update().filter(pk=group_id, merged_into=None).first()
        if group is None or group.resolved_at is None:
            return False
        group.questions.update(resolved_at=None, faq=None)
        group.resolved_at, group.resolved_by, group.faq = None, "", None
        group.save(update_fields=["resolved_at", "resolved_by", "faq"])
        audit.record("questions.reopened", business_id=group.business_id, group=group.pk, by=by)
    return True


def add_wordings(group_id: int, faq_id: int, question_ids: Collection[int], *, by: str) -> FAQ | None:
    """Add these questions of a group to an FAQ as other wordings, and resolve the group with it.

    None when somebody was faster, or the FAQ is gone or another business's: nothing is changed then.
    """
    with transaction.atomic():
        faq = _standing(faq_id)
        if faq is not None:
            locking.versions([faq.business_id])
        group = _open(group_id)
        if faq is None or group is None or group.business_id != faq.business_id:
            return None
        asked = group.questions.filter(pk__in=question_ids).order_by("asked_at").values_list("question", flat=True)
        faq.wordings = [*faq.wordings, *new_wordings(faq, asked)][: max(MOST_WORDINGS, len(faq.wordings))]
        faq.save(update_fields=["wordings", "updated_at"])
        _resolve(group, faq, by)
    return faq


def new_wordings(faq: FAQ, asked: Iterable[str]) -> list[str]:
    """Clean up questions to be an FAQ's wordings; what it has already is left out, and so is the same again."""
    known = {_bare(text) for text in (faq.question, *faq.wordings)}
    new = {_bare(wording): wording for wording in map(tidy, asked) if wording}
    return [wording for bare, wording in new.items() if bare not in known]


def group_of(question: UnansweredQuestion) -> QuestionGroup:
    """Return the group of a question; one that no worker has come to yet gets one of its own."""
    with transaction.atomic():
        row = UnansweredQuestion.objects.select_for_update(of=("self",)).select_related("group").get(pk=question.pk)
        if row.group is None:
            row.group = QuestionGroup.objects.create(
                business_id=row.business_id, resolved_at=row.resolved_at, faq_id=row.faq_id
            )
            row.save(update_fields=["group"])
        return row.group


def _standing(faq_id: int) -> FAQ | None:
    """Lock an FAQ, but not its key: a customer's question that names it is kept from nothing."""
    return FAQ.objects.select_for_update(no_key=True).filter(pk=faq_id).first()


def _open(group_id: int) -> QuestionGroup | None:
    """Lock a group, or the one it went into; None where it is no longer open."""
    rows = QuestionGroup.objects.select_for_update()
    group = rows.filter(pk=group_id).first()
    while group is not None and group.merged_into_id is not None:
        group = rows.filter(pk=group.merged_into_id).first()
    return group if group is not None and group.resolved_at is None else None


def _resolve(group: QuestionGroup, faq: FAQ | None, by: str) -> int:
    now = timezone.now()
    group.resolved_at, group.resolved_by, group.faq = now, by, faq
    group.save(update_fields=["resolved_at", "resolved_by", "faq"])
    questions = group.questions.filter(resolved_at=None).update(resolved_at=now, faq=faq)
    how = {"faq": faq.pk} if faq is not None else {}
    audit.record("questions.resolved", business_id=group.business_id, group=group.pk, questions=questions, by=by, **how)
    return questions


def _bare(text: str) -> str:
    return text.casefold().strip(" ?\u00bf.!")
