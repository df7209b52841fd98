"""What a temporal expression says, before the whole text is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from receptionist.domain.diary import PartOfDay
from receptionist.understanding.rules.lines import Line
from receptionist.understanding.rules.patterns import Match, Pattern, Vocabulary


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


#: What a time that leaves no doubt is worth, in words.
_SURE = 0.5
#: What words are worth that only look like a time ("for 6 people"): more than the hour that may be seen in them.
_NO_TIME = 0.25
#: By how much one long expression is better than several short ones: its length counts to this power.
_LENGTH_COUNTS = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A distance: "two days after", "an hour earlier". To the next ``weekday`` it is "the Saturday after".

    ``to_the_time`` of the other is none at all: "at the same time".
    """

    months: int = 0
    days: int = 0
    minutes: int = 0
    weekday: int | None = None
    to_the_time: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """What one expression says of when; local to the business.

    ``is_weekday`` marks a day named by its weekday only, which may be today; ``is_past`` one that lies behind by its
    own words ("six days ago"), ``is_no_day`` one that no calendar has. ``shift`` is a distance from another
    expression, or from what was said before.
    """

    day: date | None = None
    clock: Clock | None = None
    part: PartOfDay | None = None
    not_before: date | None = None
    is_weekday: bool = False
    is_past: bool = False
    is_no_day: bool = False
    shift: Shift | None = None

    @property
    def says_something(self) -> bool:
        """Whether it is more than words that only look like a day or a time."""
        return any(part is not None for part in (self.day, self.clock, self.part, self.not_before, self.shift))

    @property
    def certainty(self) -> float:
        """What its words weigh beside their number: "6 pm" is surer a time than "6", which may count people."""
        if self.clock and (self.clock.half or self.clock.minute or self.clock.is_24h):
            return _SURE
        return 0.0 if self.says_something else _NO_TIME


@dataclass(frozen=True, slots=True)
class Around:
    """What an expression is resolved against: the business's own clock, and whether its country writes month/day.

    "An hour later" counts from the moment that was ``spoken_of``, or from what was said before (the oldest first).
    """

    now: datetime
    month_first: bool = False
    spoken_of: datetime | None = None
    said_before: tuple[str, ...] = ()

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
    """One temporal expression in a text: items ``start`` to ``end`` (exclusive), and the words it was seen in.

    ``span`` tells their place in the text, in characters.
    """

    start: int
    end: int
    when: When
    words: str = field(compare=False)
    span: tuple[int, int] = field(compare=False, default=(0, 0))

    @property
    def reason(self) -> str:
        """What led to it."""
        return repr(self.words)


def compile_rules(vocabulary: Vocabulary, rows: tuple[Row, ...]) -> tuple[Rule, ...]:
    """Compile a language's table."""
    return tuple(Rule(vocabulary.compile(source), build) for source, build in rows)


def find_candidates(line: Line, rules: tuple[Rule, ...], around: Around) -> list[Candidate]:
    """Find every expression; where some overlap those win that together account best for the words.

    "Thursday 4 pm" is a day and an hour rather than Thursday the 4th, though each accounts for two words. Of equals
    the fewer expressions win, then the one higher up in the table.
    """
    ending: dict[int, list[tuple[int, Candidate]]] = {}
    for rank, rule in enumerate(rules):
        if rule.pattern.needs.isdisjoint(line.present):
            continue
        for match in rule.pattern.find_all(line):
            try:
                when = rule.build(match, around)
            except (OverflowError, ValueError):  # beyond what the calendar holds
                continue
            if when is not None:
                candidate = _candidate(line, match, when)
                ending.setdefault(match.end, []).append((rank, candidate))
    return _the_most_telling(ending) if ending else []


def _candidate(line: Line, match: Match, when: When) -> Candidate:
    span = line.items[match.start].start, line.items[match.end - 1].end
    return Candidate(match.start, match.end, when, line.text[slice(*span)], span)


def _the_most_telling(ending: Mapping[int, list[tuple[int, Candidate]]]) -> list[Candidate]:
    """Choose among candidates, by where they end, those that do not overlap and weigh the most together."""
    # Up to each place: the weight, how few expressions (negative) and how high up, and the expressions.
    best: list[tuple[tuple[float, int, int], tuple[Candidate, ...]]] = [((0.0, 0, 0), ())]
    for end in range(1, max(ending) + 1):
        choice = best[-1]
        for rank, candidate in ending.get(end, ()):
            (weight, few, high), before = best[candidate.start]
            weight += (end - candidate.start) ** _LENGTH_COUNTS + candidate.when.certainty
            score = (weight, few - 1, high - rank)
            if score > choice[0]:
                choice = score, (*before, candidate)
        best.append(choice)
    return list(best[-1][1])


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
