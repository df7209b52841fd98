"""What a customer says to places that were offered, where none of them is taken: others, later, another weekday."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from receptionist.domain import choosing
from receptionist.domain.diary import Slot
from receptionist.domain.reading import Cue, Reading
from receptionist.domain.state import ConversationState, Question

_WEEK = timedelta(weeks=1)


def asks_for_others(state: ConversationState, reading: Reading) -> bool:
    """Whether further places are to be looked for; who turns these down too is better asked for a day."""
    named = choosing.states_a_time(reading) or reading.choice or reading.service_id not in {None, state.service_id}
    if named or choosing.says_with_whom_or_where(reading) or not _spoken_of(state):
        return False
    if reading.cues & {Cue.LATER, Cue.EARLIER}:
        return True
    return Cue.OTHER_TIMES in reading.cues and not state.turned_down


def look_further(state: ConversationState, reading: Reading) -> ConversationState:
    """Wish for what lies later or earlier than the offers, or on other days, and keep the rest of the wish."""
    starts = sorted(slot.start for slot in _spoken_of(state))
    wish = replace(state.wish, at=None, after=None, before=None)
    if reading.cues & {Cue.LATER, Cue.EARLIER} and wish.day is not None:
        # Later than noon is no longer the morning that was wished for.
        wish = replace(wish, part_of_day=None, earliest=None, latest=None)
    if Cue.LATER in reading.cues:
        wish = replace(wish, after=starts[-1])
    elif Cue.EARLIER in reading.cues:
        wish = replace(wish, before=starts[0])
    else:
        wish = replace(wish, day=None, after=datetime.combine(starts[-1], time.max, starts[-1].tzinfo))
    return replace(state, wish=wish, chosen=None, offered=(), turned_down=True)


def weekday_of_the_offers(state: ConversationState, reading: Reading) -> Reading:
    """Take "the Wednesday one" for the Wednesday of the week that was spoken of."""
    first = state.wish.not_before
    if not reading.by_weekday or reading.day is None or first is None or reading.day >= first:
        return reading
    weeks = -(-(first - reading.day) // _WEEK)
    return replace(reading, day=reading.day + weeks * _WEEK)


def _spoken_of(state: ConversationState) -> tuple[Slot, ...]:
    if state.asked is Question.NAME and state.chosen is not None:
        return (state.chosen,)
    return state.offered if state.asked is Question.WHICH_SLOT else ()
