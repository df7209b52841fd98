"""Tells customers what nobody could answer when they asked: at a click, once each, and only where that is allowed.

A click leaves a row for each customer; whoever comes second finds it. From there on it is a message that Sara sends of
her own accord, with quiet hours, opt-outs and the carriers' windows, as the delivery plan decides.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from knowledge_base.answers.answering import Answers
from knowledge_base.models import FAQ, UNSETTLED, LateAnswer, LateAnswerStatus, QuestionGroup, UnansweredQuestion
from knowledge_base.tidying import tidy
from receptionist import audit, doorbell, follow_ups, wiring
from receptionist.domain.delivery_plan import Leave, Notice, Send, Skip, Wait, Why
from receptionist.domain.events import AnswerFound
from receptionist.domain.knowledge import Asked
from receptionist.domain.messages import DeliveryStatus
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.people.customer_zone import zone_of_contact
from receptionist.sending import announcing, reach
from receptionist.sending.announcing import Announcement

log = logging.getLogger(__name__)

#: Who asked longer ago has found the answer elsewhere.
STILL_WANTED = timedelta(days=30)
#: How long an answer waits for the end of the quiet hours, or for a carrier.
_WORTH_SAYING = timedelta(days=2)
_LOOK_AGAIN, _WORD_STANDS = timedelta(minutes=1), timedelta(hours=6)
#: Until one that could not be dealt with is tried again: it must not stand before the others.
_AFTER_A_FAULT = timedelta(minutes=5)
#: Customers who are told at one click.
MOST = 200
TASK = "knowledge_base.send_late_answer"
#: Why nothing was sent, beside the words of the delivery plan.
WITHOUT_ANSWER = "without_answer"


def send(group: QuestionGroup, contact_ids: Collection[int], *, by: str) -> int:
    """Have customers told who asked a question of this group, by user name ``by``; returns how many were not before.

    Told is the FAQ that resolved the group, and a customer who has been told it is not told again.
    """
    now = timezone.now()
    if group.faq_id is None:
        return 0
    with transaction.atomic():
        # Clicks on the same FAQ wait for each other; the unique key would refuse the second in any case.
        faq = FAQ.objects.select_for_update(no_key=True).filter(pk=group.faq_id, active=True).first()
        if faq is None:
            return 0
        lately = latest_questions(group).filter(asked_at__gt=now - STILL_WANTED)
        asked = lately.filter(conversation__contact__in=sorted(contact_ids)[:MOST])
        told = set(LateAnswer.objects.filter(faq=faq).values_list("contact_id", flat=True))
        new = [question for question in asked if _contact_of(question) not in told]
        rows = LateAnswer.objects.bulk_create(
            LateAnswer(faq=faq, contact_id=_contact_of(question), question=question, sent_by=by, next_at=now)
            for question in new
        )
        lines = [
            (question.conversation_id, {"faq_id": faq.pk, "late_answer": row.pk, "by": by})
            for question, row in zip(new, rows, strict=True)
            if question.conversation_id is not None
        ]
        audit.record_all("question.answered_late", lines)
        for row in rows:
            doorbell.ring(TASK, row.pk)
    return len(rows)


def latest_questions(group: QuestionGroup) -> QuerySet[UnansweredQuestion]:
    """Return the last question of each customer who asked one of this group."""
    asked = UnansweredQuestion.objects.filter(group=group, conversation__isnull=False).select_related("conversation")
    return asked.order_by("conversation__contact", "-asked_at").distinct("conversation__contact")


def send_due(now: datetime, limit: int = 200) -> int:
    """Deal with what is due at ``now`` (aware), the longest due first; returns how many there were."""
    due = LateAnswer.objects.filter(status__in=UNSETTLED, next_at__lte=now).order_by("next_at")
    ids = list(due.values_list("pk", flat=True)[:limit])
    for pk in ids:
        try:
            deal_with(pk, now)
        except Exception:
            log.exception("late answer %s could not be dealt with", pk)
            LateAnswer.objects.filter(pk=pk, status__in=UNSETTLED).update(next_at=now + _AFTER_A_FAULT)
    return len(ids)


@transaction.atomic
def deal_with(late_answer_id: int, now: datetime) -> None:
    """Send one, or see what became of it; doing so again, or at the same time, sends nothing more."""
    rows = LateAnswer.objects.select_for_update(of=("self",), skip_locked=True).select_related(
        "question", "message", "contact__business"
    )
    row = rows.filter(pk=late_answer_id, status__in=UNSETTLED, next_at__lte=now).first()
    if row is None:
        return
    if row.status == LateAnswerStatus.QUEUED:
        _look_after(row, now)
    elif (answer := _answer(row, now)) is None:
        _settle(row, LateAnswerStatus.SKIPPED, why=WITHOUT_ANSWER)
    else:
        _say(row, answer, now)


def announcement(row: LateAnswer, faq_id: int, answer: str) -> Announcement:
    """Put a late answer into the form in which Sara says things of her own accord."""
    return Announcement(
        contact=row.contact,
        conversation_id=row.question.conversation_id,
        phrase=PhraseKey.LATE_ANSWER,
        facts=Facts(
            business=row.contact.business.name,
            question=tidy(row.question.question) or row.question.question.strip(),
            answer=answer,
            faq_id=faq_id,
        ),
        # A customer can do without it: nobody who has opted out of anything is told, and no mailbox.
        notice=Notice(expires_at=row.created_at + _WORTH_SAYING, promotional=True),
        key=f"late_answer:{row.pk}",
    )


def _answer(row: LateAnswer, now: datetime) -> AnswerFound | None:
    """Find the words as whoever asks now would hear them; None where the FAQ is not to be used, or cannot be said."""
    if row.faq_id is None:
        return None
    language = reach.know(row.contact, row.question.conversation_id).language
    asked = Asked(question=row.question.question, language=language, now=now)
    found = Answers().answer_of(row.contact.business_id, row.faq_id, asked)
    return found if isinstance(found, AnswerFound) else None


def _say(row: LateAnswer, answer: AnswerFound, now: datetime) -> None:
    business = row.contact.business
    quiet = wiring.calendar().quiet_hours(business.pk)
    zone = zone_of_contact(row.contact_id, business.zone, now)
    announced = announcing.announce(announcement(row, answer.faq_id, answer.answer), quiet, zone, now)
    match announced.decision:
        case Send():
            row.status, row.message, row.why = LateAnswerStatus.QUEUED, announced.message, ""
            row.next_at = now + _LOOK_AGAIN
            row.save(update_fields=["status", "message", "why", "next_at"])
        case Wait():
            row.next_at, row.why = announced.decision.until, announced.decision.why
            row.save(update_fields=["next_at", "why"])
        case Skip() | Leave():
            _settle(row, LateAnswerStatus.SKIPPED, why=announced.decision.why)


def _look_after(row: LateAnswer, now: datetime) -> None:
    message = row.message
    status = DeliveryStatus(message.status) if message else DeliveryStatus.WITHDRAWN
    match status:
        case DeliveryStatus.DELIVERED | DeliveryStatus.READ:
            _settle(row, LateAnswerStatus.SENT)
        case DeliveryStatus.SENT if message and message.sent_at and now - message.sent_at > _WORD_STANDS:
            _settle(row, LateAnswerStatus.SENT)
        case DeliveryStatus.FAILED | DeliveryStatus.UNKNOWN:
            _leave(row, doubtful=status is DeliveryStatus.UNKNOWN)
        case DeliveryStatus.WITHDRAWN:
            _settle(row, LateAnswerStatus.SKIPPED, why=Why.TOO_LATE)
        case _:
            row.next_at = now + _LOOK_AGAIN
            row.save(update_fields=["next_at"])


def _leave(row: LateAnswer, *, doubtful: bool) -> None:
    """Leave it to a person, once: somebody wanted the customer to know."""
    sentence = "may not have reached them" if doubtful else "did not reach them"
    follow_ups.leave(
        business_id=row.contact.business_id,
        conversation_id=row.question.conversation_id,
        reason="delivery",
        summary=f"The customer was to be told the answer to what they had asked; it {sentence}.",
        key=f"late_answer:{row.pk}",
    )
    _settle(row, LateAnswerStatus.FAILED, why=Why.DOUBTFUL if doubtful else Why.FAILED)


def _settle(row: LateAnswer, status: LateAnswerStatus, *, why: str = "") -> None:
    row.status, row.why = status, why
    row.save(update_fields=["status", "why"])


def _contact_of(question: UnansweredQuestion) -> int:
    conversation = question.conversation
    assert conversation is not None  # latest_questions leaves the others out
    return conversation.contact_id
