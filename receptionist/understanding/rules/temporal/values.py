"""What a temporal expression says, before the whole text is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from receptionist.domain.diary import PartOfDay
from receptionist.understanding.rules.patterns import Line, Match, Pattern, Vocabulary


class Half(StrEnum):
    """Which half of the day a clock time was said to lie in."""

    AM = "am"
    PM = "pm"


@dataclass(frozen=True, slots=True)
class Clock:
    """A time as said: "three" may still be 03:00 or 15:00. ``is_24h`` when it was written so that only one is meant."""

    hour: int
    minute: int = 0
    half: Half | None = None
    is_24h: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """What one expression says of when; local to the business.

    ``is_weekday`` marks a day named by its weekday only, which may be today; ``is_past`` one that lies behind by its
    own words ("six days ago").
    """

    day: date | None = None
    clock: Clock | None = None
    part: PartOfDay | None = None
    not_before: date | None = None
    is_weekday: bool = False
    is_past: bool = False

    @property
    def says_something(self) -> bool:
        """Whether it is more than words that only look like a day or a time."""
        return any(part is not None for part in (self.day, self.clock, self.part, self.not_before))


@dataclass(frozen=True, slots=True)
class Around:
    """What an expression is resolved against: the business's own clock, and whether its country writes month/day."""

    now: datetime
    month_first: bool = False

    @property
    def today(self) -> date:
        """The business's own day."""
        return self.now.date()

    def in_minutes(self, minutes: int) -> datetime:
        """Return what the clock will show by then, whatever happens to it in between."""
        return (self.now.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(self.now.tzinfo)


#: Makes the meaning of a match, or None when the words make no sense together ("February 30").
Builder = Callable[[Match, Around], When | None]
#: A row of a language's table.
Row = tuple[str, Builder]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what it builds."""

    pattern: Pattern
    build: Builder


@dataclass(frozen=True, slots=True)
class Candidate:
    """One temporal expression in a text: items ``start`` to ``end`` (exclusive), and the rule that saw it."""

    start: int
    end: int
    when: When
    reason: str = field(compare=False)


def compile_rules(vocabulary: Vocabulary, rows: tuple[Row, ...]) -> tuple[Rule, ...]:
    """Compile a language's table."""
    return tuple(Rule(vocabulary.compile(source), build) for source, build in rows)


def find_candidates(line: Line, rules: tuple[Rule, ...], around: Around) -> list[Candidate]:
    """Find every expression; where two overlap the longer wins, and of equals the one higher up in the table."""
    found: list[tuple[int, int, int, Candidate]] = []
    for rank, rule in enumerate(rules):
        for match in rule.pattern.find_all(line):
            try:
                when = rule.build(match, around)
            except (OverflowError, ValueError):  # beyond what the calendar holds
                continue
            if when is not None:
                candidate = Candidate(match.start, match.end, when, f"{line.words(match.start, match.end)!r}")
                found.append((match.start - match.end, rank, match.start, candidate))
    found.sort(key=lambda entry: entry[:3])
    taken: set[int] = set()
    kept: list[Candidate] = []
    for _, _, _, candidate in found:
        places = range(candidate.start, candidate.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(candidate)
    return sorted(kept, key=lambda candidate: candidate.start)


def at_time(when: datetime) -> When:
    """Make the meaning of an exact moment ("in 20 minutes")."""
    return When(day=when.date(), clock=Clock(when.hour, when.minute, is_24h=True))


def clock_to_time(clock: Clock, half: Half | None) -> time:
    """Settle a clock time. A bare hour lies in business hours: 8 to 11 in the morning, 12 to 7 after noon."""
    hour = clock.hour % 24
    half = clock.half or half
    if hour > 12 or (hour == 0 and half is not Half.PM):
        return time(hour, clock.minute)
    if clock.is_24h and half is None:
        return time(hour, clock.minute)
    if half is Half.AM:
        return time(hour % 12, clock.minute)
    if half is Half.PM or 1 <= hour <= 7:
        return time(hour % 12 + 12, clock.minute)
    return time(hour, clock.minute)


def nothing(match: Match, around: Around) -> When:
    """Build no meaning: the words are taken, so that no other rule sees a day or a time in them ("for 5 people")."""
    return When()
