"""How English speakers name a time of day. A bare "6" is as often a number of people, so it needs a preposition."""

from __future__ import annotations

from receptionist.understanding.rules.temporal import clocks, distances
from receptionist.understanding.rules.temporal.values import Row, nothing

_AT = "at|by|around|about|@|before|after|until|till|til|past|between|circa|make it|make that"
#: "in the morning", "at night", "morning"; before or after the clock.
_TAIL = "(,? (in|at|of|<this>)? the? <part>)?"
_LEAD = "((((in|at)? the)|<this:this_lead>)? <part:lead> (at|around|by|of|,)? (around|about)?)?"
#: A day right before the clock, or right after.
_ON = "(<weekday>|<relative_day>)"
_ISH = "(-|‐)? ish"
_UNTIL = "<hour:until> (: <minute:>)? <half>?"
_OH = "-|‐? oh|o|zero -|‐?"

ROWS: tuple[Row, ...] = (
    # What only looks like a time
    ("good morning|afternoon|evening|day|night", nothing),
    ("(for|party of|of|we|are) <number:> <people:>", nothing),
    ("<number:> <people:>", nothing),
    ("<number:> · <number:> <people:>", nothing),
    ("table|tables for <number:>", nothing),
    ("(live|lives|living|located|address is) (at|in)? (number|flat|apartment|unit)? <number:>", nothing),
    ("number|flat|apartment|unit|room|apt|suite|size|gate|floor <number:>", nothing),
    ("any|no|which|this|that|each|every|either|some one (works|suits|is (fine|good|better|perfect))?", nothing),
    # In figures; a leading zero is the 24-hour writing, so "07:30" is the morning though "7:30" may be the evening
    (f"({_AT}|for|to|from)? <hour_with_zero:hour> : <minute>", clocks.clock_24h),
    (f"({_AT}|for|to|from)? {_LEAD} <hour> : <minute> (: <minute:>)? <half>? {_TAIL}", clocks.clock),
    (f"({_AT}|for|to|from)? {_LEAD} <hour> ·|. <minute> <half> {_TAIL}", clocks.clock),
    ("<part:lead> (at|,)? <hour> · <minute>", clocks.clock),
    ("<hour> · <minute> (<relative_day>|<weekday>|<this>? <part>)", clocks.clock),
    ("<hour> · <minute_dotted:minute>", clocks.clock),
    (f"({_AT}) <hour> ·|. <minute> {_TAIL}", clocks.clock),
    ("for|to|from <hour> · <minute>", clocks.clock),
    ("<hour> h <minute>?", clocks.clock_24h),
    ("<hour> h <minute> <half>", clocks.clock),
    (f"<hour> <minute> <half> {_TAIL}", clocks.clock),
    ("<hour> <minute> (in|at|<this>)? the? <part>", clocks.clock),
    (f"({_AT}|for)? <hour_spelled:hour> -? <minute_spelled:minute> <half>? {_TAIL}", clocks.clock),
    (f"{_ON} (,|at)? <hour> <minute> <half>? {_TAIL}", clocks.clock),
    ("<part:lead> (at)? <hour> <minute>", clocks.clock),
    ("^ <hour> <minute>", clocks.clock),
    (f"<hour> {_OH} <digit:minute_digit> <half>? {_TAIL}", clocks.clock),
    (f"({_AT}) <hour> <minute> {_TAIL}", clocks.clock),
    (f"({_AT}|for|to|from)? <hour> -|‐? ish? <half> {_TAIL}", clocks.clock),
    ("<hour> in the <half>", clocks.clock),
    (f"({_AT})? <hour> o'clock|oclock|sharp <half>? {_TAIL}", clocks.clock),
    (f"({_AT})? <hour> {_ISH} <half>? {_TAIL}", clocks.clock),
    (f"({_AT})? <hour> (: <minute>)? <half> {_ISH}", clocks.clock),
    (f"({_AT})? <hour> : <minute> {_ISH} <half>? {_TAIL}", clocks.clock),
    (f"<hourish:hour> {_TAIL}", clocks.clock),
    (f"<hour> o|0 '|\"? clock <half>? {_TAIL}", clocks.clock),
    ("(at)? <clock> hours|hrs|h", clocks.run_together_24h),
    ("(at)? (oh|zero|o) <digit:hour> hundred (hours|hrs)?", clocks.clock_24h),
    ("(at)? <hour> hundred hours|hrs", clocks.clock_24h),
    ("<clock> on? <relative_day>", clocks.run_together),
    ("<clock> on <weekday>", clocks.run_together),
    (f"<clock> <half> {_TAIL}", clocks.run_together),
    (f"({_AT}|for) <clock> {_TAIL}", clocks.run_together),
    # A bare hour
    (f"change|move|push|switch it|that (to|for|at)? <hour> {_TAIL}", clocks.clock),
    (f"(sorry|actually|i mean|i meant|or rather|no wait) ,? <hour> <half>? {_TAIL}", clocks.clock),
    ("<hour> (works|suits|is fine|is good|is better|is perfect)", clocks.clock),
    (f"from? <hour> (: <minute>)? <half>? onwards|onward {_TAIL}", clocks.clock),
    ("(make|change|move|push|switch) it|that (to|for|at)? <number:> <people:>", nothing),
    ("(you|we) (do|check|try) <hour> (for|on|instead|please|then|.|<question_mark:>|$)", clocks.clock),
    (f"not (before|after|until|earlier than) <hour> <half>? {_TAIL}", clocks.clock),
    (f"({_AT}) (about|around|like|say|exactly)? <hour> {_TAIL}", clocks.clock),
    (f"({_AT}) (about|around|like|say|exactly) <hour> <minute> <half>? {_TAIL}", clocks.clock),
    ("<weekday> <hour_digits:hour>", clocks.clock),
    ("<hour> (in|at|<this>)? the? <part>", clocks.clock),
    (f"{_LEAD[:-1]} <hour> (o'clock)? <half>?", clocks.clock),
    # The first hour of several
    (f"between <hour> (: <minute>)? <half:first_half>? (and|-|‐) {_UNTIL} {_TAIL}", clocks.first_of_range),
    (f"<hour> (-|‐) <hour:until> <half> {_TAIL}", clocks.first_of_range),
    (f"({_AT}|for|from)? <hour> : <minute> (-|‐) {_UNTIL} {_TAIL}", clocks.first_of_range),
    (f"({_AT}|for|from)? <hour> (-|‐) <hour:until> : <minute:> <half>? {_TAIL}", clocks.first_of_range),
    (f"{_ON} (from|between|at|,)? <hour> (-|‐|to|and) {_UNTIL}", clocks.first_of_range),
    (f"<hour> (-|‐|to) {_UNTIL} (on)? {_ON}", clocks.first_of_range),
    # In words
    (f"({_AT}|for)? <half_hour> past? <hour> <half>? {_TAIL}", clocks.minutes_past),
    (f"({_AT}|for)? a? <quarter> past|after <hour> <half>? {_TAIL}", clocks.minutes_past),
    (f"({_AT}|for)? a? <quarter> to|of|till|til|before <hour> <half>? {_TAIL}", clocks.minutes_to),
    (f"({_AT}|for)? <number:minutes> (minutes|mins|min)? past|after <hour> <half>? {_TAIL}", clocks.minutes_past),
    (f"({_AT}|for)? <number:minutes> minutes|mins|min to|till|til|before <hour> <half>? {_TAIL}", clocks.minutes_to),
    ("a? <quarter> past|after noon|midday", clocks.named_hour(12)),
    ("<half_hour> past noon|midday", clocks.named_hour(12)),
    ("<number:minutes> (minutes)? past|after noon|midday", clocks.named_hour(12)),
    ("a? <quarter> to|before|of|till noon|midday", clocks.to_named_hour(12)),
    ("<number:minutes> (minutes)? to|before|till noon|midday", clocks.to_named_hour(12)),
    ("(at|12|twelve|by|around|about)? noon|midday|noontime|noonish ((-|‐)? ish)?", clocks.named_hour(12)),
    ("(at)? midnight", clocks.named_hour(0)),
    ("mid night", clocks.named_hour(0)),
    ("(at)? (the|that)? same time (as before|now|planned|usual)?", distances.same_time),
    # Vaguely
    ("in|at the? <part>", clocks.part_of_day),
    ("<part>", clocks.part_of_day),
    ("early|late|mid|any|some|one|that|the|for <part>", clocks.part_of_day),
    # Not times
    ("in a? sec|second|minute|moment", nothing),
)

#: The first hour of several, where no appointment is changed: "move it from 3 to 5" names two.
RANGES: tuple[Row, ...] = (
    (f"from <hour> (: <minute>)? <half:first_half>? (to|until|till|-|‐) {_UNTIL} {_TAIL}", clocks.first_of_range),
    (f"<hour> (: <minute>)? (to|until|till) <hour:until> (: <minute:>)? <half> {_TAIL}", clocks.first_of_range),
    (f"({_AT}|for)? <five_minutes:minutes> to|till|til <hour> <half>? {_TAIL}", clocks.minutes_to),
)

#: "Move it to 5": a bare number is the new hour where an appointment is changed.
MOVES: tuple[Row, ...] = (
    (f"to|for|from <hour> {_TAIL}", clocks.clock),
    (f"to|for|at|by <five_minutes:minutes> to|till|til <hour> <half>? {_TAIL}", clocks.minutes_to),
    ("(do|have|make it) <hour> instead", clocks.clock),
)

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
    ("(is|what about|how about|can i (do|have|get|take)|could i (do|have|get|take)) (the)? <hour>", clocks.clock),
    ("^ no ,? (wait|sorry|actually|make it|i mean)? ,? (make it)? <hour>", clocks.clock),
)

#: "Morning" is a greeting, unless a time was asked for.
UNASKED: tuple[Row, ...] = (("^ morning|evening|afternoon", nothing),)
