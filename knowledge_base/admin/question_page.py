"""One group of questions: who asked what, what it could become, and who can be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from knowledge_base.learning import askers, drafting
from knowledge_base.models import FAQ, AnswerDraft, QuestionGroup, UnansweredQuestion
from knowledge_base.tidying import tidy
from receptionist.admin import show

#: Questions of a group that are shown, the latest.
_SHOWN = 100
#: FAQs that are offered for a wording.
_OFFERED = 3
#: FAQs of which any other can be chosen.
_LISTED = 500


@dataclass(frozen=True, slots=True)
class Offered:
    """An FAQ that a wording could be added to, with its likeness in percent."""

    id: int
    question: str
    answer: str
    percent: int


def how_often(group: Any) -> str:
    """Tell how often a group of ``selectors.question_groups`` was asked, and by how many customers."""
    times = "once" if group.asked == 1 else f"{group.asked} times"
    people = f" by {group.people} people" if group.people > 1 else ""
    return f"{times}{people}"


def context(request: HttpRequest, group: Any) -> dict[str, Any]:
    """Gather what the page of a group shows, to who may see it."""
    questions, draft = _questions(group), getattr(group, "draft", None)
    may_change = request.user.has_perm("knowledge_base.change_unansweredquestion")
    is_open = group.resolved_at is None
    made = reverse("admin:knowledge_base_faq_add")
    first = questions[0].pk if questions else ""
    return {
        "title": tidy(group.headline) or show.snippet(group.headline, 160),
        "group": group,
        "how_often": how_often(group),
        "channels": [show.channel(name) for name in group.channels],
        "is_open": is_open,
        "questions": [(question, _channel(question)) for question in questions],
        "left_out": max(0, group.asked - len(questions)),
        "wordings": _wordings(questions) if is_open else [],
        "offered": _offered(group) if is_open else [],
        "others": _others(group) if is_open else [],
        "draft": draft,
        "is_drafting": draft is not None and draft.made_at is None,
        "draft_sources": _sources(draft),
        "draft_waits": draft is not None and draft.asked_at > timezone.now() - drafting.LONGEST,
        "make_url": f"{made}?from_question={first}",
        "make_of_draft_url": f"{made}?from_question={first}&draft=1",
        "may_change": may_change,
        "may_make": may_change and request.user.has_perm("knowledge_base.add_faq"),
        "may_add_wordings": may_change and request.user.has_perm("knowledge_base.change_faq"),
        **_who_asked(request, group, may_change=may_change),
    }


def _questions(group: QuestionGroup) -> list[UnansweredQuestion]:
    rows: QuerySet[UnansweredQuestion] = group.questions.select_related("conversation__contact", "said")
    return list(rows.order_by("-asked_at", "-pk")[:_SHOWN])


def _channel(question: UnansweredQuestion) -> str:
    return show.channel(question.conversation.channel) if question.conversation else ""


def _wordings(questions: list[UnansweredQuestion]) -> list[tuple[int, str]]:
    """Name each wording once, by the question that stands for it."""
    wordings: dict[str, int] = {}
    for question in questions:
        if wording := tidy(question.question):
            wordings.setdefault(wording, question.pk)
    return [(pk, wording) for wording, pk in wordings.items()]


def _offered(group: QuestionGroup) -> list[Offered]:
    similar = drafting.similar(group, limit=_OFFERED)
    return [Offered(faq.id, faq.question, show.snippet(faq.answer, 140), round(100 * score)) for faq, score in similar]


def _others(group: QuestionGroup) -> list[tuple[int, str]]:
    rows = FAQ.objects.filter(business=group.business_id).order_by("question", "pk")
    return list(rows.values_list("pk", "question")[:_LISTED])


def _sources(draft: AnswerDraft | None) -> list[FAQ]:
    return list(FAQ.objects.filter(pk__in=draft.sources)) if draft is not None else []


def _who_asked(request: HttpRequest, group: QuestionGroup, *, may_change: bool) -> dict[str, Any]:
    """List who asked, to those only who may see conversations."""
    may_see = request.user.has_perm("receptionist.view_conversation")
    found = askers.of_group(group, timezone.now()) if may_see and group.faq_id is not None else []
    return {
        "may_see_customers": may_see,
        "askers": [(asker, show.channel(asker.way) if asker.way else "") for asker in found],
        "can_tell": may_change and any(asker.way for asker in found),
        "answer": group.faq.answer if group.faq is not None else "",
    }
