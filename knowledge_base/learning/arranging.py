"""Puts open questions into groups that ask the same: what staff have before them stays, and grows together.

Texts are compared outside of any transaction. Then one worker at a time for each business writes what came of it, if
no question has come or gone meanwhile. A group is never torn apart: a new question joins one, and one whose questions
all belong with another's joins that.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from knowledge_base.answers import keeping
from knowledge_base.learning.grouping import group
from knowledge_base.models import QuestionGroup, UnansweredQuestion
from receptionist import doorbell

#: Open questions that are compared, the newest; a business with more has other things to see to first.
MOST = 3_000
#: How often the texts are compared anew because questions have come or gone; the last time nobody else may write.
_TRIES = 3


@dataclass(frozen=True, slots=True)
class _Open:
    """An open question."""

    id: int
    text: str
    group: int | None


def arrange(business_id: int) -> None:
    """Find a group for every open question of a business that has none; doing so again changes nothing."""
    for left in reversed(range(_TRIES)):
        seen = _read(business_id)
        if all(question.group for question in seen):
            return
        together = group([question.text for question in seen])
        with transaction.atomic():
            _one_at_a_time(business_id)
            now = _read(business_id)
            if _texts(now) != _texts(seen):
                if left:
                    continue
                together = group([question.text for question in now])
            _write(business_id, now, together)
            return


def sweep() -> None:
    """Ring for every business with a question that has no group: its ring was lost."""
    left = UnansweredQuestion.objects.filter(group=None, resolved_at=None)
    for business_id in left.order_by("business_id").values_list("business_id", flat=True).distinct():
        doorbell.ring(keeping.ARRANGE, business_id)


def _read(business_id: int) -> list[_Open]:
    """Return open questions, the oldest first: the first of a group is the one that the others are like."""
    rows = UnansweredQuestion.objects.filter(business_id=business_id, resolved_at=None).order_by("-asked_at", "-pk")
    newest = rows.values_list("pk", "question", "group_id")[:MOST]
    return [_Open(*row) for row in reversed(newest)]


def _texts(questions: Sequence[_Open]) -> list[tuple[int, str]]:
    return [(question.id, question.text) for question in questions]


def _one_at_a_time(business_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('knowledge_base.arrange', %s))", [business_id])


def _write(business_id: int, questions: Sequence[_Open], together: Sequence[Sequence[int]]) -> None:
    sizes = Counter(question.group for question in questions)
    # Staff who resolve one of these groups meanwhile wait, or have done so.
    ids = sorted(pk for pk in sizes if pk is not None)
    open_ones = QuestionGroup.objects.filter(pk__in=ids, resolved_at=None, merged_into=None)
    groups = {row.pk: row for row in open_ones.select_for_update().order_by("pk")}
    moves: dict[int, list[int]] = defaultdict(list)
    for places in together:
        alike = [questions[place] for place in places]
        here = Counter(pk for pk in (question.group for question in alike) if pk is not None and pk in groups)
        lone = [question.id for question in alike if question.group is None]
        if not here:
            if lone:
                moves[QuestionGroup.objects.create(business_id=business_id).pk] += lone
            continue
        # Most of them, else the oldest.
        home = min(here, key=lambda pk: (-here[pk], pk))
        moves[home] += lone
        for pk in here:
            if pk != home and here[pk] == sizes[pk]:
                _merge(groups[pk], home)
    for home, ids in moves.items():
        UnansweredQuestion.objects.filter(pk__in=ids, group=None, resolved_at=None).update(group=home)


def _merge(row: QuestionGroup, home: int) -> None:
    row.questions.update(group=home)
    QuestionGroup.objects.filter(pk=row.pk).update(merged_into=home)
