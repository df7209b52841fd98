"""Questions that Sara asks of her own accord, between two turns: when she may, and what she remembers of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from receptionist.domain import goals
from receptionist.domain.phrases import Facts
from receptionist.domain.state import ConversationState, Goal, OwnQuestion, Question

#: Who spoke so short a time ago, and owes an answer, is in the middle of something else.
IN_THE_MIDDLE = timedelta(minutes=15)

#: Nobody reads a message and answers it in so short a time: such words were under way already.
TOO_QUICK = timedelta(seconds=2)


def may_ask(state: ConversationState, now: datetime) -> bool:
    """Whether nothing is under way that another question would disturb. ``now`` is aware."""
    if is_open(state, now) and state.own is not None and state.own.undisturbed_until is not None:
        return now >= state.own.undisturbed_until
    if state.goal is None and state.asked in {None, Question.ANYTHING_ELSE}:
        return True
    return state.last_spoke_at is None or now - state.last_spoke_at >= IN_THE_MIDDLE


def ask(state: ConversationState, own: OwnQuestion, facts: Facts) -> ConversationState:
    """Remember what was asked, and what it is about.

    Slots are offered: for the appointment among the facts to move to, else for a new one; for the guest, if there is
    one, else for the customer.
    """
    goal = Goal.RESCHEDULE if facts.appointment is not None else Goal.SCHEDULE
    return replace(
        goals.drop_all(state),
        goal=goal if facts.slots else None,
        asked=own.question,
        own=own,
        service_id=facts.slots[0].service_id if facts.slots else None,
        offered=facts.slots,
        for_other=bool(facts.guest),
        guest=facts.guest,
        appointment=facts.appointment,
        appointments=facts.appointments,
        misunderstood=0,
        greeted=True,
    )


def is_open(state: ConversationState, now: datetime) -> bool:
    """Whether what Sara asked of her own accord still waits for its answer."""
    return state.own is not None and state.own.question is state.asked and now < state.own.open_until


def crossed(state: ConversationState) -> bool:
    """Whether what is being answered was said before her question could be read: the two passed each other."""
    around, own = state.around, state.own
    if around is None or own is None or own.question is not state.asked or around.said_at is None:
        return False
    return around.said_at < own.asked_at + TOO_QUICK
