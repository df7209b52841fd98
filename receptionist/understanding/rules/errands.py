"""Several wishes about the diary in one message: where another may begin, and whether it really is another.

"Cancel Tuesday and book me for Friday" are two. "I can't come on Tuesday, could I come on Friday instead?" is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from receptionist.domain.reading import Cue, Intent, Reading
from receptionist.understanding.rules.parts import ERRANDS, Parts
from receptionist.understanding.rules.patterns import Match

#: What takes a wish back, or says it otherwise, and adds none.
_SAYS_OTHERWISE = {Cue.CORRECTS, Cue.MEANS_IT}
_ANSWERS = {Cue.YES, Cue.NO, Cue.ANY}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a message, from one item to another (exclusive), that may be a wish of its own."""

    start: int
    end: int
    #: Whether it has words for what is to be done; otherwise those of the part before it hold for it as well.
    is_whole: bool
    #: Whether it speaks of what was named before, by a mere "it".
    points_back: bool
    #: Whether it is joined to what came before by an "and", and not by a mere stop.
    is_added: bool


def split(parts: Parts, *, is_answer: bool, is_booking: bool) -> tuple[Part, ...]:
    """Divide a message wherever another wish may begin; fewer than two where it cannot hold more.

    With ``is_answer`` what comes first may be the answer to what was asked, and the wish what is beside it; with
    ``is_booking`` it may be a new appointment though no word says that it is to be made.
    """
    found: list[Part] = []
    if not parts.joins or not (is_booking or parts.wishes_for_something):
        return ()
    for part in _segments(parts):
        before = found[-1] if found else None
        may_follow = before is not None and (before.is_whole or is_booking or (is_answer and part.is_added))
        if before is None or not may_follow:
            found[-1:] = [_joined(before, part)]
        elif part.is_whole or (part.is_added and _may_be_half(parts, part)):
            found.append(part)
        else:
            found[-1] = _joined(before, part)
    return tuple(found)


def without_what_stays(parts: Parts) -> str | None:
    """Leave out what is only to stay as it is: "keep the haircut, cancel the beard trim" is about the second.

    None where nothing is, or where what is to be done may be about just that: "keep the haircut, but move it".
    """
    if not parts.joins or not parts.wishes_for_something:
        return None
    stays, others = list[Part](), list[Part]()
    for part in _segments(parts):
        is_kept = parts.language.stays.find(parts.line.part(part.start, part.end)) is not None
        (stays if is_kept else others).append(part)
    if not stays or not any(part.is_whole and not part.points_back for part in others):
        return None
    text = parts.line.text
    for part in stays:
        start, end = parts.line.items[part.start].start, parts.line.items[part.end - 1].end
        # Blanks in its place: where a word stands is told by its place in the text.
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _joined(before: Part | None, part: Part) -> Part:
    if before is None:
        return part
    return replace(before, end=part.end, is_whole=before.is_whole or part.is_whole)


def _segments(parts: Parts) -> Iterator[Part]:
    start, join = 0, None
    for match in (*parts.joins, None):
        end = match.end if match else parts.end
        if end > start:
            words = parts.line.part(start, end)
            back = parts.language.points_back.find(words) is not None
            yield Part(start, end, parts.is_errand(start, end), back, _adds(parts, join))
        start, join = end, match


def _adds(parts: Parts, join: Match | None) -> bool:
    return join is not None and parts.language.adds.find(parts.line.part(join.start, join.end)) is not None


def _may_be_half(parts: Parts, part: Part) -> bool:
    """Whether a part may lack only the verb: "and a beard trim for my son at 11" is no sentence of its own."""
    return parts.language.says_more.find(parts.line.part(part.start, part.end)) is None


def is_another(before: Reading, wish: Reading, part: Part, *, for_me: bool) -> bool:
    """Whether a part wishes for something beside what the part before it does, and does not say more of the same.

    ``for_me`` tells that the wish before was said to be for the customer, as one for somebody else follows.
    """
    if before.intent not in ERRANDS:
        return False
    if wish.cues & _SAYS_OTHERWISE and Cue.ANOTHER not in wish.cues and not _names_old(wish):
        return False
    match before.intent, wish.intent:
        case Intent.SCHEDULE, Intent.SCHEDULE:
            return _is_another_booking(before, wish, part, for_me=for_me)
        case _, Intent.SCHEDULE:
            is_excuse = before.intent is Intent.CANCEL and Cue.CANNOT_COME in before.cues
            return not is_excuse and (states_when(wish) or wish.service_id is not None) and _is_settled(before)
        case Intent.SCHEDULE, Intent.CANCEL:
            return _is_settled(before) and not part.points_back
        case Intent.RESCHEDULE, Intent.CANCEL:
            return _is_settled(before) and _names(wish) and not part.points_back
        case Intent.CANCEL, Intent.CANCEL:
            return _names(wish) and _names(before) and _differ(before, wish)
        case _, Intent.RESCHEDULE:
            return _is_settled(before) and (_names_old(wish) or _other_service(before, wish))
        case _:
            return False


def is_beside_an_answer(answer: Reading, wish: Reading) -> bool:
    """Whether a wish stands beside the answer to what was asked: "yes, and book me a beard trim on Friday"."""
    if wish.cues & _SAYS_OTHERWISE:
        return False
    if not (answer.cues & _ANSWERS or answer.name or answer.choice or _names(answer)):
        return False
    if wish.intent is Intent.SCHEDULE:
        return _names(wish) if Cue.ANOTHER in wish.cues else wish.service_id is not None and states_when(wish)
    return _names(wish) if wish.intent is Intent.CANCEL else _names_old(wish) or wish.service_id is not None


def _is_another_booking(before: Reading, wish: Reading, part: Part, *, for_me: bool) -> bool:
    if not (part.is_whole or part.is_added) or not (states_when(before) or before.service_id):
        return False
    for_other = Cue.FOR_OTHER in wish.cues and Cue.FOR_OTHER not in before.cues
    if for_other and not (for_me or states_when(before)):
        # "A cut and a color for my daughter on Friday" is all hers.
        return False
    says = states_when(wish) or wish.service_id is not None
    if for_other or _other_service(before, wish):
        return says
    both = bool(before.day and before.at and wish.day and wish.at)
    return (Cue.ANOTHER in wish.cues and states_when(wish)) or (both and part.is_added and before.day != wish.day)


def _is_settled(reading: Reading) -> bool:
    """Whether a wish says enough of itself to stand alone; a bare "I'd like to cancel" always does."""
    return reading.intent is Intent.CANCEL or _names(reading) or _names_old(reading)


def _names(reading: Reading) -> bool:
    is_other = bool(reading.cues & {Cue.OTHER_ONE, Cue.ALL, Cue.FOR_OTHER})
    return is_other or states_when(reading) or reading.service_id is not None


def _names_old(reading: Reading) -> bool:
    is_other = bool(reading.cues & {Cue.OTHER_ONE, Cue.FOR_OTHER})
    return is_other or reading.old_day is not None or reading.old_at is not None


def states_when(reading: Reading) -> bool:
    """Whether a reading says anything of when."""
    return bool(reading.day or reading.at or reading.part_of_day or reading.not_before)


def _other_service(before: Reading, wish: Reading) -> bool:
    return None not in (before.service_id, wish.service_id) and before.service_id != wish.service_id


def _differ(before: Reading, wish: Reading) -> bool:
    facts = ((before.service_id, wish.service_id), (before.day, wish.day), (before.at, wish.at))
    return Cue.OTHER_ONE in wish.cues or any(one != other for one, other in facts if None not in (one, other))
