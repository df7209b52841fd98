"""What customers say of themselves, and of those they book for."""

from __future__ import annotations

from dataclasses import replace

from receptionist.domain.actions import RememberContact
from receptionist.domain.questions import Decision
from receptionist.domain.reading import Cue, Intent, Reading
from receptionist.domain.state import ConversationState, Question

#: Characters. A longer name is none, and no mail server takes a longer address.
LONGEST_NAME, LONGEST_EMAIL = 80, 254


_OF_SOMEBODY = {Question.CLAIM_NAME, Question.CLAIM_TIME, Question.CODE}
#: Anger, or a question, in place of a name.
_NO_NAMES = {Cue.FRUSTRATED, Cue.WANTS_PERSON, Cue.ASKS_WHY}


def without_false_name(state: ConversationState, reading: Reading) -> Reading:
    """Take nothing for the name that was asked for where the customer is angry, or asks something, instead."""
    if state.asked is not Question.NAME or not reading.cues & _NO_NAMES:
        return reading
    intent = Intent.UNKNOWN if reading.intent is Intent.CONTACT else reading.intent
    return replace(reading, intent=intent, name=None)


def learn(state: ConversationState, reading: Reading) -> Decision:
    """Remember what was said of a person; what is the customer's own is to be kept on the contact."""
    if state.asked in _OF_SOMEBODY:
        # What an appointment is known by, and a code, are claimed, and say nothing of who claims it.
        return state, ()
    name, guest = _name(reading.name), _name(reading.guest)
    if Cue.FOR_OTHER in reading.cues and Cue.SEVERAL not in reading.cues:
        state = replace(state, for_other=True)
    if name == guest or (state.for_other and state.asked is Question.NAME and guest is None and state.guest is None):
        # "What name may I book it under?" was asked about somebody else.
        name, guest = None, guest or name
    state = replace(state, guest=guest or state.guest)
    email = _within(LONGEST_EMAIL, reading.email)
    if not (name or email or reading.phone):
        return state, ()
    state = replace(state, name=name or state.name, phone=reading.phone or state.phone)
    return state, (RememberContact(name, email, reading.phone),)


def _name(words: str | None) -> str | None:
    """Write a name as it is written: what is typed in haste, or transcribed, comes without capitals."""
    words = _within(LONGEST_NAME, words)
    return words.title() if words and words.islower() else words


def _within(most: int, words: str | None) -> str | None:
    return words if words and len(words) <= most else None
