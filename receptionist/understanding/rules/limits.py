"""Limits on a wish: weekdays that are ruled out, and a time that is only the earliest or the latest."""

from __future__ import annotations

from dataclasses import dataclass

from receptionist.domain.reading import Bound
from receptionist.understanding.rules.language import Language
from receptionist.understanding.rules.lines import Line
from receptionist.understanding.rules.temporal.choose import Timing


@dataclass(frozen=True, slots=True)
class Excluded:
    """The weekdays that are ruled out (Monday is 0), and the line without the words that did so."""

    weekdays: tuple[int, ...]
    rest: Line


def exclude_weekdays(line: Line, language: Language) -> Excluded:
    """Find the weekdays that will not do; in what is left of the line they name no day."""
    weekdays: set[int] = set()
    rest = line
    for pattern in language.excludes:
        for match in pattern.find_all(rest):
            weekdays |= set(match.values.values())
            rest = rest.without(match.start, match.end)
    return Excluded(tuple(sorted(weekdays)), rest)


def find_bound(line: Line, language: Language, timing: Timing) -> Bound | None:
    """Say whether the time that is stated is meant as the earliest or the latest, or, None, as it stands."""
    if timing.at is None:
        return None
    times = [candidate for candidate in timing.candidates if candidate.when.clock]
    if len(times) != 1:
        # Of several only one was chosen, and its edge might be another's.
        return None
    time = times[0]
    for bound, pattern in ((Bound.FROM, language.from_time), (Bound.UNTIL, language.until_time)):
        # "Not before five" is one expression with its edge; the edge of others ends where they begin.
        if any(
            match.start == time.start or match.end in (time.start, time.start + 1) for match in pattern.find_all(line)
        ):
            return bound
    return None
