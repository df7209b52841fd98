"""With whom and where: what a customer says of it, and where Sara must say it."""

from __future__ import annotations

from dataclasses import replace

from receptionist.domain.actions import Action, Say
from receptionist.domain.diary import Appointment, Wish
from receptionist.domain.questions import Decision
from receptionist.domain.reading import Cue, Reading
from receptionist.domain.state import ConversationState


def other_location(state: ConversationState, reading: Reading) -> Reading:
    """Take "at the other location" for the one that was not spoken of, where there are but two."""
    locations = state.around.locations if state.around else ()
    if Cue.OTHER_LOCATION not in reading.cues or reading.location_id is not None or len(locations) != 2:
        return reading
    spoken_of = _spoken_of(state)
    others = [location.id for location in locations if location.id != spoken_of]
    return replace(reading, location_id=others[0]) if spoken_of is not None and len(others) == 1 else reading


def _spoken_of(state: ConversationState) -> int | None:
    if state.wish.location_id is not None:
        return state.wish.location_id
    slots = (state.chosen,) if state.chosen else state.offered
    spoken_of = {slot.location_id for slot in slots}
    if not slots and state.appointment is not None:
        spoken_of = {state.appointment.location_id}
    return spoken_of.pop() if len(spoken_of) == 1 else None


def of_the_move(wish: Wish, moving: Appointment) -> Wish:
    """Let an appointment stay where it is, and when, unless its customer says otherwise."""
    if not wish.says_when:
        # "Can I have it with Maya instead?"
        wish = replace(wish, day=moving.start.date(), at=moving.start.time())
    return wish if wish.location_id is not None else replace(wish, location_id=moving.location_id)


def said(before: ConversationState, decision: Decision) -> Decision:
    """See that what is said names the person who was asked for, and the location where there are several."""
    state, actions = decision
    around = state.around
    zone = around.timezone if around is not None and around.locations else None
    who = state.wish.staff_name or before.wish.staff_name
    if not zone and not who:
        return decision
    return state, tuple(_said(action, zone, who) for action in actions)


def _said(action: Action, zone: str | None, who: str) -> Action:
    if not isinstance(action, Say):
        return action
    return replace(action, facts=replace(action.facts, staff=who, business_zone=zone))
