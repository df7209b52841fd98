"""Days and times that are counted from another: "two weeks after the 3rd", and after an offer "an hour later"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from receptionist.understanding.rules.lines import Line
from receptionist.understanding.rules.temporal.days import add_months, next_weekday
from receptionist.understanding.rules.temporal.values import Candidate, Clock, Shift, When, clock_to_time


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day and the time that were spoken of last, as far as they are known."""

    day: date | None = None
    at: time | None = None


def joined(candidates: Iterable[Candidate], line: Line) -> list[Candidate]:
    """Join a distance and the expression that follows it at once: "the day after" and "Christmas"."""
    result: list[Candidate] = []
    for candidate in candidates:
        last = result[-1] if result else None
        if last and last.when.shift and last.end == candidate.start:
            when = _from_expression(candidate.when, last.when.shift)
            if when:
                span = last.span[0], candidate.span[1]
                words = line.text[slice(*span)]
                result[-1] = Candidate(last.start, candidate.end, when, words, span)
                continue
        result.append(candidate)
    return result


def _from_expression(when: When, shift: Shift) -> When | None:
    if shift.to_the_time:
        return None
    if when.day:
        return When(day=_shifted_day(when.day, shift), clock=when.clock, part=when.part) if not shift.minutes else None
    if when.clock and shift.minutes:
        at = _shifted_time(clock_to_time(when.clock, None), shift)
        return When(clock=Clock(at.hour, at.minute, is_24h=True))
    return None


def anchored(candidates: Sequence[Candidate], anchor: Anchor) -> list[Candidate]:
    """Count what is left of the distances from what was spoken of; without it they say nothing."""
    return [
        replace(candidate, when=_from_anchor(candidate.when.shift, anchor)) if candidate.when.shift else candidate
        for candidate in candidates
    ]


def _from_anchor(shift: Shift, anchor: Anchor) -> When:
    if not shift.minutes and not shift.to_the_time:
        return When(day=_shifted_day(anchor.day, shift)) if anchor.day else When()
    if anchor.at is None:
        return When()
    at = _shifted_time(anchor.at, shift)
    return When(clock=Clock(at.hour, at.minute, is_24h=True))


def _shifted_day(day: date, shift: Shift) -> date:
    if shift.weekday is not None:
        after = next_weekday(day, shift.weekday)
        return after if shift.days >= 0 else next_weekday(day - timedelta(days=8), shift.weekday)
    return add_months(day, shift.months) + timedelta(days=shift.days)


def _shifted_time(at: time, shift: Shift) -> time:
    # A wish is for one day: no hour is counted past midnight into another.
    return (datetime.combine(date(2000, 1, 1), at) + timedelta(minutes=shift.minutes)).time()
