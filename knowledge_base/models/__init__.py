"""What the business knows, the questions nobody has answered yet, and what becomes of them."""

from __future__ import annotations

from knowledge_base.models.drafts import AnswerDraft
from knowledge_base.models.embeddings import Calibration, FaqEmbedding
from knowledge_base.models.faqs import FAQ, FaqVersion
from knowledge_base.models.imports import FaqImport
from knowledge_base.models.late_answers import UNSETTLED, LateAnswer, LateAnswerStatus
from knowledge_base.models.questions import QuestionGroup, UnansweredQuestion

__all__ = [
    "FAQ",
    "UNSETTLED",
    "AnswerDraft",
    "Calibration",
    "FaqEmbedding",
    "FaqImport",
    "FaqVersion",
    "LateAnswer",
    "LateAnswerStatus",
    "QuestionGroup",
    "UnansweredQuestion",
]
