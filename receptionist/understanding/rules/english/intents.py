"""What English speakers want: each row of each table speaks for (or against) an intent by its weight."""

from __future__ import annotations

from receptionist.domain.reading import Intent
from receptionist.understanding.rules.english import cancellations, moves, people, questions, smalltalk, wishes

#: Where one wish ends and another may begin.
JOINS = "(.|!|<question_mark:>|;|,)? (and|also|but|plus|oh|by the way|.|!|<question_mark:>|;|,) (also)?"

ROWS: tuple[tuple[Intent, float, str], ...] = (
    *wishes.ROWS,
    *moves.ROWS,
    *cancellations.ROWS,
    *questions.ROWS,
    *people.ROWS,
    *smalltalk.ROWS,
)
