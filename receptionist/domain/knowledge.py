"""The words of the knowledge base: what is asked of it, and what there is to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Choice:
    """An FAQ that may be meant: its id, and its question in the customer's language."""

    faq_id: int
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question to the business."""

    question: str
    #: Two letters: what the answer should be in.
    language: str
    #: Aware; what the answer tells of the diary holds then.
    now: datetime
    #: What was asked before, where this may be incomplete without it.
    before: str = ""
    #: Whether it plainly follows up on that.
    follows_up: bool = False

    @property
    def whole(self) -> str:
        """The question as somebody understands it who has not heard what came before."""
        return f"{self.before} {self.question}" if self.follows_up and self.before else self.question


@dataclass(frozen=True, slots=True)
class AnswerBlocked:
    """There is an answer, and it cannot be said as things stand; ``why`` is for staff."""

    question: str
    why: str
