"""A message in the parts that its joins make of it; what the words of a part weigh is worked out once."""

from __future__ import annotations

from receptionist.domain.reading import Intent
from receptionist.understanding.rules.intents import Evidence, weigh
from receptionist.understanding.rules.language import Language
from receptionist.understanding.rules.lines import Line

ERRANDS = (Intent.SCHEDULE, Intent.RESCHEDULE, Intent.CANCEL)
#: What the words of an errand, or of a question, must weigh at least.
_ERRAND, _QUESTION = 1.5, 3.0


class Parts:
    """Where a line may be divided, and what its parts say, from one item to another (exclusive)."""

    def __init__(self, line: Line, language: Language) -> None:
        self.line = line
        self.language = language
        self.joins = tuple(language.joins.find_all(line))
        self._known: dict[tuple[int, int], Evidence] = {}

    @property
    def end(self) -> int:
        """The item after the last."""
        return len(self.line.items)

    @property
    def evidence(self) -> Evidence:
        """What the words of the whole line say."""
        return self._weigh(0, self.end)

    @property
    def wishes_for_something(self) -> bool:
        """Whether anything is to be done, whatever is asked beside it."""
        return _errand(self.evidence) >= _ERRAND

    def is_errand(self, start: int, end: int) -> bool:
        """Whether something is to be done, rather than asked."""
        question, errand = self._weights(start, end)
        return errand >= _ERRAND and errand > question

    def is_question(self, start: int, end: int) -> bool:
        """Whether something is asked, and nothing is to be done."""
        question, errand = self._weights(start, end)
        return question >= _QUESTION and errand < _ERRAND

    def _weights(self, start: int, end: int) -> tuple[float, float]:
        evidence = self._weigh(start, end)
        return evidence.scores.get(Intent.FAQ, 0.0), _errand(evidence)

    def _weigh(self, start: int, end: int) -> Evidence:
        if (start, end) not in self._known:
            self._known[start, end] = weigh(self.line.part(start, end), self.language)
        return self._known[start, end]


def _errand(evidence: Evidence) -> float:
    return max(evidence.scores.get(intent, 0.0) for intent in ERRANDS)
