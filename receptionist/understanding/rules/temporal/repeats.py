"""What repeats: how often, how many times and until when. The day and the time of the first are read as any other's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from receptionist.domain.repeats import Repeat, Unit
from receptionist.understanding.rules.lines import Line
from receptionist.understanding.rules.patterns import Match, Pattern, Vocabulary
from receptionist.understanding.rules.temporal.days import add_months
from receptionist.understanding.rules.temporal.distances import DAY, MONTH, WEEK

#: Makes of a match what it says, or None when the words make no sense together.
Builder = Callable[[Match, date], Repeat | None]
#: A row of a language's table.
Row = tuple[str, Builder]
#: More often than this nobody means it.
_MOST_TIMES = 200


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what it builds."""

    pattern: Pattern
    build: Builder


@dataclass(frozen=True, slots=True)
class Tables:
    """How one language says how often, and until when; an end alone is one where it was asked for."""

    rhythms: tuple[Rule, ...]
    ends: tuple[Rule, ...]
    answers: tuple[Rule, ...]


def compile_tables(
    vocabulary: Vocabulary, rhythms: Sequence[Row], ends: Sequence[Row], answers: Sequence[Row]
) -> Tables:
    """Compile a language's tables."""
    return Tables(
        *(tuple(Rule(vocabulary.compile(s), build) for s, build in rows) for rows in (rhythms, ends, answers))
    )


def find_repeat(line: Line, tables: Tables, today: date, *, is_asked: bool) -> tuple[Repeat | None, Line]:
    """Return what repeats, if anything does, and the line without the words for it, but with its weekday."""
    rhythm, rest = _first(line, tables.rhythms, today)
    if rhythm is None and not is_asked:
        return None, line
    end, rest = _first(rest, tables.ends, today)
    if end is None and is_asked and rhythm is None:
        end, rest = _first(rest, tables.answers, today)
    if rhythm is None:
        return (replace(end, every=0), rest) if end else (None, line)
    return (rhythm.amended(replace(end, every=0)) if end else rhythm), rest


def _first(line: Line, rules: Sequence[Rule], today: date) -> tuple[Repeat | None, Line]:
    for rule in rules:
        match = rule.pattern.find(line)
        said = rule.build(match, today) if match else None
        if match and said:
            for at in range(match.start, match.end):
                if "weekday" not in match or line.items[at].norm not in rule.pattern.categories["weekday"]:
                    line = line.without(at, at + 1)
            return said, line
    return None, line


def every(count: int, unit: Unit = Unit.WEEK) -> Builder:
    """Make a builder of a fixed rhythm."""
    return lambda _, __: Repeat(every=count, unit=unit)


def every_so_many_weeks(match: Match, today: date) -> Repeat | None:
    """Build "every <n> weeks"."""
    return Repeat(every=match["n"]) if 1 <= match["n"] <= _MOST_TIMES else None


def every_unit(match: Match, today: date) -> Repeat | None:
    """Build "every ``<n>`` ``<unit>``"; a number that is not said is one."""
    unit, count = match["unit"], match.get("n") or 1
    if unit == DAY:
        return Repeat(every=count, unit=Unit.DAY)
    if unit >= MONTH:
        return Repeat(every=count * unit // MONTH, unit=Unit.MONTH)
    return Repeat(every=count * unit // WEEK, unit=Unit.WEEK) if unit > 0 else None


def times(match: Match, today: date) -> Repeat | None:
    """Build "``<n>`` times"."""
    return Repeat(times=match["n"]) if 1 <= match["n"] <= _MOST_TIMES else None


def long(match: Match, today: date) -> Repeat | None:
    """Build "for ``<n>`` ``<unit>``"."""
    unit, count = match["unit"], match.get("n") or 1
    if unit >= MONTH:
        return Repeat(months_long=count * unit // MONTH)
    return Repeat(weeks_long=count * unit // WEEK) if unit >= WEEK else None


def until_day(match: Match, today: date) -> Repeat | None:
    """Build "until ``<month>`` ``<day>``": the next such day, and that day too."""
    for year in (today.year, today.year + 1):
        try:
            day = date(year, match["month"], match["day"])
        except ValueError:
            return None
        if day >= today:
            return Repeat(until=day)
    return None


def until_month(match: Match, today: date) -> Repeat | None:
    """Build "until ``<month>``": not into it."""
    return Repeat(until=_begins(match, today) - timedelta(days=1))


def through_month(match: Match, today: date) -> Repeat | None:
    """Build "until the end of ``<month>``"."""
    first = _begins(match, today)
    if match["month"] == today.month:
        first = today.replace(day=1)
    return Repeat(until=add_months(first, 1) - timedelta(days=1))


def until_end_of_year(match: Match, today: date) -> Repeat | None:
    """Build "until the end of the year"."""
    return Repeat(until=date(today.year, 12, 31))


def _begins(match: Match, today: date) -> date:
    """Return the next first of ``<month>``."""
    first = date(today.year, match["month"], 1)
    return first if first > today else first.replace(year=today.year + 1)
