"""A question beside a wish: "cancel Tuesday, and what do you charge?" is a cancellation and, beside it, a question.

Two questions are two things to be looked up.
"""

from __future__ import annotations

from dataclasses import dataclass

from receptionist.understanding.rules.parts import Parts


@dataclass(frozen=True, slots=True)
class Divided:
    """What is to be done, and the question beside it, each in the customer's words."""

    errand: str
    question: str
    #: Where the errand begins in the message, in characters.
    errand_start: int


def divide(parts: Parts) -> Divided | None:
    """Divide a message where an errand and a question meet; None where it holds but one of them."""
    line, end = parts.line, parts.end
    for at, match in enumerate(parts.joins):
        # A question mark belongs to what it ends; an "and" to neither.
        if parts.is_errand(0, match.end) and parts.is_question(match.end, end):
            cut = _where_it_is_asked(parts, at)
            return Divided(errand=line.words(0, cut), question=line.words(cut, end), errand_start=line.items[0].start)
        if parts.is_question(0, match.end) and parts.is_errand(match.end, end):
            said = (line.words(0, match.end), line.words(match.end, end))
            return Divided(errand=said[1], question=said[0], errand_start=line.items[match.end].start)
    return None


def _where_it_is_asked(parts: Parts, at: int) -> int:
    """Leave to the errand what only stands between it and the question: "..., my name is Ana, and what is it?"."""
    cut = parts.joins[at].end
    for later in parts.joins[at + 1 :]:
        if parts.is_question(cut, later.end) or not parts.is_question(later.end, parts.end):
            break
        cut = later.end
    return cut


def questions(parts: Parts) -> tuple[str, ...]:
    """Divide a message where two questions meet, so that each is looked up by itself; empty where it is but one."""
    for match in parts.joins:
        if parts.is_question(0, match.end) and parts.is_question(match.end, parts.end):
            return parts.line.words(0, match.start), parts.line.words(match.end, parts.end)
    return ()
