"""Two wishes in one message: "cancel Tuesday, and what do you charge?" is a cancellation and, beside it, a question.

Two questions are two things to be looked up.
"""

from __future__ import annotations

from dataclasses import dataclass

from receptionist.domain.reading import Intent
from receptionist.understanding.rules.intents import weigh
from receptionist.understanding.rules.language import Language
from receptionist.understanding.rules.patterns import Line

#: What the words of each half must weigh at least; each is also to say little of what the other says.
_QUESTION, _ERRAND = 3.0, 1.5
_ERRANDS = (Intent.SCHEDULE, Intent.RESCHEDULE, Intent.CANCEL)


@dataclass(frozen=True, slots=True)
class Divided:
    """What is to be done, and the question beside it, each in the customer's words."""

    errand: str
    question: str
    #: Where the errand begins in the message, in characters.
    errand_start: int


def divide(line: Line, language: Language) -> Divided | None:
    """Divide a message where an errand and a question meet; None where it holds but one of them."""
    for match in language.joins.find_all(line):
        # A question mark belongs to what it ends; an "and" to neither.
        head, tail = line.part(0, match.end), line.part(match.end, len(line.items))
        said = (line.words(0, match.end), line.words(match.end, len(line.items)))
        first, second = _weights(head, language), _weights(tail, language)
        if _is_errand(first) and _is_question(second):
            return Divided(errand=said[0], question=said[1], errand_start=line.items[0].start)
        if _is_question(first) and _is_errand(second):
            return Divided(errand=said[1], question=said[0], errand_start=line.items[match.end].start)
    return None


def questions(line: Line, language: Language) -> tuple[str, ...]:
    """Divide a message where two questions meet, so that each is looked up by itself; empty where it is but one."""
    for match in language.joins.find_all(line):
        halves = line.part(0, match.end), line.part(match.end, len(line.items))
        if all(_is_question(_weights(half, language)) for half in halves):
            return line.words(0, match.start), line.words(match.end, len(line.items))
    return ()


def _is_errand(weights: tuple[float, float]) -> bool:
    question, errand = weights
    return errand >= _ERRAND and errand > question


def _is_question(weights: tuple[float, float]) -> bool:
    question, errand = weights
    return question >= _QUESTION and errand < _ERRAND


def _weights(line: Line, language: Language) -> tuple[float, float]:
    scores = weigh(line, language).scores
    return scores.get(Intent.FAQ, 0.0), max(scores.get(intent, 0.0) for intent in _ERRANDS)
