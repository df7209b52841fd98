"""Small signs of a conversation, and which of the offers is picked."""

from __future__ import annotations

from receptionist.domain.reading import Cue
from receptionist.understanding.rules.language import Language
from receptionist.understanding.rules.lines import Line
from receptionist.understanding.rules.temporal.choose import Timing

#: Offers that are made at most: a bare number beyond is an hour.
_MOST_OFFERED = 3


def find_cues(line: Line, language: Language) -> frozenset[Cue]:
    """Find the small signs: greeting, thanks, yes, no and their like; "no rush" is no "no"."""
    found = {cue for (cue, _), _ in language.cues.matches(line)}
    return frozenset(found.difference(cue for cue, pattern in language.only_seeming if pattern.find(line)))


def find_choice(line: Line, language: Language, timing: Timing, topics: frozenset[str]) -> int | None:
    """Say which of the offers is picked, 1-based, -1 for the last; a day or a time that says more names it better."""
    most = _MOST_OFFERED if "time" in topics else None
    for pick, pattern in language.choices:
        match = pattern.find(line)
        if match is None:
            continue
        says_more = any(c.start < match.start or c.end > match.end for c in timing.candidates if c.when.says_something)
        picked = match.get("pick") if pick is None else pick
        return None if says_more or (most and picked and picked > most) else picked
    return None
