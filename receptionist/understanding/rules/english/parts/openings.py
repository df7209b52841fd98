"""How English speakers ask what is free: a wish for an appointment, though it is put as a question."""

from __future__ import annotations

from receptionist.domain.reading import Intent

F, S = Intent.FAQ, Intent.SCHEDULE

_A_TIME = (
    "(on|at|the|this|next)? (<weekday:>|<relative_day:>|<clock:>|<hour:>|<ordinal:>) (<part:>|at <hour:>|<half:>)?"
)
_A_WHILE = "(half an|an|a few|<number:>|a couple of) (hour|hours|minute|minutes|min|mins)"
_THEIR_TIME = "(your|his|her|their|the|dr|doctor) (...)? (availability|schedule|calendar|diary|week|afternoon|morning)"


def _wished(weight: float, source: str) -> tuple[tuple[Intent, float, str], ...]:
    """Speak for an appointment, and against the question that the words are put as."""
    return (S, weight, source), (F, -4.0, source)


ROWS: tuple[tuple[Intent, float, str], ...] = (
    (
        S,
        2.5,
        (
            "(do|have|any|anything|is|are|got) ... (available|availability|availabilities|opening|openings|free|"
            "slots|slot|space)"
        ),
    ),
    (S, 2.5, "do you have (anything|something|any|a|room|time|space|an)"),
    (S, 2.0, "(availability|availabilities|openings) (for|on|this|next|tomorrow|today)"),
    (
        S,
        6.0,
        (
            "(what|which|when) (time|times|day|days|slot|slots|openings|dates|hours)? (do you have|have you got|are "
            "(there|free|available|left)|is (free|available)) (...)? (<weekday:>|<relative_day:>|<part:>|next|this)?"
        ),
    ),
    (
        S,
        3.5,
        "(something|anything|slots|openings) (...)? (before|after|by|around) (<hour:>|<clock:>|<part:>)",
    ),
    (
        S,
        4.5,
        (
            "(earliest|soonest|first|next) (possible|available|free|open)? (appt|appointment|slot|time|spot|available|"
            "opening|availability|date|you|someone|anyone|i|he|she)"
        ),
    ),
    (
        S,
        4.0,
        (
            "when (can|could|would|may|might|will|is) (you|i|we|someone|somebody|he|she|the|dr) (...)? (able to|"
            "available|free|see|come|fit|get|look|bring|drop|take|have|start|meet|book|schedule|stop|pop|make|do)"
        ),
    ),
    (
        S,
        3.5,
        (
            "(any|is there a|is there any|are there any|are there) (slot|slots|opening|openings|space|spot|spots|times|"
            "appointments|seats|tables|gaps|room|table|chance|way|possibility|availability) ... (in|before|"
            "after|for|at|on|tonight|today|tomorrow|this|next|"
            "<weekday:>|<part:>|free|left|open)"
        ),
    ),
    (S, 3.5, "is (dr|doctor|there) ... (free|available|in|room)"),
    (S, 3.0, "(what|which) (time|day|date|times|days) (...)? (can|could) (i|we|you) (come|meet|start|book|stop|pop)"),
    # None of these asks about the business
    (
        F,
        -3.0,
        (
            "(do you have|have you got|is there|got|any chance of) (anything|something|any|a|an|room|time|space) ... "
            "(<weekday:>|<relative_day:>|<part:>|(at|before|after|by|around) <hour:>|next|open|free|left|earlier|later)"
        ),
    ),
    (
        F,
        -2.5,
        (
            "(do|have|any|anything|is|are|got) ... (available|availability|openings|slots|slot) (on|at|for|this|next|"
            "tomorrow|today)"
        ),
    ),
    (
        F,
        -2.0,
        (
            "(what|which) (time|day|date|times|days) (...)? (can|could) (i|we|you) (come|get|have|see|meet|"
            "start|book|make|do|stop|pop|drop)"
        ),
    ),
    (
        F,
        -4.0,
        (
            "(earliest|soonest|first|next) (possible|available|free|open)? (appt|appointment|slot|time|spot|available|"
            "opening|availability|date|you|someone|anyone)"
        ),
    ),
    (
        F,
        -3.0,
        (
            "when (can|could|would|may|might) (you|i|we|someone|somebody|he|she|the|dr) (...)? (able to|available|"
            "free|see|come|fit|get|look|bring|drop|take|have|start|meet|book|schedule|stop|pop|make|do)"
        ),
    ),
    (
        F,
        -3.0,
        (
            "(any|a|is there|are there) (slot|slots|opening|openings|space|spot|spots|times|appointments|seats|tables|"
            "gaps|room|table|chance|way|possibility|availability) ... (in|before|after|for|at|on|tonight|today|"
            "tomorrow|this|next|<weekday:>|<part:>|free|"
            "left|open)"
        ),
    ),
    # By a day, a length, or how the week looks
    *_wished(5.0, f"is|are {_A_TIME} (still|also)? (free|available|open|possible|taken|good|ok|okay|any good)"),
    *_wished(
        4.0,
        (
            f"have|got|spare (you)? {_A_WHILE} (free|spare|for (me|us)|on|at|this|next|<weekday:>|<relative_day:>|"
            "<part:>|<question_mark:>)"
        ),
    ),
    *_wished(6.0, f"(what|how) (is|are|does|do)? {_THEIR_TIME} (look|looking)? (like)?"),
    *_wished(
        4.0,
        (
            "when|what (time|day)? (is|are|would be|suits|works)? (good|best|better|easiest|convenient|ok|okay) (for "
            "you)?"
        ),
    ),
    *_wished(
        4.0,
        (
            "(is|are|will) (you|he|she|they|dr|the doctor|anyone|anybody|someone|<provider:>) ... (free|available|"
            "around|in) (on|at|this|next|for|before|after|later|<weekday:>|<relative_day:>|<part:>)"
        ),
    ),
    *_wished(2.5, "(anything|something|spots|slots|times|appointments|tables|seats) (still|left)? (open|free|left)"),
    *_wished(3.0, "(find|get|give|need|want|have|any|an) (me|us|early|late|earlier)? (opening|openings)"),
)
