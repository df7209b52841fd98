"""What English speakers want: each row of each table speaks for (or against) an intent by its weight."""

from __future__ import annotations

from receptionist.domain.reading import Intent
from receptionist.understanding.rules.english import cancellations, moves, people, questions, smalltalk, wishes

#: Where one wish ends and another may begin.
JOINS = "(.|!|<question_mark:>|;|,)? (and|&|also|but|plus|oh|by the way|.|!|<question_mark:>|;|,) (also)?"
#: What adds a wish to the one before, and what stands in no wish that leaves out its verb: "and one for my son at 11".
ADDS = "(and|&|also|plus)"
SAYS_MORE = (
    "(i|i'd|i'll|i'm|i've|we|we'd|we'll|we're|you|he|she|it|they|that|there|who|what|when|where|which|how|why|is|are|was|be|"
    "can|could|would|will|shall|should|may|might|do|does|did|have|has|had|need|needs|want|like|prefer|works|work|free|"
    "available|or|not|no|instead|between|if|because|see|let|thanks)"
)
#: What speaks of the appointment that was named just before.
POINTS_BACK = "(it|this|that|them|these|those)"
#: What begins a part that tells only what is to stay as it is: "but keep the beard trim".
STAYS = (
    "^ (please|just|but|and|i'll|we'll|i will|i'd like to|i would like to|i want to|we want to|can i|let me)? "
    "(keep|keeping) (my|our|the|his|her|their|<weekday:>|<relative_day:>)"
)
#: What says that a wish is the customer's own.
FOR_ME = "(me|myself)"

ROWS: tuple[tuple[Intent, float, str], ...] = (
    *wishes.ROWS,
    *moves.ROWS,
    *cancellations.ROWS,
    *questions.ROWS,
    *people.ROWS,
    *smalltalk.ROWS,
)
