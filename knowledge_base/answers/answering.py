"""The Knowledge port: answers from the FAQs, and the questions they do not answer."""

from __future__ import annotations

from knowledge_base.answers import candidates, keeping
from knowledge_base.answers.live import CannotSayError, LiveFacts
from knowledge_base.models import FAQ
from receptionist.domain.events import AnswerFound, AnswerMissing, AnswerUnclear, TurnedDown
from receptionist.domain.knowledge import AnswerBlocked, Asked, Choice

#: Answers a customer is asked to choose from: more than two are no question but a menu.
_CHOICES = 2


class Answers:
    """Answers from the FAQs, or says that it does not know."""

    def answer(self, business_id: int, asked: Asked) -> AnswerFound | AnswerUnclear | AnswerBlocked | None:
        """Find the FAQ that answers a question, or those of which one may be meant; None when none does well enough.

        Among FAQs that fit about equally well, one in the customer's language, or in none in particular, goes first,
        and then one that holds for this season.
        """
        question, found = candidates.find(business_id, asked)
        if not found:
            return None
        if len(found) > 1:
            choices = tuple(Choice(each.said.pk, each.said.question) for each in found[:_CHOICES])
            return AnswerUnclear(question, choices)
        return _said(found[0].said, question, asked)

    def answer_of(self, business_id: int, faq_id: int, asked: Asked) -> AnswerFound | AnswerBlocked | None:
        """Give the answer of one FAQ, which was chosen; None when it is not to be used any more."""
        found = candidates.chosen(business_id, faq_id, asked)
        return _said(found.said, asked.question, asked) if found else None

    def keep_unanswered(
        self, business_id: int, question: str, conversation_id: int | None, key: str, *, why: str = ""
    ) -> AnswerMissing:
        """Keep a question for staff, and why nothing could be said if that is known; the same key keeps it once."""
        return AnswerMissing(question=keeping.keep(business_id, question, conversation_id, key, why=why).question)

    def keep_badly_answered(
        self, business_id: int, question: str, faq_id: int, *, conversation_id: int | None, key: str
    ) -> TurnedDown:
        """Keep a question for staff whose answer was turned down; the same key keeps it once."""
        keeping.keep(business_id, question, conversation_id, key, said=faq_id)
        return TurnedDown(faq_id)


def _said(faq: FAQ, question: str, asked: Asked) -> AnswerFound | AnswerBlocked:
    """Put an FAQ's answer into words, with the facts of this moment in it."""
    facts = LiveFacts(faq.business, faq.language or asked.language, asked.now)
    try:
        answer, spoken = facts.fill(faq.answer), facts.fill(faq.spoken_answer)
    except CannotSayError as error:
        return AnswerBlocked(question, f"FAQ {faq.pk} could not be said. {error}")
    return AnswerFound(faq_id=faq.pk, answer=answer, question=question, spoken_answer=spoken)
