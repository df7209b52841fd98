"""An appointment that was made from elsewhere is to be changed: somebody proves by a one-time code that it is theirs.

Sara says the same whether there is such an appointment or not, and tells nothing of it before the code is right.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import assert_never

from receptionist.domain import goals, moments
from receptionist.domain.actions import CheckCode, HandOver, HandOverReason, Say, SendCode
from receptionist.domain.diary import Claim
from receptionist.domain.events import CodeRefused, CodeSent, CustomerSpoke, Proven
from receptionist.domain.phrases import PhraseKey
from receptionist.domain.questions import Decision, ask
from receptionist.domain.reading import Cue, Intent
from receptionist.domain.state import ConversationState, Goal, Question

#: Six digits and no more, also as they are spelled out one by one.
_CODE = re.compile(r"(?<!\d)\d(?:[ .,-]{0,2}\d){5}(?![ .,-]{0,2}\d)")
_ELSEWHERE = {Question.CLAIM_NAME, Question.CLAIM_TIME, Question.CODE}


def begin(state: ConversationState) -> Decision:
    """Say that there is none under this address, and ask under which name it was made elsewhere."""
    goal = state.goal
    # What was named with a cancellation is the appointment; of a change it may be the new time.
    claim = Claim(day=state.wish.day, at=state.wish.at) if goal is Goal.CANCEL else Claim()
    begun = replace(goals.drop(state), goal=goal, wish=state.wish, claim=claim)
    return ask(begun, Question.CLAIM_NAME, Say(PhraseKey.NO_APPOINTMENTS))


def hear(state: ConversationState, event: CustomerSpoke) -> Decision | None:
    """Take in what the appointment is known by, or the code; None for anything else."""
    reading, cues = event.reading, event.reading.cues
    if state.asked not in _ELSEWHERE or state.claim is None or Cue.WANTS_PERSON in cues:
        return None
    if state.asked is Question.CODE:
        return _to_code(state, event)
    if Cue.YES in cues and state.asked is Question.CLAIM_NAME and reading.name is None:
        # "Or shall a colleague get back to you?"
        return goals.drop(state), (HandOver(HandOverReason.ASKED, event.text),)
    if Cue.NO in cues or Cue.NEVER_MIND in cues:
        return goals.give_up(state)
    claim = state.claim
    is_new = Claim(name=reading.name or claim.name, day=reading.day or claim.day, at=reading.at or claim.at)
    if is_new != claim:
        return _toward_code(replace(state, claim=is_new))
    if reading.intent in {Intent.FAQ, Intent.SCHEDULE} or "?" in event.text:
        return None
    return moments.misunderstood(state, Say(PhraseKey.PARDON))


def told(state: ConversationState, event: CodeSent | CodeRefused | Proven) -> Decision:
    """Ask for the code in the same words always; with the right one go on with the appointment that it opens."""
    match event:
        case CodeSent():
            if not event.may_be_sent:
                return goals.drop(state), (HandOver(HandOverReason.ASKED, "Cannot prove an appointment by a code."),)
            return replace(state, asked=Question.CODE), (Say(PhraseKey.CODE_SENT),)
        case CodeRefused():
            if event.is_over:
                return goals.drop(state), (
                    Say(PhraseKey.CODE_OVER),
                    HandOver(HandOverReason.ASKED, "Could not prove an appointment by a code."),
                )
            return ask(state, Question.CODE, Say(PhraseKey.CODE_WRONG))
        case Proven():
            return goals.with_appointment(replace(state, claim=None, asked=None), event.appointment)
        case _:
            assert_never(event)


def _toward_code(state: ConversationState) -> Decision:
    claim = state.claim
    assert claim is not None
    if claim.name is None:
        return ask(state, Question.CLAIM_NAME)
    if claim.day is None or claim.at is None:
        return ask(state, Question.CLAIM_TIME)
    return replace(state, asked=None), (SendCode(claim),)


def _to_code(state: ConversationState, event: CustomerSpoke) -> Decision | None:
    found = _CODE.search(event.text)
    if found is not None:
        digits = "".join(sign for sign in found[0] if sign.isdigit())
        return state, (CheckCode(digits),)
    if event.reading.cues & {Cue.NO, Cue.NEVER_MIND}:
        return goals.drop(state), (HandOver(HandOverReason.ASKED, "Got no code to prove an appointment by."),)
    if event.reading.intent is Intent.FAQ or "?" in event.text:
        return None
    return moments.misunderstood(state, Say(PhraseKey.PARDON))
