"""Asking the knowledge base as the dialogue does."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from knowledge_base.answers.answering import Answers
from receptionist.domain.events import AnswerFound, AnswerUnclear
from receptionist.domain.knowledge import AnswerBlocked, Asked


def ask(
    business_id: int, question: str, language: str = "en", *, now: datetime | None = None, before: str = ""
) -> AnswerFound | AnswerUnclear | AnswerBlocked | None:
    """Ask, and take whatever comes; a question with another ``before`` it follows up on that."""
    asked = Asked(
        question=question, language=language, now=now or timezone.now(), before=before, follows_up=bool(before)
    )
    return Answers().answer(business_id, asked)


def find(
    business_id: int, question: str, language: str = "en", *, now: datetime | None = None, before: str = ""
) -> AnswerFound | None:
    """Ask what one answer should be found to, or none."""
    found = ask(business_id, question, language, now=now, before=before)
    assert found is None or isinstance(found, AnswerFound), found
    return found
