"""Looking back at an answer: what the customer says next tells whether it was one."""

from __future__ import annotations

import re
from dataclasses import replace

from receptionist.domain import answers
from receptionist.domain.actions import NoteTurnedDown, Say
from receptionist.domain.events import AnswerFound, CustomerSpoke
from receptionist.domain.phrases import PhraseKey
from receptionist.domain.questions import Decision, ask
from receptionist.domain.reading import Cue, Intent
from receptionist.domain.state import Answered, ConversationState, Question

#: What turns an answer down, whatever else is said.
_TURNS_DOWN = {Cue.NOT_ANSWERED, Cue.WANTS_PERSON}
#: What may be about the answer, unless it is about what is being booked.
_ASKS_ON = {Intent.FAQ, Intent.UNKNOWN}
#: Questions that an apology may take the place of.
_IDLE = {None, Question.ANYTHING_ELSE, Question.WANT_PERSON}
_WORD = re.compile(r"\w+")


def remember(state: ConversationState, event: AnswerFound) -> ConversationState:
    """Remember what was answered, and from which FAQ, for the customer's next words."""
    return replace(state, answered=Answered(question=event.question, faq_id=event.faq_id))


def has_said(state: ConversationState, event: AnswerFound) -> bool:
    """Whether this turn has said the very same already: two questions of one message may have one answer."""
    return state.answered is not None and state.answered.faq_id == event.faq_id


def look_back(state: ConversationState, event: CustomerSpoke) -> Decision:
    """Keep the question for staff where its answer is turned down; only the words right after it count."""
    before, state = state.answered, replace(state, answered=None)
    if before is None or not before.question.strip() or not _turns_down(state, before, event):
        return state, ()
    return state, (NoteTurnedDown(before.question, before.faq_id),)


def apologise(state: ConversationState, event: CustomerSpoke) -> Decision | None:
    """Offer a person to whoever says no more than that this was no answer; None for anything else."""
    reading = event.reading
    says_more = reading.intent is not Intent.UNKNOWN or Cue.WANTS_PERSON in reading.cues
    if Cue.NOT_ANSWERED not in reading.cues or says_more or state.goal is not None or state.asked not in _IDLE:
        return None
    return ask(state, Question.WANT_PERSON, Say(PhraseKey.SORRY))


def _turns_down(state: ConversationState, before: Answered, event: CustomerSpoke) -> bool:
    reading = event.reading
    if reading.intent not in _ASKS_ON and not reading.cues & _TURNS_DOWN:
        return False
    if state.goal is not None and answers.adds_to_goal(state, reading):
        # "I meant Thursday" is about the day that was asked for meanwhile.
        return False
    annoyed = Cue.FRUSTRATED in reading.cues and Cue.THANKS not in reading.cues
    return bool(reading.cues & _TURNS_DOWN) or annoyed or _words(event.text) == _words(before.question)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
