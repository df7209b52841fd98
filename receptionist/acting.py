"""Performs what the dialogue asked for: one small function an action, each with an idempotency key."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from receptionist import follow_ups, wiring
from receptionist.domain.actions import (
    Book,
    BookSeries,
    Cancel,
    CancelAll,
    CheckCode,
    Confirm,
    DeclinePlace,
    DiaryQuery,
    FindAppointments,
    FindSeries,
    FindSlots,
    GiveAnswer,
    HandOver,
    HandOverReason,
    Hold,
    JoinWaitlist,
    KeepQuestion,
    KnowledgeQuery,
    LeaveWaitlist,
    LetGo,
    LookUpAnswer,
    Move,
    NoteTurnedDown,
    Query,
    SendCode,
)
from receptionist.domain.events import (
    AnswerFound,
    AnswerMissing,
    AnswerUnclear,
    AppointmentsFound,
    CancelledAll,
    CodeRefused,
    CodeSent,
    DiaryResult,
    HandedOver,
    KnowledgeResult,
    PlaceDeclined,
    Proven,
    Result,
    SlotsFound,
    TurnedDown,
    WaitlistJoined,
    WaitlistLeft,
)
from receptionist.domain.knowledge import AnswerBlocked, Asked
from receptionist.ports import Customer, Waiting


@dataclass(frozen=True, slots=True)
class Situation:
    """For whom, when and in which language something is done. ``now`` is aware, UTC."""

    customer: Customer
    now: datetime
    language: str


def changes_something(action: Query) -> bool:
    """Whether a second run that decided otherwise would leave something wrong behind.

    Then the journal must be written first. A question kept for staff twice over, or in vain, does no harm; neither does
    a hold, which is nobody's appointment and runs out.
    """
    asks_only = FindSlots | FindSeries | Hold | LetGo | FindAppointments | KnowledgeQuery | NoteTurnedDown
    return not isinstance(action, asks_only)


def perform(action: Query, situation: Situation, key: str) -> Result:
    """Do one thing and say what happened; the same key does it once, however often it is tried."""
    match action:
        case LookUpAnswer() | GiveAnswer() | KeepQuestion():
            return _ask_knowledge(action, situation, key)
        case NoteTurnedDown():
            return _note_turned_down(action, situation.customer, key)
        case HandOver():
            return _hand_over(action, situation.customer, key)
        case Confirm():
            return wiring.calendar().confirm(situation.customer, action.appointment_id, action.start, situation.now)
        case JoinWaitlist() | LeaveWaitlist() | DeclinePlace():
            return _wait(action, situation, key)
        case SendCode() | CheckCode():
            return _prove(action, situation, key)
        case _:
            return _ask_diary(action, situation, key)


def _ask_diary(action: DiaryQuery, situation: Situation, key: str) -> DiaryResult:
    customer, now, calendar = situation.customer, situation.now, wiring.calendar()
    match action:
        case FindSlots():
            return _find_slots(action, situation)
        case Hold():
            # The journal is not written first, so a second run may decide otherwise: that is another hold.
            return calendar.hold(customer, action.slot, f"{key}:{action.slot.start.timestamp():.0f}", now)
        case LetGo():
            return calendar.let_go(customer, now)
        case FindSeries():
            return calendar.find_series(customer, action.service_id, action.wish, action.repeat, now)
        case BookSeries():
            return calendar.book_series(customer, action.slots, key, now, name=action.name, notes=action.notes)
        case FindAppointments():
            since = now - action.looking_back
            return AppointmentsFound(tuple(calendar.upcoming(customer.business_id, customer.contact_id, since)))
        case Book():
            return calendar.book(customer, action.slot, action.name, action.notes, key, now)
        case Move():
            return calendar.move(customer, action.appointment_id, action.slot, key, now)
        case Cancel():
            return calendar.cancel(customer, action.appointment_id, key, now)
        case CancelAll():
            off = (calendar.cancel(customer, pk, key, now).appointment for pk in action.appointment_ids)
            return CancelledAll(tuple(off))
        case _:
            assert_never(action)


def _wait(
    action: JoinWaitlist | LeaveWaitlist | DeclinePlace, situation: Situation, key: str
) -> WaitlistJoined | WaitlistLeft | PlaceDeclined:
    customer, now, calendar = situation.customer, situation.now, wiring.calendar()
    match action:
        case JoinWaitlist():
            waiting = Waiting(wish=action.wish, moving=action.moving, name=action.name)
            return calendar.join_waitlist(customer, action.service_id, waiting, key, now)
        case LeaveWaitlist():
            return calendar.leave_waitlist(customer, now)
        case DeclinePlace():
            return calendar.decline_place(customer, action.slot, now)


def _prove(action: SendCode | CheckCode, situation: Situation, key: str) -> CodeSent | CodeRefused | Proven:
    customer, now, calendar = situation.customer, situation.now, wiring.calendar()
    if isinstance(action, SendCode):
        return calendar.send_code(customer, action.claim, key, now)
    return calendar.check_code(customer, action.digits, key, now)


def _find_slots(action: FindSlots, situation: Situation) -> SlotsFound:
    customer = situation.customer
    return wiring.calendar().find_slots(
        customer.business_id,
        action.service_id,
        action.wish,
        situation.now,
        action.moving,
        holder=customer.contact_id,
    )


def _ask_knowledge(action: KnowledgeQuery, situation: Situation, key: str) -> KnowledgeResult:
    business_id, knowledge = situation.customer.business_id, wiring.knowledge()
    asked = Asked(question=action.question, language=situation.language, now=situation.now)
    found: AnswerFound | AnswerUnclear | AnswerBlocked | None = None
    if isinstance(action, LookUpAnswer):
        asked = replace(asked, before=action.before, follows_up=action.follows_up)
        found = knowledge.answer(business_id, asked)
    elif isinstance(action, GiveAnswer):
        found = knowledge.answer_of(business_id, action.faq_id, asked)
    if isinstance(found, AnswerFound | AnswerUnclear):
        return found
    if found is None and isinstance(action, LookUpAnswer) and not action.keep:
        return AnswerMissing(action.question, kept=False)
    question, why = (found.question, found.why) if found else (asked.whole, "")
    return knowledge.keep_unanswered(business_id, question, situation.customer.conversation_id, key, why=why)


def _note_turned_down(action: NoteTurnedDown, customer: Customer, key: str) -> TurnedDown:
    return wiring.knowledge().keep_badly_answered(
        customer.business_id, action.question, action.faq_id, conversation_id=customer.conversation_id, key=key
    )


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
