"""How English speakers name a time of day. A bare "6" is as often a number of people, so it needs a preposition."""

from __future__ import annotations

from receptionist.understanding.rules.temporal import clocks
from receptionist.understanding.rules.temporal.values import Row, nothing

_AT = "at|by|around|about|@|before|after|until|till|til|past|between|circa"
#: "in the morning", "at night", "morning"; before or after the clock.
_TAIL = "((in|at|of)? the? <part>)?"
_LEAD = "(((in|at)? the)? <part:lead> (at|around|by|of|,)?)?"
_OH = "-|‐? oh|o|zero -|‐?"

ROWS: tuple[Row, ...] = (
    # What only looks like a time
    ("good morning|afternoon|evening|day|night", nothing),
    ("^ morning|evening|afternoon", nothing),
    ("(for|party of|of|table for|we|are) <number:> <people:>", nothing),
    ("<number:> <people:>", nothing),
    # In figures; a leading zero is the 24-hour writing, so "07:30" is the morning though "7:30" may be the evening
    (f"({_AT}|for|to|from)? <hour_with_zero:hour> : <minute>", clocks.clock_24h),
    (f"({_AT}|for|to|from)? {_LEAD} <hour> : <minute> (: <minute:>)? <half>? {_TAIL}", clocks.clock),
    (f"<hour> ·|. <minute> <half> {_TAIL}", clocks.clock),
    (f"({_AT}) <hour> ·|. <minute> {_TAIL}", clocks.clock),
    ("for|to|from <hour> · <minute>", clocks.clock),
    ("<hour> h <minute>?", clocks.clock_24h),
    (f"<hour> <minute> <half> {_TAIL}", clocks.clock),
    ("<hour> <minute> (in|at)? the? <part>", clocks.clock),
    ("^ <hour> <minute>", clocks.clock),
    (f"<hour> {_OH} <digit:minute_digit> <half>? {_TAIL}", clocks.clock),
    (f"({_AT}) <hour> <minute> {_TAIL}", clocks.clock),
    (f"<hour> -|‐? ish? <half> {_TAIL}", clocks.clock),
    (f"<hour> o'clock|oclock|ish|sharp <half>? {_TAIL}", clocks.clock),
    (f"<hour> o|0 '|\"? clock <half>? {_TAIL}", clocks.clock),
    ("<clock> hours|hrs|h", clocks.run_together),
    (f"<clock> <half> {_TAIL}", clocks.run_together),
    (f"({_AT}|for) <clock> {_TAIL}", clocks.run_together),
    # A bare hour
    ("make it <hour>", clocks.clock),
    ("make it <number:> <people:>", nothing),
    (f"not (before|after|until|earlier than) <hour> <half>? {_TAIL}", clocks.clock),
    (f"({_AT}) (about|around|like|say|exactly)? <hour> {_TAIL}", clocks.clock),
    ("<hour> (in|at)? the? <part>", clocks.clock),
    ("(in|at)? the? <part:lead> (at|around|by|of|,)? <hour> (o'clock)?", clocks.clock),
    ("<hour> (o'clock)? <tonight:part>", clocks.clock_today),
    ("<hour> : <minute> <tonight:part>", clocks.clock_today),
    ("from <hour> (to|until|till|-) <hour:until> <half>?", clocks.clock),
    ("between <hour> and <hour:until> <half>?", clocks.clock),
    ("<hour> (to|until|till|-|‐) <hour:until> <half>", clocks.clock),
    # In words
    (f"<half_hour> past? <hour> <half>? {_TAIL}", clocks.minutes_past),
    (f"a? <quarter> past|after <hour> <half>? {_TAIL}", clocks.minutes_past),
    (f"a? <quarter> to|of|till|til|before <hour> <half>? {_TAIL}", clocks.minutes_to),
    (f"<number:minutes> (minutes|mins|min)? past|after <hour> <half>? {_TAIL}", clocks.minutes_past),
    (f"<number:minutes> (minutes|mins|min)? to|till|til|before <hour> <half>? {_TAIL}", clocks.minutes_to),
    ("a? <quarter> past|after noon|midday", clocks.named_hour(12)),
    ("<number:minutes> (minutes)? past|after noon|midday", clocks.named_hour(12)),
    ("(at|12)? noon|midday|noontime", clocks.named_hour(12)),
    ("(at)? midnight", clocks.named_hour(0)),
    ("mid night", clocks.named_hour(0)),
    # Vaguely
    ("in|at the? <part>", clocks.part_of_day),
    ("<part>", clocks.part_of_day),
    ("early|late|mid|any|some|one|that|the|for <part>", clocks.part_of_day),
)

#: "Move it to 5": a bare number is the new hour where an appointment is changed.
MOVES: tuple[Row, ...] = ((f"to|for <hour> {_TAIL}", clocks.clock),)

#: A bare number answers "what time?".
ANSWERS: tuple[Row, ...] = (
    (
        (
            "^ (yes|yeah|ok|okay|sure|maybe|say|let us|let|make it|how about|i think|for|do)? (,|.)? "
            "(do|say|make it)? <hour> (please|then|works|is fine|is good)? (,|.|!)? (please)? $"
        ),
        clocks.clock,
    ),
    ("^ (yes|ok|okay|for|to|make it|do)? ,? <hour> <minute>", clocks.clock),
    ("^ <clock> $", clocks.run_together),
    ("for|do <hour> (please)? (.|!)? $", clocks.clock),
)
