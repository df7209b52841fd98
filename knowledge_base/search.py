"""The Knowledge port: the business's FAQs, searched in memory, and the questions they do not answer."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from knowledge_base.models import FAQ, FaqVersion, UnansweredQuestion
from knowledge_base.ranking import ANSWER_FROM, Entry, Hit, Ranking
from receptionist.domain.events import AnswerFound, AnswerMissing

#: Scores this close are the same answer in two languages rather than two answers.
_AS_GOOD = 0.1


@dataclass(frozen=True, slots=True)
class Known:
    """An active FAQ, as held in memory."""

    id: int
    question: str
    wordings: tuple[str, ...]
    answer: str
    language: str


@dataclass(frozen=True, slots=True)
class Library:
    """One business's active FAQs in one version."""

    version: UUID | None
    faqs: dict[int, Known]
    ranking: Ranking


class FaqSearch:
    """Answers from the FAQs, or says that it does not know.

    Each process keeps the FAQs of a business in memory; one small query a search tells whether they have changed.
    """

    def __init__(self) -> None:
        self._libraries: dict[int, Library] = {}
        self._loading = Lock()

    def answer(self, business_id: int, question: str, language: str) -> AnswerFound | None:
        """Find the FAQ that answers a question, or None when none does well enough.

        Among FAQs that fit about equally well, one in the customer's language, or in none in particular, goes first.
        """
        ranked = [(faq, hit) for faq, hit in self.rank(business_id, question) if hit.score >= ANSWER_FROM]
        if not ranked:
            return None
        alike = [faq for faq, hit in ranked if hit.score >= ranked[0][1].score - _AS_GOOD]
        best = min(alike, key=lambda faq: faq.language not in {"", language})
        return AnswerFound(faq_id=best.id, answer=best.answer)

    def rank(self, business_id: int, question: str, *, limit: int = 5) -> list[tuple[Known, Hit]]:
        """List the best FAQs with their scores, also those below the threshold."""
        library = self._library(business_id)
        return [(library.faqs[hit.id], hit) for hit in library.ranking.rank(question, limit=limit)]

    def keep_unanswered(self, business_id: int, question: str, conversation_id: int, key: str) -> AnswerMissing:
        """Keep a question for staff; the same key keeps it once."""
        kept, _ = UnansweredQuestion.objects.get_or_create(
            idempotency_key=key,
            defaults={"business_id": business_id, "question": question, "conversation_id": conversation_id},
        )
        return AnswerMissing(question=kept.question)

    def _library(self, business_id: int) -> Library:
        # The version is read before the FAQs: a change in between is loaded again, never missed.
        version = FaqVersion.objects.filter(business_id=business_id).values_list("version", flat=True).first()
        library = self._libraries.get(business_id)
        if library is not None and library.version == version:
            return library
        with self._loading:
            library = self._libraries.get(business_id)
            if library is None or library.version != version:
                library = _load(business_id, version)
                self._libraries[business_id] = library
        return library


def _load(business_id: int, version: UUID | None) -> Library:
    rows = FAQ.objects.filter(business_id=business_id, active=True)
    faqs = {row.pk: Known(row.pk, row.question, tuple(row.wordings), row.answer, row.language) for row in rows}
    entries = (Entry(faq.id, faq.question, faq.wordings, faq.answer) for faq in faqs.values())
    return Library(version, faqs, Ranking(entries))
