"""What the receptionist asked last: an answer is read in its light."""

from __future__ import annotations

from receptionist.domain.state import Question
from receptionist.ports import Utterance
from receptionist.understanding.rules.language import Language, detect
from receptionist.understanding.rules.tokens import clip, tokenize

_TOPICS: dict[Question, frozenset[str]] = {
    Question.WHEN: frozenset(("day", "time")),
    Question.WHICH_SLOT: frozenset(("choice", "day", "time")),
    Question.WHICH_APPOINTMENT: frozenset(("choice",)),
    Question.SERVICE: frozenset(("choice",)),
    Question.WHICH_ANSWER: frozenset(("choice",)),
    Question.CLAIM_NAME: frozenset(("name",)),
    Question.CLAIM_TIME: frozenset(("day", "time")),
    Question.HOW_OFTEN: frozenset(("repeat",)),
    # By then a time is settled; a bare "4" puts it right.
    Question.NAME: frozenset(("name", "time")),
}


def topics(utterance: Utterance, language: Language) -> frozenset[str]:
    """Say what was asked for: name, email, phone, day, time, choice; from ``asked``, else from the last words said."""
    if utterance.asked is not None:
        return _TOPICS.get(utterance.asked, frozenset())
    if not utterance.history or utterance.history[-1][0] != "receptionist":
        return frozenset()
    words = clip(utterance.history[-1][1])
    tokens = tokenize(words)
    # A name by itself may look like another language than the one that was asked in.
    language = detect(tokens, language.code)
    line = language.vocabulary.line(words, tokens)
    return frozenset(topic for topic, pattern in language.asks if pattern.find(line))
