"""An FAQ as the search sees it, and what the search says of one."""

from __future__ import annotations

from dataclasses import dataclass, field

#: At or above this score Sara answers, unless a business's FAQs were calibrated; below it she says she does not know.
ANSWER_FROM = 0.5
#: Characters of a question that are looked at; no customer asks a longer one.
LONGEST_QUESTION = 2_000


@dataclass(frozen=True, slots=True)
class Entry:
    """An FAQ as the ranking needs it."""

    id: int
    question: str
    wordings: tuple[str, ...]
    answer: str
    #: Its question and answer as one text: made once, since each part of the search keeps it.
    whole: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "whole", f"{self.question} {self.answer}")

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text of it that has a vector of its own."""
        return (self.question, *self.wordings, self.whole)


@dataclass(frozen=True, slots=True)
class Why:
    """What a score is made of; each part is from 0, nothing in common, to 1."""

    #: How like it means the nearest of the FAQ's question and wordings; None where only the words were compared.
    meaning: float | None
    #: How like it means question and answer read as one; None likewise.
    answer: float | None
    #: The pieces of words it shares with the nearest of them, which forgives typing errors.
    letters: float
    #: The words it shares, or has synonyms of.
    words: float


@dataclass(frozen=True, slots=True)
class Hit:
    """One FAQ and how sure it is that it answers, from 0 to 1."""

    id: int
    score: float
    why: Why
