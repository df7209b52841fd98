"""Why a text was read as it was: the words that led to each decision, and every day and time that was seen in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from receptionist.domain.reading import Reading
from receptionist.understanding.rules.temporal.choose import Standing, Timing
from receptionist.understanding.rules.temporal.values import Candidate, clock_to_time


@dataclass(frozen=True, slots=True)
class Sighting:
    """A day or a time that was seen: the words, where in the customer's text they stand, and what became of it."""

    candidate: Candidate
    start: int
    end: int
    standing: Standing

    def told(self) -> dict[str, Any]:
        """Say it in plain values; a time is told as it is read on its own ("3" is 15:00)."""
        when = self.candidate.when
        return {
            "words": self.candidate.words,
            "start": self.start,
            "end": self.end,
            "date": when.day and when.day.isoformat(),
            "time": when.clock and clock_to_time(when.clock, None).isoformat("minutes"),
            "part_of_day": when.part,
            "not_before": when.not_before and when.not_before.isoformat(),
            "standing": self.standing,
        }


@dataclass(frozen=True, slots=True)
class Explained:
    """A reading, which words led to it, and every day and time that was seen, in the text's order."""

    reading: Reading
    reasons: tuple[str, ...]
    sightings: tuple[Sighting, ...] = ()

    def why(self) -> dict[str, Any]:
        """Say it in plain values."""
        return {"reasons": list(self.reasons), "candidates": [sighting.told() for sighting in self.sightings]}


def sightings(timing: Timing, offset: int) -> tuple[Sighting, ...]:
    """List what was seen in a part of the text that begins at character ``offset``."""
    return tuple(
        Sighting(candidate, offset + candidate.span[0], offset + candidate.span[1], standing)
        for candidate, standing in zip(timing.candidates, timing.standings, strict=True)
    )
