"""Who asked what can be answered now, and who of them can be told: what staff see before they click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from knowledge_base.learning import late_answers
from knowledge_base.models import FAQ, LateAnswer, LateAnswerStatus, QuestionGroup, UnansweredQuestion
from receptionist import wiring
from receptionist.domain.delivery_plan import Decision, QuietHours, Send, Wait, Why
from receptionist.domain.messages import AddressKind
from receptionist.models import Contact
from receptionist.people.customer_zone import zone_of
from receptionist.sending import announcing, reach
from receptionist.sending.reach import Known, Line

#: Why a customer cannot be told, for staff.
_WHY_NOT = {
    Why.OPTED_OUT: "Wants no messages",
    Why.NO_WAY: "No number or account that can be written to",
    Why.QUIET_HOURS: "Their quiet hours last too long for it",
    Why.TOO_LATE: "It could not be sent in time",
    Why.FAILED: "It did not reach them; there is a follow-up",
    Why.DOUBTFUL: "It may not have reached them; there is a follow-up",
    late_answers.WITHOUT_ANSWER: "The FAQ could not be said, or was switched off, before it was sent",
}
_WINDOW_IS_OVER = "Last wrote too long ago: WhatsApp takes no more messages until they write again"
_TOO_OLD = "Asked more than 30 days ago"
_TOLD = {
    LateAnswerStatus.PENDING: "About to be told",
    LateAnswerStatus.QUEUED: "Told, on its way",
    LateAnswerStatus.SENT: "Told",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """A customer who asked, with the last question, and how things stand.

    ``way`` is the channel by which they can be told, empty where they cannot be or have been; ``words`` say why.
    """

    contact: Contact
    question: UnansweredQuestion
    way: str = ""
    words: str = ""
    late_answer: LateAnswer | None = None


def of_group(group: QuestionGroup, now: datetime) -> list[Asker]:
    """List who asked, at most ``late_answers.MOST``; those who can be told first, then by who asked last."""
    faq = group.faq
    asked = {
        question.conversation.contact_id: question
        for question in late_answers.latest_questions(group)[: late_answers.MOST]
        if question.conversation is not None
    }
    rows = LateAnswer.objects.filter(faq=faq, contact__in=asked).select_related("contact")
    told = {row.contact_id: row for row in rows} if faq else {}
    quiet = wiring.calendar().quiet_hours(group.business_id)
    homes = {contact: question.conversation_id for contact, question in asked.items()}
    found = []
    for known in reach.know_many(homes):
        question, row = asked[known.contact.pk], told.get(known.contact.pk)
        found.append(_told(row, question) if row else _asker(known, question, faq, quiet=quiet, now=now))
    return sorted(found, key=lambda asker: (not asker.way, -asker.question.asked_at.timestamp()))


def _told(row: LateAnswer, question: UnansweredQuestion) -> Asker:
    words = _TOLD.get(LateAnswerStatus(row.status)) or _WHY_NOT.get(row.why, row.why)
    if row.status == LateAnswerStatus.PENDING and row.why == Why.QUIET_HOURS:
        words = "Told once their quiet hours are over"
    return Asker(contact=row.contact, question=question, words=words, late_answer=row)


def _asker(known: Known, question: UnansweredQuestion, faq: FAQ | None, *, quiet: QuietHours, now: datetime) -> Asker:
    contact = known.contact
    if faq is None:
        return Asker(contact=contact, question=question)
    if question.asked_at <= now - late_answers.STILL_WANTED:
        return Asker(contact=contact, question=question, words=_TOO_OLD)
    would_be = LateAnswer(faq=faq, contact=contact, question=question, created_at=now)
    message, zone = late_answers.announcement(would_be, faq.pk, faq.answer), _zone(contact, now)
    lines, decision = announcing.foresee(message, known, quiet=quiet, zone=zone, now=now)
    way, words = _foreseen(lines, decision, now)
    return Asker(contact=contact, question=question, way=way, words=words)


def _foreseen(lines: Sequence[Line], decision: Decision, now: datetime) -> tuple[str, str]:
    match decision:
        case Send():
            return decision.channel, ""
        case Wait():
            way = next((line.channel for line in lines if line.is_free(now)), "")
            return way, "Sent once their quiet hours are over"
        case _:
            has_window = any(line.free_until is not None and not line.opted_out for line in lines)
            if decision.why is Why.NO_WAY and has_window:
                return "", _WINDOW_IS_OVER
            return "", _WHY_NOT.get(decision.why, decision.why)


def _zone(contact: Contact, now: datetime) -> ZoneInfo:
    phones = sorted((row.pk, row.value) for row in contact.addresses.all() if row.kind == AddressKind.PHONE)
    return zone_of(phones[0][1] if phones else "", contact.business.zone, now)
