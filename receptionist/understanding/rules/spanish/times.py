"""How Spanish speakers name a time of day: "a las tres y media de la tarde"."""

from __future__ import annotations

from receptionist.understanding.rules.temporal import clocks, days, distances
from receptionist.understanding.rules.temporal.values import Row, nothing

_AT = "(a|para|como a|sobre|hacia|desde|de|hasta|antes de|despues de|tipo)? (eso de)? (las|la)"
_LATE = "((de|por|en) la <late:half>)?"
_DAWN = "(de|por|en) la <dawn:half>"

ROWS: tuple[Row, ...] = (
    # What only looks like a time
    ("(buenos|buenas) (dias|tardes|noches)", nothing),
    ("(para|somos)? <number:> <people:>", nothing),
    ("de? <number:> (a|o) <number:> <people:>", nothing),
    # In figures; a leading zero is the 24-hour writing, so "07:30" is the morning though "7:30" may be the evening
    (f"({_AT})? <hour_with_zero:hour> : <minute> (h|hs|horas)?", clocks.clock_24h),
    (f"({_AT})? <hour> : <minute> (h|hs|horas)? {_LATE}", clocks.clock),
    (f"({_AT})? <hour> : <minute> {_DAWN}", clocks.clock),
    ("<hour> : <minute> <half>", clocks.clock),
    (f"{_AT} <hour> ·|. <minute> {_LATE}", clocks.clock),
    (f"({_AT})? <hour> ·|. <minute> (h|hs|horas)", clocks.clock_24h),
    (f"({_AT})? <hour> · <minute> de la <late:half>", clocks.clock),
    (f"({_AT})? <hour> · <minute> de la <dawn:half>", clocks.clock),
    ("<hour> · <minute_dotted:minute>", clocks.clock),
    (f"({_AT})? <hour> : <minute> hrs|hr", clocks.clock_24h),
    ("<hour> h <minute>?", clocks.clock_24h),
    # Alone, "2 hs" may be how long
    (f"{_AT} <hour> hs|hrs|hr|horas", clocks.clock),
    ("<late_hour:hour> hs|hrs|hr", clocks.clock),
    (f"{_AT} <clock> {_LATE}", clocks.run_together),
    ("<hour> <half>", clocks.clock),
    ("<hour_spelled:hour> <minute_spelled:minute>", clocks.clock),
    (f"{_AT} <hour> <minute> {_LATE}", clocks.clock),
    (f"{_AT} <hour> <minute> {_DAWN}", clocks.clock),
    (f"({_AT})? 12|doce (del|de) (mediodia|medio dia)", clocks.named_hour(12)),
    (f"({_AT})? 12|doce de la noche", clocks.named_hour(0)),
    # A bare hour
    (f"(perdon|digo|quiero decir) ,? <hour> {_LATE}", clocks.clock),
    ("tipo <hour>", clocks.clock),
    (f"no (antes|despues) de (las|la) <hour> {_LATE}", clocks.clock),
    (f"{_AT} <hour> (en punto)? {_LATE}", clocks.clock),
    (f"{_AT} <hour> (en punto)? {_DAWN}", clocks.clock),
    (f"{_AT} <hour> <half>", clocks.clock),
    ("<hour> (en punto)? de la <late:half>", clocks.clock),
    ("<hour> (en punto)? de la <dawn:half>", clocks.clock),
    ("entre (las|la) <hour> y (las|la) <hour:until>", clocks.clock),
    # In words
    (f"({_AT})? <hour> y <half_hour> {_LATE}", clocks.minutes_past),
    (f"({_AT})? <hour> y <half_hour> {_DAWN}", clocks.minutes_past),
    (f"({_AT})? <hour> y <quarter> {_LATE}", clocks.minutes_past),
    (f"({_AT})? <hour> y <quarter> {_DAWN}", clocks.minutes_past),
    (f"({_AT})? <hour> menos <quarter> {_LATE}", clocks.minutes_to),
    (f"({_AT})? <hour> menos <quarter> {_DAWN}", clocks.minutes_to),
    (f"{_AT} <hour> y <number:minutes> {_LATE}", clocks.minutes_past),
    (f"{_AT} <hour> y <number:minutes> {_DAWN}", clocks.minutes_past),
    (f"{_AT} <hour> menos <number:minutes> {_LATE}", clocks.minutes_to),
    (f"{_AT} <hour> menos <number:minutes> {_DAWN}", clocks.minutes_to),
    ("(faltan|a)? <number:minutes> minutos? para (las|la) <hour>", clocks.minutes_to),
    ("faltan <number:minutes> para (las|la) <hour>", clocks.minutes_to),
    (f"(a|un)? <quarter> para (las|la) <hour> {_LATE}", clocks.minutes_to),
    ("(a|al)? (el)? medio dia", clocks.named_hour(12)),
    ("(a|al)? (el)? mediodia", clocks.named_hour(12)),
    ("(a)? (la)? medianoche", clocks.named_hour(0)),
    ("(a la)? misma hora (de siempre|de antes)?", distances.same_time),
    # Vaguely
    ("(por|en|de|a) la <part>", clocks.part_of_day),
    ("(por|en) las <part>", clocks.part_of_day),
)

#: The first hour of several, where no appointment is changed: "de las 3 a las 5" names two.
RANGES: tuple[Row, ...] = (
    (f"(de|desde) (las|la)? <hour> (a|hasta) (las|la)? <hour:until> {_LATE}", clocks.first_of_range),
    (f"(de|desde) (las|la)? <hour> (a|hasta) (las|la)? <hour:until> {_DAWN}", clocks.first_of_range),
)

#: A bare number is the new hour where an appointment is changed.
MOVES: tuple[Row, ...] = ((f"(a|para) <hour> {_LATE}", clocks.clock),)

#: A bare number answers "¿a qué hora?".
ANSWERS: tuple[Row, ...] = (
    ("^ (si|vale|mejor|,)? <hour> (por favor|.|!)? $", clocks.clock),
    ("^ <hour> <minute> $", clocks.clock),
    ("^ <hour> horas (.|!|<question_mark:>)? $", clocks.clock),
    ("^ (la)? <part> (por favor|.|!)? $", clocks.part_of_day),
    ("^ manana (.|!)? $", days.days_from_today(1)),
    ("^ no ,? (espera|espere|perdon|mejor)? ,? (a)? (las|la)? <hour>", clocks.clock),
)

#: What is no time, unless one was asked for.
UNASKED: tuple[Row, ...] = ()
