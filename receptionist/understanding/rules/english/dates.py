"""How English speakers name a day. One row a way of saying it; of two that match the longer wins, then the higher."""

from __future__ import annotations

from collections.abc import Mapping

from receptionist.domain.diary import PartOfDay
from receptionist.understanding.rules.temporal import days
from receptionist.understanding.rules.temporal.values import Row, nothing

_YEAR = "((,|of)? <year>)?"

ROWS: tuple[Row, ...] = (
    # Near
    ("the? day after tomorrow", days.days_from_today(2)),
    ("the? day before yesterday", days.days_from_today(-2)),
    ("<relative_day>", days.relative_day),
    ("2 morrow", days.days_from_today(1)),
    ("this morning", days.part_today(PartOfDay.MORNING)),
    ("this afternoon", days.part_today(PartOfDay.AFTERNOON)),
    ("this evening|night", days.part_today(PartOfDay.EVENING)),
    ("later? tonight|tonite", days.part_today(PartOfDay.EVENING)),
    ("later today", days.days_from_today(0)),
    ("right now|away", days.days_from_today(0)),
    # Weekdays
    ("on? <weekday> (.|,)? (the|on|on the)? <ordinal:day>", days.weekday_and_day),
    ("on? <weekday> (.|,)? the? <day>", days.weekday_and_day),
    ("(this|coming|upcoming|on)? (coming|upcoming)? <weekday>", days.weekday),
    ("<next> <weekday>", days.next_week_weekday),
    ("<weekday> (of|in)? next week", days.next_week_weekday),
    ("next week (on|,)? <weekday>", days.next_week_weekday),
    ("<weekday> of? this week", days.weekday),
    ("this week (on|,)? <weekday>", days.weekday),
    ("<weekday> after next", days.weekday_after_next),
    ("<weekday> week", days.weeks_from_weekday),
    ("<count> weeks? week (on|from) this? <weekday>", days.weeks_from_weekday),
    ("<count> weeks (on|from) this? <weekday>", days.weeks_from_weekday),
    ("last|past <weekday>", days.last_weekday),
    # Day and month
    (f"(<weekday:> .? ,?)? on? the? <ordinal:day> (day)? of? <month> .? {_YEAR}", days.month_and_day),
    (f"(<weekday:> .? ,?)? the? <day> (.|,|of)? <month> .? {_YEAR}", days.month_and_day),
    (f"(<weekday:> .? ,?)? <month> .? the? <ordinal:day> {_YEAR}", days.month_and_day),
    (f"(<weekday:> .? ,?)? <month> /|.? the? <day> {_YEAR}", days.month_and_day),
    (f"<month> the? <day_spelled:day> {_YEAR}", days.month_and_day),
    (f"the? <day_spelled:day> of <month> {_YEAR}", days.month_and_day),
    ("<day> -|‐ <month> -|‐ <year>", days.month_and_day),
    # Day of a month
    ("on? the <ordinal:day>", days.day_of_month),
    ("on <ordinal:day>", days.day_of_month),
    ("<ordinal_digits:day>", days.day_of_month),
    ("on the? <day>", days.day_of_month),
    ("the? <ordinal:day> (day)? of next month", days.day_of_next_month),
    ("next month (on)? the <ordinal:day>", days.day_of_next_month),
    ("the? <ordinal:day> (day)? of this|the month", days.day_of_this_month),
    # In figures
    ("<year> -|‐|/ <month_number:month> -|‐|/ <day>", days.month_and_day),
    ("<month_number:one> / <day:two> (/ <year>)?", days.two_numbers),
    ("<day:one> / <month_number:two> (/ <year>)?", days.two_numbers),
    ("<day:one> /|-|‐|· <day:two> /|-|‐|· <year>", days.two_numbers),
    ("<day:one> /|-|‐|· <day:two> /|-|‐|· <short_year>", days.two_numbers),
    ("<day:one> -|‐ <day:two>", days.two_numbers),
    ("<day:one> · <day:two> ·? .?", nothing),
    # From here
    ("in|within (about|around)? a? <count> of? (more)? <unit> ('? time)?", days.shifted),
    ("a? <count> of? <unit> (from|after) (now|<relative_day>|this? <weekday>)", days.shifted),
    ("<count> of? <long_unit:unit> (later|hence|time)", days.shifted),
    ("<count> of? <unit> <ago>", days.shifted),
    ("(in|within) half an? hour", days.half_an_hour),
    ("in <count> and a half hours", days.half_an_hour),
    # The nth weekday
    (f"the? <nth> <weekday> (of|in) <month> {_YEAR}", days.nth_weekday_of_month),
    ("the? <nth> <weekday> (of|in) (this|the) month", days.nth_weekday_of_month),
    ("the? <nth> <weekday> (of|in) <next> month", days.nth_weekday_of_month),
    ("the? <next:> day", days.days_from_today(1)),
    # Named days
    ("christmas|xmas (day)?", days.fixed_day(12, 25)),
    ("christmas|xmas eve", days.fixed_day(12, 24)),
    ("boxing day", days.fixed_day(12, 26)),
    ("new year|years '? eve", days.fixed_day(12, 31)),
    ("new year|years '? (day)?", days.fixed_day(1, 1)),
    ("valentine|valentines (day)?", days.fixed_day(2, 14)),
    ("halloween", days.fixed_day(10, 31)),
    ("independence day", days.fixed_day(7, 4)),
    ("thanksgiving (day)?", days.nth_weekday_holiday(11, 3, 4)),
    ("labor day", days.nth_weekday_holiday(9, 0, 1)),
    ("memorial day", days.nth_weekday_holiday(5, 0, -1)),
    # Vague
    ("next week", days.next_week),
    ("next month", days.next_month),
    ("(this|the)? weekend", days.weekend),
    ("<next> weekend", days.weekend),
    # Not days
    ("a|one|per second|sec|moment", nothing),
    ("the? (first|second|third) (time|one|thing|option|choice|name|person)", nothing),
)

#: A bare number answers "which day?".
ANSWERS: tuple[Row, ...] = (("^ (the|on|maybe|yes|ok)? <day> (please)? .? $", days.day_of_month),)

ROLES: Mapping[str, str] = {
    "ruled_out": (
        "(not|except|instead of|rather than|isn't|can't make it|cannot make it|can't make|can't do|can't|cannot|"
        "no longer) (on|for|at|do|make|the|this|next)? (the)?"
    ),
    "declined": (
        "(,)? (doesn't|does not|won't|isn't|is not|is no|don't|didn't|not) (really)? (work|works|good|possible|okay|ok|"
        "suit|going to work|great)"
    ),
    "old": "(from|my|the|our) (<booking:>)? (on|at|of|for)?",
    "new": "(to|for|until|till|into|to be|make it|be) (on|at|for|around|about|the)?",
    "correction": (
        "(no ,|no wait|oh no|sorry|actually|i mean|i meant|make that|make it|scratch that|or rather|instead) ,?"
    ),
    "after": "(after|past|beyond|later than) (the)?",
}
