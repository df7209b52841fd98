"""Of all days and times in a text, the ones that are wanted: not those ruled out, corrected or left behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from receptionist.domain.diary import PartOfDay
from receptionist.understanding.rules.lines import Line
from receptionist.understanding.rules.patterns import Match, Pattern
from receptionist.understanding.rules.temporal.values import Candidate, Half, clock_to_time


@dataclass(frozen=True, slots=True, kw_only=True)
class RolePatterns:
    """The words of a language that give a day or time its role; all but ``declined`` end right before it."""

    #: "not", "instead of", "I can't do": ruled out.
    ruled_out: Pattern
    #: "doesn't work", "no puedo", right after it: ruled out as well.
    declined: Pattern
    #: "from", "my", "the": what is to be changed.
    old: Pattern
    #: "to", "for": what it is to be changed to.
    new: Pattern
    #: "no,", "sorry", "actually", "I mean": what was said before is taken back.
    correction: Pattern
    #: A bare "no" right between two: "tomorrow no Tuesday" takes back the first, with no comma where none is heard.
    retraction: Pattern
    #: "after", "later than": only days from the next one on.
    after: Pattern
    #: "since", "I had", anywhere: a day that lies behind is told of and not wished for.
    told: Pattern


class Standing(StrEnum):
    """What became of an expression that was found."""

    IS_DAY = "is the day"
    IS_TIME = "is the time"
    IS_BOTH = "is the day and the time"
    #: It says only a part of the day, or a first day.
    NARROWS = "narrows the choice"
    RULED_OUT = "is ruled out"
    IS_PAST = "lies behind"
    #: Corrected, or left behind by a change, or a second one of which the first was taken.
    OTHER_WANTED = "is not the one that is wanted"
    #: "For 5 people", "my 2nd visit".
    NO_TIME = "only looks like a day or a time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """The day, time and vaguer wishes that a text states, with the words that led to them."""

    day: date | None = None
    at: time | None = None
    part: PartOfDay | None = None
    not_before: date | None = None
    #: A day is wished for, and it lies behind, or no calendar has it.
    is_past: bool = False
    is_no_day: bool = False
    #: Of an appointment that is moved: the day and the time that it has.
    old_day: date | None = None
    old_at: time | None = None
    reasons: tuple[str, ...] = ()
    #: All expressions found, in the text's order, for whoever wants to choose differently.
    candidates: tuple[Candidate, ...] = ()
    #: What became of each of them.
    standings: tuple[Standing, ...] = ()

    @property
    def is_stated(self) -> bool:
        """Whether the text says anything of when."""
        return bool(self.day or self.at or self.part or self.not_before)


@dataclass(frozen=True, slots=True)
class _Roles:
    """Every candidate's role, looked up by whether a role's words end where the candidate begins."""

    line: Line
    patterns: RolePatterns
    candidates: Sequence[Candidate]

    def precedes(self, pattern: Pattern, candidate: Candidate) -> bool:
        return bool(self._leads(pattern, candidate))

    def leads_to(self, pattern: Pattern, candidate: Candidate) -> bool:
        """Whether a role is said of an expression, or of the one right before it: "to Monday at 4 pm"."""
        before = (other for other in self.candidates if other.end == candidate.start)
        return self.precedes(pattern, candidate) or any(self.precedes(pattern, other) for other in before)

    def is_ruled_out(self, candidate: Candidate) -> bool:
        if any(match.start == candidate.end for match in self.patterns.declined.find_all(self.line)):
            return True
        # A "not" that opens the expression is part of it: "not before five". It may take in the expression's own
        # preposition: "no a las" and "a las tres".
        retracted = self._retracted_at()
        return any(
            match.start < candidate.start <= match.end < candidate.end and match.start not in retracted
            for match in self.patterns.ruled_out.find_all(self.line)
        )

    def _leads(self, pattern: Pattern, candidate: Candidate) -> list[Match]:
        # The role's words may share an article or preposition with the expression: "not on" and "on Friday".
        places = (candidate.start, candidate.start + 1)
        return [match for match in pattern.find_all(self.line) if match.end in places]

    def corrected_at(self) -> int:
        """Return the item after the last correction, 0 when there is none."""
        corrected = (match.end for match in self.patterns.correction.find_all(self.line))
        return max((*corrected, *(at + 1 for at in self._retracted_at())), default=0)

    def _retracted_at(self) -> set[int]:
        """Return where something stands between two days, or two times, that takes back the first."""
        return {
            match.start
            for match in self.patterns.retraction.find_all(self.line)
            for first, second in pairwise(self.candidates)
            if (first.end, second.start) == (match.start, match.end)
            and (bool(first.when.day), bool(first.when.clock)) == (bool(second.when.day), bool(second.when.clock))
        }


class Purpose(StrEnum):
    """What the day and time of a text are for."""

    #: A new appointment, or none that is known.
    NEW = "new"
    #: An appointment is changed: "to" points at the new time, "from" and "my" at the old one.
    MOVE = "move"
    #: An appointment is called off: what is ruled out ("I can't make Tuesday") is what is meant.
    CANCEL = "cancel"


def choose(
    candidates: Sequence[Candidate], line: Line, language: RolePatterns, *, now: datetime, purpose: Purpose
) -> Timing:
    """Choose the day and time that a text is about; ``now`` is local to the business."""
    roles = _Roles(line, language, candidates)
    ahead = [c for c in candidates if not c.when.is_past]
    wanted = [c for c in ahead if not roles.is_ruled_out(c)]
    if purpose is Purpose.CANCEL and not any(c.when.day or c.when.clock for c in wanted):
        wanted = ahead
    moves = purpose is Purpose.MOVE
    dayed = _pick([c for c in wanted if c.when.day], roles, moves=moves)
    clocked = _pick([c for c in wanted if c.when.clock], roles, moves=moves)
    parts = [c for c in wanted if c.when.part]
    part = parts[0].when.part if parts else None
    not_before = next((c.when.not_before for c in wanted if c.when.not_before), None)
    day = dayed.when.day if dayed else None
    if dayed and day and not dayed.when.clock and roles.precedes(language.after, dayed):
        not_before, day = day + timedelta(days=1), None
    is_dayless = not (day or not_before)
    lies_behind = day < now.date() if day else is_dayless and len(ahead) < len(candidates)
    at = None
    if clocked and clocked.when.clock:
        at = clock_to_time(clocked.when.clock, _half_of(clocked, parts))
    if day and at and dayed and dayed.when.is_weekday:
        day = _maybe_today(day, at, now)
    left = _left_behind(candidates, roles, (dayed, clocked)) if moves else []
    return Timing(
        day=day,
        at=at,
        part=part,
        not_before=None if day else not_before,
        is_past=lies_behind and language.told.find(line) is None,
        is_no_day=is_dayless and any(c.when.is_no_day for c in candidates),
        old_day=next((c.when.day for c in left if c.when.day), None),
        old_at=next((clock_to_time(c.when.clock, _half_of(c, [])) for c in left if c.when.clock), None),
        reasons=tuple(dict.fromkeys(c.reason for c in (dayed, clocked) if c)),
        candidates=tuple(candidates),
        standings=tuple(_standing(c, dayed=dayed, clocked=clocked, wanted=wanted) for c in candidates),
    )


def _standing(
    candidate: Candidate, *, dayed: Candidate | None, clocked: Candidate | None, wanted: Sequence[Candidate]
) -> Standing:
    if candidate is dayed or candidate is clocked:
        is_both = dayed is clocked
        return Standing.IS_BOTH if is_both else Standing.IS_DAY if candidate is dayed else Standing.IS_TIME
    if not candidate.when.says_something:
        return Standing.NO_TIME
    if candidate.when.is_past:
        return Standing.IS_PAST
    if candidate not in wanted:
        return Standing.RULED_OUT
    is_exact = candidate.when.day or candidate.when.clock
    return Standing.OTHER_WANTED if is_exact else Standing.NARROWS


def _is_bare(candidate: Candidate) -> bool:
    clock = candidate.when.clock
    return clock is not None and not (clock.minute or clock.half or clock.is_24h)


def _pick(candidates: list[Candidate], roles: _Roles, *, moves: bool) -> Candidate | None:
    """Of several days (or times) take the corrected one, the one that a change leads to, else the first said."""
    since = roles.corrected_at()
    later = [c for c in candidates if c.end > since]
    if later and len(later) < len(candidates):
        candidates = later
    if moves and candidates:
        new = [c for c in candidates if roles.leads_to(roles.patterns.new, c)]
        if new:
            return new[-1]
        candidates = [c for c in candidates if not roles.leads_to(roles.patterns.old, c)]
    # A bare number gives way to what can only be a time: "at Three Brothers at seven in the evening".
    return min(candidates, key=_is_bare, default=None)


def _left_behind(
    candidates: Sequence[Candidate], roles: _Roles, taken: tuple[Candidate | None, ...]
) -> list[Candidate]:
    """Find what a change leads away from: "from 3", "my Tuesday one", or what stands beside where it leads to."""
    leads = any(roles.leads_to(roles.patterns.new, c) for c in taken if c)
    return [
        c
        for c in candidates
        if c not in taken
        and not c.when.is_past
        and not roles.leads_to(roles.patterns.new, c)
        and (leads or roles.leads_to(roles.patterns.old, c))
    ]


def _half_of(clocked: Candidate, parts: list[Candidate]) -> Half | None:
    """Let the nearest part of day settle the half: "at 3 in the afternoon", "tomorrow night at 8"."""
    if not parts:
        return None
    nearest = min(parts, key=lambda c: abs(c.start - clocked.start))
    return Half.AM if nearest.when.part is PartOfDay.MORNING else Half.PM


def _maybe_today(day: date, at: time, now: datetime) -> date:
    """A weekday said on that weekday is today while the named time is still ahead."""
    is_week_away = day - now.date() == timedelta(days=7)
    return now.date() if is_week_away and at > now.time() else day
