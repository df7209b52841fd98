"""Reads a message that holds several wishes about the diary, one after the other, each in its own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from receptionist.domain.reading import Cue, Intent, Reading
from receptionist.ports import Utterance
from receptionist.understanding.explained import Explained
from receptionist.understanding.rules.errands import Part, is_another, is_beside_an_answer, split, states_when
from receptionist.understanding.rules.parts import ERRANDS, Parts
from receptionist.understanding.rules.services import find_services
from receptionist.understanding.rules.tokens import tokenize


class ReadPart(Protocol):
    """Reads one part of a message, which begins at character ``offset`` and may borrow the intent of another."""

    def __call__(self, utterance: Utterance, offset: int, borrowed: Intent | None) -> Explained:
        """Say what the part states."""
        ...


@dataclass(frozen=True, slots=True)
class _Read:
    part: Part
    explained: Explained
    #: Whether it is put together from a cancellation and what is to be instead.
    is_move: bool = False

    @property
    def reading(self) -> Reading:
        return self.explained.reading


def explain_several(utterance: Utterance, parts: Parts, read: ReadPart) -> Explained | None:
    """Read the first wish with the others as its ``further``; None where the message holds but one."""
    divided = split(parts, is_answer=utterance.asked is not None, is_booking=_names_more(utterance, parts))
    if len(divided) < 2:
        return None
    message = _Message(utterance, parts, read)
    found = [message.read(divided[0], None)]
    for part in divided[1:]:
        one = message.read(part, found[-1])
        if message.is_another(found[-1], one):
            found.append(one)
        elif part is divided[-1] and len(found) == 1 and _as_a_move(found[0].reading, one.reading) is None:
            # One wish after all: it is read as a whole by whoever asked.
            return None
        else:
            found[-1] = message.as_one(found[-1], one, found[-2] if len(found) > 1 else None)
    return _together(found) if len(found) > 1 or found[0].is_move else None


def _names_more(utterance: Utterance, parts: Parts) -> bool:
    """Whether two services are named, or one beside an answer: that books, though no verb may say so."""
    if not utterance.services or parts.language.adds.find(parts.line) is None:
        return False
    named = find_services(tokenize(parts.line.text), utterance.services)
    return len(named) > (utterance.asked is None)


@dataclass(frozen=True, slots=True)
class _Message:
    """What the customer said, its parts, and who reads them."""

    utterance: Utterance
    parts: Parts
    reads: ReadPart

    def read(self, part: Part, before: _Read | None) -> _Read:
        """Read a part as it stands after the one before it."""
        line = self.parts.line
        said = replace(self.utterance, text=line.words(part.start, part.end), language=self.parts.language.code)
        offset = line.items[part.start].start
        if before is None:
            return _Read(part, _in_words(self.reads(said, offset, None), said.text))
        # What Sara asked is answered in the first part, if at all.
        spoken_of = _moment(before.reading, said) or said.spoken_of
        said = replace(said, asked=None, history=(), spoken_of=spoken_of)
        explained = self.reads(said, offset, None if part.is_whole else _borrowed(before.reading))
        if _sounds_like_a_move(before.reading, explained.reading):
            explained = self.reads(said, offset, Intent.SCHEDULE)
        return _Read(part, _in_words(explained, said.text))

    def is_another(self, before: _Read, one: _Read) -> bool:
        """Whether what was read last is a wish of its own."""
        if not before.part.is_whole and before.reading.intent not in ERRANDS:
            return self.utterance.asked is not None and is_beside_an_answer(before.reading, one.reading)
        words = self.parts.line.part(before.part.start, before.part.end)
        for_me = self.parts.language.for_me.find(words) is not None
        return is_another(before.reading, one.reading, one.part, for_me=for_me)

    def as_one(self, before: _Read, one: _Read, earlier: _Read | None) -> _Read:
        """Read two parts together, since the second only says more of the first."""
        whole = replace(before.part, end=one.part.end, is_whole=before.part.is_whole or one.part.is_whole)
        moved = _as_a_move(before.reading, one.reading)
        if moved is None:
            return self.read(whole, earlier)
        return _Read(whole, _explained(moved, (before, one)), is_move=True)


def _in_words(explained: Explained, words: str) -> Explained:
    return replace(explained, reading=replace(explained.reading, words=words))


def _moment(reading: Reading, utterance: Utterance) -> datetime | None:
    """Return the moment that the wish before names: "and an hour later for my son" counts from there."""
    if reading.day is None or reading.at is None:
        return None
    return datetime.combine(reading.day, reading.at, tzinfo=utterance.now.tzinfo)


def _borrowed(before: Reading) -> Intent:
    """Return what is meant by a part without a verb: the same as before it, and after a mere answer something new."""
    return before.intent if before.intent in ERRANDS else Intent.SCHEDULE


def _sounds_like_a_move(before: Reading, wish: Reading) -> bool:
    """Hear "and one for my wife an hour later", which moves nothing, beside a new appointment."""
    is_move = before.intent is Intent.SCHEDULE and wish.intent is Intent.RESCHEDULE
    return is_move and Cue.FOR_OTHER in wish.cues and not (wish.old_day or wish.old_at)


def _together(found: list[_Read]) -> Explained:
    """Put the wishes in a row; what the customer says of themselves, or asks, belongs to all of it."""
    readings = [one.reading for one in found]
    for at in range(1, len(readings)):
        readings[at - 1 : at + 1] = _sharing(readings[at - 1], readings[at])
    first, *rest = readings
    question = next((reading.question for reading in readings if reading.question), None)
    first = replace(
        first,
        name=next((reading.name for reading in readings if reading.name), None),
        email=next((reading.email for reading in readings if reading.email), None),
        phone=next((reading.phone for reading in readings if reading.phone), None),
        question=question,
        further=tuple(replace(reading, question=None) for reading in rest),
    )
    return _explained(first, found)


def _explained(reading: Reading, found: Sequence[_Read]) -> Explained:
    return Explained(
        reading,
        tuple(reason for one in found for reason in one.explained.reasons),
        tuple(sighting for one in found for sighting in one.explained.sightings),
    )


def _sharing(before: Reading, wish: Reading) -> tuple[Reading, Reading]:
    """Let two new appointments share what only one of them says: the service, the day; and two people the time."""
    if wish.intent is not Intent.SCHEDULE or before.intent not in {Intent.SCHEDULE, Intent.RESCHEDULE}:
        return before, wish
    if before.intent is Intent.RESCHEDULE:
        is_beside = Cue.FOR_OTHER in wish.cues and wish.at is not None and wish.day is None
        return before, (replace(wish, day=before.day) if is_beside else wish)
    if wish.name not in (None, before.name) and before.name is not None:
        # "One for Ana Ruiz and one for Eva Lopez": only one of them can be who is writing.
        wish = replace(wish, name=None, guest=wish.name, cues=wish.cues | {Cue.FOR_OTHER})
    wish = replace(wish, service_id=wish.service_id or before.service_id)
    apart = Cue.FOR_OTHER in wish.cues and Cue.FOR_OTHER not in before.cues
    if not states_when(before):
        before = _at_the_time_of(before, wish)
        return before, (wish if apart else _some_time_that_day(wish))
    if not states_when(wish):
        wish = _at_the_time_of(wish, before)
        return before, (wish if apart else _some_time_that_day(wish))
    if wish.day is None and wish.not_before is None:
        wish = replace(wish, day=before.day, by_weekday=before.by_weekday)
    return before, wish


def _at_the_time_of(reading: Reading, other: Reading) -> Reading:
    return replace(
        reading,
        day=other.day,
        by_weekday=other.by_weekday,
        at=other.at,
        bound=other.bound,
        part_of_day=other.part_of_day,
        not_before=other.not_before,
    )


def _some_time_that_day(wish: Reading) -> Reading:
    """Nobody can be in two places at once: when the second appointment is, the first decides."""
    return replace(wish, at=None, bound=None, part_of_day=None)


def _as_a_move(before: Reading, wish: Reading) -> Reading | None:
    """Hear "cancel Tuesday and book me in for Friday instead" as the move it is; None for anything else."""
    if before.intent is not Intent.CANCEL or wish.intent is not Intent.SCHEDULE or Cue.CORRECTS not in wish.cues:
        return None
    if not states_when(wish) or wish.service_id not in (None, before.service_id):
        return None
    return replace(wish, intent=Intent.RESCHEDULE, service_id=before.service_id, old_day=before.day, old_at=before.at)
