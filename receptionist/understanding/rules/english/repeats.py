"""How English speakers say that something repeats."""

from __future__ import annotations

from receptionist.domain.repeats import Unit
from receptionist.understanding.rules.temporal import repeats
from receptionist.understanding.rules.temporal.repeats import Row

_UNTIL = "(until|till|til|through|up to|up until|to)"

RHYTHMS: tuple[Row, ...] = (
    ("(every|each) (other|alternate) <weekday>", repeats.every(2)),
    ("(every|each) <ordinal:n> <weekday>", repeats.every_so_many_weeks),
    ("(every|each) <number:n> weeks (on)? (a)? <weekday>", repeats.every_so_many_weeks),
    ("(every|each) (other|second|alternate) week (on)? (a)? <weekday>", repeats.every(2)),
    ("(every|each) week (on)? (a)? <weekday>", repeats.every(1)),
    ("(every|each) <weekday>", repeats.every(1)),
    ("(every|each) (other|second|alternate) (week|wk)", repeats.every(2)),
    ("(every|each) (other|second) month", repeats.every(2, Unit.MONTH)),
    ("(every|each) <number:n>? <long_unit:unit>", repeats.every_unit),
    ("(every|each) (couple of|few) weeks", repeats.every(2)),
    ("(once|one time) (a|every|per) week", repeats.every(1)),
    ("(once|one time) (a|every|per) month", repeats.every(1, Unit.MONTH)),
    ("(biweekly|fortnightly)", repeats.every(2)),
    ("weekly", repeats.every(1)),
    ("monthly", repeats.every(1, Unit.MONTH)),
)

ENDS: tuple[Row, ...] = (
    (f"{_UNTIL} the? <month> the? <day>", repeats.until_day),
    (f"{_UNTIL} the? <month> the? <ordinal:day>", repeats.until_day),
    (f"{_UNTIL} the? <day> of? <month>", repeats.until_day),
    (f"{_UNTIL} the? <ordinal:day> of? <month>", repeats.until_day),
    (f"{_UNTIL} the? (end|last) of? <month>", repeats.through_month),
    ("through to? <month>", repeats.through_month),
    (f"{_UNTIL} the? (start|beginning)? of? <month>", repeats.until_month),
    (f"{_UNTIL} the? end of the year", repeats.until_end_of_year),
    ("(for|over)? (the)? (next)? <number:n> (times|appointments|sessions|visits|occasions)", repeats.times),
    ("(for|over) (the)? (next)? <number:n>? <long_unit:unit>", repeats.long),
    ("for (a|the next) <long_unit:unit>", repeats.long),
)

#: Where it was asked how often, or until when.
ANSWERS: tuple[Row, ...] = (
    ("^ (just|only|about|say|,)? <number:n> (please|.|!|of them|in all|in total|altogether)? $", repeats.times),
    ("<number:n> <long_unit:unit>", repeats.long),
    ("(end of) <month>", repeats.through_month),
    ("<month> (the)? <ordinal:day>", repeats.until_day),
    ("<month> <day>", repeats.until_day),
    ("<day> <month>", repeats.until_day),
)
