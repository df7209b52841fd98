"""Proposes an answer to a group of questions: worded by the model where there is one, else what similar FAQs say.

A draft is text for a form. It becomes an FAQ when a person saves it, and no customer hears it before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from knowledge_base.learning import model_draft
from knowledge_base.models import AnswerDraft, QuestionGroup
from knowledge_base.searching import search
from knowledge_base.searching.search import Known
from knowledge_base.tidying import tidy
from receptionist import doorbell
from receptionist.errors import ProviderError

TASK = "knowledge_base.draft_answer"
#: After so long a draft that was asked for may be asked for again: its worker has died.
LONGEST = timedelta(minutes=1)
#: Questions of a group, and FAQs, that a draft is made of.
_QUESTIONS, _FAQS = 10, 3
#: FAQs whose answers make a draft without a model.
_QUOTED = 2
#: From this likeness on an FAQ has to do with a question.
_RELATED = 0.12


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed answer, the FAQs it comes from, and what staff should know of how it came about."""

    text: str
    sources: tuple[int, ...]
    by_model: bool = False
    note: str = ""


def ask_for(group: QuestionGroup) -> bool:
    """Have a draft made by a worker; False while one is being made."""
    now = timezone.now()
    draft, is_new = AnswerDraft.objects.get_or_create(group=group, defaults={"asked_at": now})
    if not is_new:
        seen = AnswerDraft.objects.filter(pk=draft.pk, asked_at=draft.asked_at)
        if draft.made_at is None and draft.asked_at > now - LONGEST:
            return False
        if not seen.update(asked_at=now, made_at=None, text="", note="", sources=[], by_model=False):
            return False
    doorbell.ring(TASK, group.pk)
    return True


def make(group_id: int) -> None:
    """Make the draft that was asked for; nothing where none was, or it is there."""
    row = AnswerDraft.objects.select_related("group").filter(group=group_id, made_at=None).first()
    if row is None:
        return
    draft = _draft(row.group)
    AnswerDraft.objects.filter(pk=row.pk, asked_at=row.asked_at, made_at=None).update(
        text=draft.text,
        sources=list(draft.sources),
        by_model=draft.by_model,
        note=draft.note[:300],
        made_at=timezone.now(),
    )


def similar(group: QuestionGroup, *, limit: int) -> list[tuple[Known, float]]:
    """List the FAQs nearest to what a group asks, with scores from 0 to 1."""
    asked = group.questions.order_by("asked_at", "pk").values_list("question", flat=True).first()
    if not asked:
        return []
    ranked = search.shared().rank(group.business_id, tidy(asked) or asked, limit=limit)
    return [(faq, hit.score) for faq, hit in ranked]


def _draft(group: QuestionGroup) -> Draft:
    rows = group.questions.order_by("-asked_at").values_list("question", flat=True)[:_QUESTIONS]
    questions = list(dict.fromkeys(filter(None, map(tidy, rows))))
    faqs = [faq for faq, score in similar(group, limit=_FAQS) if score >= _RELATED]
    if not questions:
        return Draft("", (), note="There are no words in these questions to answer.")
    if not settings.ENV.openai_api_key.get_secret_value():
        return _quoted(faqs)
    try:
        answer = model_draft.ask(group.business, questions, faqs)
    except ProviderError as error:
        return _quoted(faqs, f"The language model gave no draft ({error.category}).")
    if answer is None:
        return _quoted(faqs, "The language model does not know: nothing in your FAQs answers this.")
    return Draft(answer.text, answer.sources, by_model=True)


def _quoted(faqs: Sequence[Known], note: str = "") -> Draft:
    if not faqs:
        return Draft("", (), note=f"{note} No FAQ is near enough to draft an answer from.".strip())
    quoted = faqs[:_QUOTED]
    return Draft("\n\n".join(faq.answer for faq in quoted), tuple(faq.id for faq in quoted), note=note)
