"""What Spanish speakers want: each row of each table speaks for (or against) an intent by its weight."""

from __future__ import annotations

from receptionist.domain.reading import Intent
from receptionist.understanding.rules.spanish import cancellations, moves, people, questions, smalltalk, wishes

#: Where one wish ends and another may begin.
JOINS = "(.|!|<question_mark:>|;|,)? (y|ademas|tambien|pero|por cierto|.|!|<question_mark:>|;|,) (tambien)?"

ROWS: tuple[tuple[Intent, float, str], ...] = (
    *wishes.ROWS,
    *moves.ROWS,
    *cancellations.ROWS,
    *questions.ROWS,
    *people.ROWS,
    *smalltalk.ROWS,
)
