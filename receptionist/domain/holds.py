"""What the diary keeps for a customer while Sara still asks for something, and when that is let go of."""

from __future__ import annotations

from dataclasses import replace

from receptionist.domain.actions import Book, BookSeries, FindSlots, Hold, LetGo
from receptionist.domain.events import Held
from receptionist.domain.questions import Decision, ask
from receptionist.domain.state import ConversationState, Question

#: What may still come to the slot that is held, or to another one in its place.
_LEADS_ON = FindSlots | Hold | Book | BookSeries


def ask_for_name(state: ConversationState) -> Decision:
    """Ask whose the chosen slot will be, once it is kept: nobody gives a name for what is gone by then."""
    if state.chosen is not None and not state.is_kept:
        return state, (Hold(state.chosen),)
    return ask(state, Question.NAME)


def held(state: ConversationState, event: Held) -> Decision:
    """Note what is kept, and ask what it was kept for."""
    slot = event.slot
    return ask(replace(state, chosen=slot, held=slot, held_until=event.until), Question.NAME)


def let_go_of_what_is_not_wanted(decision: Decision) -> Decision:
    """Let others have what was held as soon as the customer wants something else, or nothing any more."""
    state, actions = decision
    if state.held is None or state.held == state.chosen or any(isinstance(action, _LEADS_ON) for action in actions):
        return decision
    has_run_out = state.around is not None and state.held_until is not None and state.held_until <= state.around.now
    state = replace(state, held=None, held_until=None)
    return state, actions if has_run_out else (LetGo(), *actions)
