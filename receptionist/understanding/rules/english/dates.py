"""How English speakers name a day. One row a way of saying it; of two that match the longer wins, then the higher."""

from __future__ import annotations

from collections.abc import Mapping

from receptionist.domain.diary import PartOfDay
from receptionist.understanding.rules.english.holidays import HOLIDAYS
from receptionist.understanding.rules.temporal import days, distances
from receptionist.understanding.rules.temporal.values import Row, nothing

_YEAR = "((,|of)? <year>)?"

ROWS: tuple[Row, ...] = (
    # Not days
    ("24 / 7", nothing),
    ("sat nav|navs", nothing),
    ("i|he|she|we|they|you|who|just sat", nothing),
    ("the sun (was|is|isn't|has|hurts|damage|damaged)", nothing),
    (
        "sun|suns (cream|creams|damage|damaged|screen|tan|bed|beds|burn|burns|spots|spot|glasses|exposure|rash|block)",
        nothing,
    ),
    ("on second thought|thoughts", nothing),
    ("<ordinal:> (birthday|anniversary|street|st|avenue|ave|floor|grade|visit|opinion|session|try)", nothing),
    ("my|our|his|her|their|your|a <ordinal:>", nothing),
    ("a|one|per second|sec|moment", nothing),
    (
        (
            "the? <ordinal:> (time|one|thing|option|choice|name|person)|the? first (opening|available|availability|"
            "appointment|appt|slot|spot|free|you have)"
        ),
        nothing,
    ),
    (
        "how (are|is|was|has) (you|it|things|everything|everyone|all|life) (doing|going|feeling|been)? <relative_day:>",
        nothing,
    ),
    ("angry|frustrated|upset|annoyed|mad|stressed|confused|worried right now", nothing),
    # Near
    ("the? day after tomorrow", days.days_from_today(2)),
    ("the? day before yesterday", days.days_from_today(-2)),
    ("<relative_day>", days.relative_day),
    ("this morning", days.part_today(PartOfDay.MORNING)),
    ("this afternoon", days.part_today(PartOfDay.AFTERNOON)),
    ("this evening|night", days.part_today(PartOfDay.EVENING)),
    ("later? tonight|tonite", days.part_today(PartOfDay.EVENING)),
    ("later today", days.days_from_today(0)),
    ("right now|away", days.days_from_today(0)),
    # Weekdays
    ("on? <weekday> (.|,)? (the|on|on the)? <ordinal:day>", days.weekday_and_day),
    ("on? <weekday> (.|,)? the <day>", days.weekday_and_day),
    ("on? <weekday> (.|,)? <day>", days.weekday_and_bare_day),
    ("(this|coming|upcoming|nearest|soonest|on)? (coming|upcoming)? <weekday> coming?", days.weekday),
    ("<next> <weekday>", days.next_week_weekday),
    ("<weekday> (of|in)? next week", days.next_week_weekday),
    ("next week (on|,)? <weekday>", days.next_week_weekday),
    ("<weekday> of? this week", days.weekday),
    ("this week (on|,)? <weekday>", days.weekday),
    ("<weekday> after next", days.weekday_after_next),
    ("on? <weekday> ,? (the|of the)? week after next", days.weekday_after_next_week),
    ("(the)? week after next ,? (on)? (the)? <weekday>", days.weekday_after_next_week),
    ("<weekday> week", days.weeks_from_weekday),
    ("<weekday> fortnight", distances.days_on(21)),
    ("<count> week (on|from) this? <weekday>", days.weeks_from_weekday),
    ("<count> weeks (on|from) this? <weekday>", days.weeks_from_weekday),
    ("last|past <weekday>", days.last_weekday),
    # Day and month
    (f"(<weekday:> .? ,?)? on? the? <ordinal:day> (day)? of? <month> .? {_YEAR}", days.month_and_day),
    (f"(<weekday:> .? ,?)? the? <day> (.|,|of)? <month> .? {_YEAR}", days.month_and_day),
    (f"(<weekday:> .? ,?)? <month> .? the? <ordinal:day> {_YEAR}", days.month_and_day),
    (f"(<weekday:> .? ,?)? <month> /|.? the? <day> {_YEAR}", days.month_and_day),
    (f"<month> the? <day_spelled:day> {_YEAR}", days.month_and_day),
    (f"the? <day_spelled:day> of <month> {_YEAR}", days.month_and_day),
    ("<day> -|‐|/ <month> -|‐|/ <year>", days.month_and_day),
    ("<day> -|‐|/ <month> -|‐|/ <short_year>", days.month_and_day),
    ("<day> -|/ <month>", days.month_and_day),
    ("<month> -|/ <day>", days.month_and_day),
    ("(the)? (<ordinal:day>) of? <month> '? <short_year>", days.month_and_day),
    # The first day of several
    ("from? the? <day> (-|‐|to|until|till|and|&|or) <day:until> of? <month>", days.month_and_day),
    ("from? the? <ordinal:day> (-|‐|to|until|till|and|&|or) the? <ordinal:until> of? <month>", days.month_and_day),
    ("<month> the? <day> (-|‐|to|until|till|and|&|or) <day:until>", days.month_and_day),
    ("<month> the? <ordinal:day> (-|‐|to|until|till|and|&|or) the? <ordinal:until>", days.month_and_day),
    # The last day
    (f"the? last day (of|in) <month> {_YEAR}", days.last_of_month),
    ("the? last day (of|in) (the|this) month", days.last_of_month),
    ("the? last day (of|in) <next> month", days.last_of_month),
    ("(at)? the? end of (the|this) month", days.last_of_month),
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
    ("<weekday> (the|,)? <day:one> / <day:two> (/ <year>)?", days.two_numbers),
    ("<weekday> (the|,)? <day:one> / <day:two> / <short_year>", days.two_numbers),
    ("<day:one> -|‐ <day:two>", days.two_numbers),
    ("on <day:one> · <day:two>", days.two_numbers),
    ("<day:one> · <day:two> .", days.two_numbers),
    ("<year> · <month_number:month> · <day>", days.month_and_day),
    ("<day:one> · <day:two>", nothing),
    # From here
    ("in|within (about|around|exactly|roughly|another)? a? <count> of? (more)? <unit> ('? time)?", distances.shifted),
    ("a? <count> of? <unit> (from|after) (now|<relative_day>|this? <weekday>)", distances.shifted),
    ("a? <count> of? <long_unit:unit> (hence|time)", distances.shifted),
    ("a? <count> of? <long_unit:unit> <relative_day>", distances.shifted),
    ("<relative_day> week", distances.days_on(7)),
    ("<relative_day> fortnight", distances.days_on(14)),
    ("(the)? (upcoming|coming) <count> <long_unit:unit>", distances.shifted),
    ("<count> (upcoming|coming) <long_unit:unit>", distances.shifted),
    ("<count> of? <unit> <ago>", distances.shifted),
    ("in|within (about|around|like)? half an? hour", distances.half_an_hour),
    ("half an? hour from now", distances.half_an_hour),
    ("in (about|around)? <count> and a half hours|hrs", distances.half_an_hour),
    ("in (about|around)? <count> hour|hours|hr|hrs and a half", distances.half_an_hour),
    ("in <count> hour|hours|hr|hrs (and|,)? <number:minutes> minutes|minute|mins|min", distances.hours_and_minutes),
    ("in <number:count> · <digit:tenths> hours|hrs", distances.hours_and_minutes),
    ("in (about)? (a|<number:quarters>)? quarter|quarters of an hour", distances.hours_and_minutes),
    ("(a|<number:quarters>)? quarter|quarters of an hour from now", distances.hours_and_minutes),
    # From another day, or from what was said
    ("a|the? <count> of? <long_unit:unit> (after|from)", distances.after),
    ("a|the? <count> of? <long_unit:unit> (before|prior to)", distances.before),
    ("the? day after", distances.after),
    ("the? day before", distances.before),
    ("the? <weekday> after", distances.after),
    ("the? <weekday> before", distances.before),
    ("a? <count> of? <unit> (later|after)", distances.after),
    ("a? <count> of? <unit> (earlier|sooner|before)", distances.before),
    ("<half_hour> an? hour (later|after)", distances.after),
    ("<half_hour> an? hour (earlier|sooner|before)", distances.before),
    # The nth weekday
    (f"the? <nth> <weekday> (of|in) <month> {_YEAR}", days.nth_weekday_of_month),
    ("the? <nth> <weekday> (of|in) (this|the) month", days.nth_weekday_of_month),
    ("the? <nth> <weekday> (of|in) <next> month", days.nth_weekday_of_month),
    ("(on)? (a|any|some|one)? <weekday> (in|of) <month>", days.weekday_of_month),
    ("the? <next:> day", distances.after),
    *HOLIDAYS,
    # Vague
    ("next week", days.next_week),
    ("(the)? week after next", days.week_after_next),
    ("next month", days.next_month),
    ("(this|the)? weekend", days.weekend),
    ("<next> weekend", days.weekend),
    ("(in|within|over|during|sometime)? the next (couple of|few|<count>) of? <long_unit:>", days.from_today),
    ("(in|during) <month>", days.part_of_month),
    ("(the)? <third> (of|in)? (-)? <month>", days.part_of_month),
    ("after (the)? holidays", days.from_fixed_day(1, 2)),
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
        "(no ,|no wait|oh no|wait|sorry|actually|i mean|i meant|make that|make it|scratch that|or rather|instead) ,?"
    ),
    "retraction": "no",
    "after": "(after|past|beyond|later than) (the)?",
    "told": (
        "since|ago|was|were|had|did|got|came|went|called|booked|said|spoke|missed|made|wrote|told|asked|happened|broke|"
        "stopped|started|visited|saw|tried|paid|left|bought"
    ),
}
