"""Performs what the dialogue asked for: one small function an action, each with an idempotency key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from receptionist import follow_ups, wiring
from receptionist.domain.actions import (
    Book,
    Cancel,
    FindAppointments,
    FindSlots,
    HandOver,
    HandOverReason,
    LookUpAnswer,
    Move,
    Query,
)
from receptionist.domain.events import AnswerFound, AnswerMissing, AppointmentsFound, HandedOver, Result
from receptionist.ports import Customer


@dataclass(frozen=True, slots=True)
class Situation:
    """For whom, when and in which language something is done. ``now`` is aware, UTC."""

    customer: Customer
    now: datetime
    language: str


def changes_something(action: Query) -> bool:
    """Whether a second run that decided otherwise would leave something wrong behind.

    Then the journal must be written first. A question kept for staff twice over, or in vain, does no harm.
    """
    return not isinstance(action, FindSlots | FindAppointments | LookUpAnswer)


def perform(action: Query, situation: Situation, key: str) -> Result:
    """Do one thing and say what happened; the same key does it once, however often it is tried."""
    customer, now, calendar = situation.customer, situation.now, wiring.calendar()
    match action:
        case FindSlots():
            return calendar.find_slots(customer.business_id, action.service_id, action.wish, now, action.moving)
        case FindAppointments():
            since = now - action.looking_back
            return AppointmentsFound(tuple(calendar.upcoming(customer.business_id, customer.contact_id, since)))
        case Book():
            return calendar.book(customer, action.slot, action.name, action.notes, key, now)
        case Move():
            return calendar.move(customer, action.appointment_id, action.slot, key, now)
        case Cancel():
            return calendar.cancel(customer, action.appointment_id, key, now)
        case LookUpAnswer():
            return _look_up_answer(action, situation, key)
        case HandOver():
            return _hand_over(action, customer, key)
        case _:
            assert_never(action)


def _look_up_answer(action: LookUpAnswer, situation: Situation, key: str) -> AnswerFound | AnswerMissing:
    customer, knowledge = situation.customer, wiring.knowledge()
    found = knowledge.answer(customer.business_id, action.question, situation.language)
    if found is not None:
        return found
    if not action.keep:
        return AnswerMissing(action.question, kept=False)
    return knowledge.keep_unanswered(customer.business_id, action.question, customer.conversation_id, key)


def _hand_over(action: HandOver, customer: Customer, key: str) -> HandedOver:
    if action.reason is HandOverReason.VOICEMAIL:
        # The recording and its transcription arrive apart, and are one thing to do.
        key = f"voicemail:{customer.conversation_id}"
    follow_up = follow_ups.leave(
        business_id=customer.business_id,
        conversation_id=customer.conversation_id,
        reason=action.reason,
        summary=action.summary,
        key=key,
    )
    return HandedOver(follow_up.pk, action.reason)
