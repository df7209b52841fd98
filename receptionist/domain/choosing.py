"""Which of the things Sara offered the customer means, and what a wish becomes when more is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time

from receptionist.domain.diary import Appointment, PartOfDay, Service, Slot, Wish
from receptionist.domain.reading import Bound, Cue, Reading


def pick_slot(offered: Sequence[Slot], reading: Reading) -> Slot | None:
    """Return the one offered slot that is meant, or None when it is none or not clear which.

    Of those that will all do it is the first.
    """
    if offered and _will_do(offered, reading) and not states_a_time(reading) and Cue.NO not in reading.cues:
        return offered[0]
    if reading.choice is None and names_who_or_where(reading):
        offered = [slot for slot in offered if _is_with_or_at(slot, reading)]
        if len(offered) == 1 and not states_a_time(reading) and Cue.NO not in reading.cues:
            return offered[0]
    index = _pick([slot.start for slot in offered], reading)
    return None if index is None else offered[index]


def _will_do(offered: Sequence[Slot], reading: Reading) -> bool:
    """Whether any of the offers is as good as another: all of them, or all houses at the one time that was named."""
    one_time = len({slot.start for slot in offered}) == 1
    return Cue.ANY in reading.cues or (one_time and bool(reading.cues & {Cue.ANYBODY, Cue.ANY_LOCATION}))


def names_who_or_where(reading: Reading) -> bool:
    """Whether the utterance names a person or a location."""
    return reading.staff_id is not None or reading.location_id is not None


def _is_with_or_at(slot: Slot, reading: Reading) -> bool:
    return reading.staff_id in (None, slot.staff_id) and reading.location_id in (None, slot.location_id)


def pick_appointment(known: Sequence[Appointment], reading: Reading) -> Appointment | None:
    """Return the one appointment that is meant, or None when it is none or not clear which."""
    fitting = [appointment for appointment in known if reading.service_id == appointment.service_id]
    if len(fitting) == 1:
        return fitting[0]
    known = fitting or known
    index = _pick([appointment.start for appointment in known], reading)
    return None if index is None else known[index]


def pick_service(services: Sequence[Service], reading: Reading) -> int | None:
    """Return the id of the service that is named, or picked by its place in the list ("the second", a key)."""
    if reading.service_id is not None or reading.choice is None:
        return reading.service_id
    position = _position(reading.choice, len(services))
    return None if position is None else services[position].id


def _pick(starts: Sequence[datetime], reading: Reading) -> int | None:
    if reading.choice is not None:
        position = _position(reading.choice, len(starts))
        if position is not None:
            return position
    fitting = [index for index, start in enumerate(starts) if _fits(start, reading)]
    if reading.bound or reading.not_weekdays or reading.not_before:
        # A limit picks nothing: there may be better places within it.
        return None
    if Cue.NO in reading.cues and len(starts) == 1:
        # "No, eleven is too early" names the offer in order to decline it.
        return None
    if states_a_time(reading):
        return fitting[0] if len(fitting) == 1 else None
    return 0 if Cue.YES in reading.cues and len(starts) == 1 else None


def _position(choice: int, length: int) -> int | None:
    position = choice - 1 if choice > 0 else length + choice
    return position if 0 <= position < length else None


def _fits(start: datetime, reading: Reading) -> bool:
    return (
        reading.day in (None, start.date())
        and reading.at in (None, start.time())
        and (reading.part_of_day is None or _is_in(reading.part_of_day, start.time()))
    )


def _is_in(part: PartOfDay, at: time) -> bool:
    begins, ends = part.span
    return begins <= at < ends


def states_a_time(reading: Reading) -> bool:
    """Whether the utterance says anything about when."""
    parts = (reading.day, reading.at, reading.part_of_day, reading.not_before)
    return any(part is not None for part in parts) or bool(reading.not_weekdays)


def says_with_whom_or_where(reading: Reading) -> bool:
    """Whether the utterance says anything about the person or the location."""
    return names_who_or_where(reading) or bool(reading.cues & {Cue.ANYBODY, Cue.OTHER_LOCATION, Cue.ANY_LOCATION})


def add_to_wish(wish: Wish, reading: Reading) -> Wish:
    """Let what was just said replace what it contradicts, and keep the rest ("no, Thursday" keeps the time)."""
    wish = _add_who_and_where(wish, reading)
    if Cue.EARLIEST in reading.cues:
        wish = wish.at_any_time
    if states_a_time(reading):
        wish = replace(wish, after=None, before=None)
    if reading.day is not None:
        wish = replace(wish, day=reading.day, not_before=None)
    elif reading.not_before is not None:
        wish = replace(wish, day=None, not_before=reading.not_before)
    if reading.not_weekdays:
        wish = replace(wish, not_weekdays=tuple(sorted({*wish.not_weekdays, *reading.not_weekdays})))
    if wish.day is not None and wish.day.weekday() in wish.not_weekdays:
        # Whichever was said last holds.
        others = tuple(weekday for weekday in wish.not_weekdays if weekday != wish.day.weekday())
        wish = replace(wish, day=None) if reading.day is None else replace(wish, not_weekdays=others)
    return _add_time(wish, reading)


def _add_who_and_where(wish: Wish, reading: Reading) -> Wish:
    if reading.staff_id is not None:
        wish = replace(wish, staff_id=reading.staff_id, staff_name=reading.staff_name)
    elif Cue.ANYBODY in reading.cues:
        wish = replace(wish, staff_id=None, staff_name="")
    if reading.location_id is not None:
        return replace(wish, location_id=reading.location_id)
    return replace(wish, location_id=None) if Cue.ANY_LOCATION in reading.cues else wish


def _add_time(wish: Wish, reading: Reading) -> Wish:
    if reading.at is not None and reading.bound is None:
        return replace(wish, at=reading.at, part_of_day=None, earliest=None, latest=None)
    if reading.at is None and reading.part_of_day is None:
        return wish
    stated = Wish(
        part_of_day=reading.part_of_day,
        earliest=reading.at if reading.bound is Bound.FROM else None,
        latest=reading.at if reading.bound is Bound.UNTIL else None,
    )
    together = replace(
        stated,
        part_of_day=stated.part_of_day or wish.part_of_day,
        earliest=stated.earliest or wish.earliest,
        latest=stated.latest or wish.latest,
    )
    # "In the afternoon", then "before six": both hold, unless the later rules out the earlier.
    limits = together if _leaves_room(together) else stated
    return replace(wish, at=None, part_of_day=limits.part_of_day, earliest=limits.earliest, latest=limits.latest)


def _leaves_room(wish: Wish) -> bool:
    begins, ends = wish.part_of_day.span if wish.part_of_day else (time.min, time.max)
    return max(begins, wish.earliest or begins) < min(ends, wish.latest or ends)
