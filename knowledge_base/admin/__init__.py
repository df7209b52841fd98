"""The knowledge base as staff keep it."""

from __future__ import annotations

from knowledge_base.admin.faqs import FaqAdmin
from knowledge_base.admin.questions import QuestionGroupAdmin, UnansweredQuestionAdmin

__all__ = ["FaqAdmin", "QuestionGroupAdmin", "UnansweredQuestionAdmin"]
