"""Several wishes in one message: what is still wished while one of them is seen to, and when its turn comes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from receptionist.domain import choosing, goals
from receptionist.domain.actions import Action, LetGo, NoteTurnedDown, RememberContact, Say
from receptionist.domain.diary import Appointment
from receptionist.domain.events import CustomerSpoke
from receptionist.domain.learning import learn
from receptionist.domain.messages import Expectation
from receptionist.domain.questions import Decision
from receptionist.domain.reading import Bound, Cue, Intent, Reading
from receptionist.domain.state import ConversationState, Goal

GOAL_OF_INTENT = {
    Intent.SCHEDULE: Goal.SCHEDULE,
    Intent.RESCHEDULE: Goal.RESCHEDULE,
    Intent.CANCEL: Goal.CANCEL,
}
_INTENT_OF_GOAL = {goal: intent for intent, goal in GOAL_OF_INTENT.items()}

#: Wishes that are kept beside what is under way: a turn is to come to an end.
MOST = 3
#: What may still be done while the next wish is turned to.
_BY_THE_WAY = Say | RememberContact | NoteTurnedDown | LetGo


def remember(state: ConversationState, reading: Reading) -> ConversationState:
    """Keep what else is wished; what is wished or under way already is not wished twice."""
    under_way = _under_way(state)
    kept = list(state.wishes)
    for wish in reading.further:
        again = next((at for at, each in enumerate(state.wishes) if _is_same(each, wish)), None)
        if again is not None:
            kept[again] = _together(kept[again], wish)
        elif under_way is None or not _is_same(under_way, wish):
            # Their words are long, and said all that they had to say.
            kept.append(replace(wish, words=""))
    return replace(state, wishes=tuple(kept[:MOST]))


def without_all(state: ConversationState, reading: Reading) -> ConversationState:
    """Drop whatever was to come where all of it is no longer wished."""
    return replace(state, wishes=()) if Cue.ALL in reading.cues else state


def let_go(state: ConversationState, event: CustomerSpoke) -> tuple[ConversationState, Reading] | None:
    """Drop what is named as no longer wished; what is left of the reading may be a yes to what was asked.

    None where nothing that was to come is named.
    """
    reading = event.reading
    if not state.wishes or not _declines(reading) or not _names_something(reading):
        return None
    under_way = _under_way(state)
    if under_way is not None and _fits(under_way, reading):
        return None
    left = tuple(wish for wish in state.wishes if not _is_declined(wish, reading))
    if left == state.wishes:
        return None
    agrees = frozenset() if "?" in event.text else reading.cues & {Cue.YES}
    return replace(state, wishes=left), Reading(cues=agrees, language=reading.language, further=reading.further)


def _declines(reading: Reading) -> bool:
    if reading.intent is Intent.FAQ:
        return False
    return bool(reading.cues & {Cue.NEVER_MIND, Cue.SKIP}) or reading.intent is Intent.CANCEL


def _is_declined(wish: Reading, reading: Reading) -> bool:
    """Whether a wish is the one that is taken back; "cancel Friday's" takes back no wish to cancel it."""
    in_so_many_words = bool(reading.cues & {Cue.NEVER_MIND, Cue.SKIP})
    return _fits(wish, reading) and (in_so_many_words or wish.intent is Intent.SCHEDULE)


def _names_something(reading: Reading) -> bool:
    return reading.service_id is not None or choosing.states_a_time(reading) or Cue.FOR_OTHER in reading.cues


def _fits(wish: Reading, reading: Reading) -> bool:
    """Whether all that is named of an appointment is so of this one."""
    facts = ((reading.service_id, wish.service_id), (reading.day, wish.day), (reading.at, wish.at))
    theirs = Cue.FOR_OTHER in reading.cues
    return all(said in (None, known) for said, known in facts) and (not theirs or Cue.FOR_OTHER in wish.cues)


def takes_back(state: ConversationState, reading: Reading) -> bool:
    """Hear "never mind the beard trim" while just that is seen to; with a time in it, it may be another wish."""
    if Cue.NEVER_MIND not in reading.cues or reading.intent is Intent.FAQ or choosing.states_a_time(reading):
        return False
    under_way = _under_way(state)
    return under_way is not None and _names_something(reading) and _fits(under_way, reading)


def go_on(decision: Decision) -> Decision:
    """Turn to the next wish as soon as what came before it is settled, given up, or in a person's hands."""
    state, actions = decision
    if not state.wishes or not actions:
        return decision
    if _takes_leave(actions):
        return replace(state, wishes=()), actions
    is_busy = state.goal is not None or state.asked is not None
    if is_busy or not all(isinstance(action, _BY_THE_WAY) for action in actions):
        return decision
    wish, spoken_of = state.wishes[0], state.appointment if state.just_made else None
    state, notes = learn(replace(state, wishes=state.wishes[1:]), wish)
    state = goals.begin(replace(state, appointment=None), GOAL_OF_INTENT[wish.intent])
    if spoken_of is not None and wish.intent is Intent.SCHEDULE:
        wish = _right_after(spoken_of, wish, state)
    elif spoken_of is not None:
        # "Book me a haircut on Friday and cancel my haircut" calls off the one that stood before.
        state = replace(state, not_meant=spoken_of.id)
    state, more = goals.pursue(state, wish)
    return state, (*actions, *notes, *more)


def _right_after(made: Appointment, wish: Reading, state: ConversationState) -> Reading:
    """Look for the second of two from when the first is over, where only their day was said, or nothing at all."""
    services = state.around.services if state.around else ()
    minutes = next((service.minutes for service in services if service.id == made.service_id), None)
    day = made.start.date()
    says_else = wish.at or wish.part_of_day or wish.not_before or wish.day not in (None, day)
    if minutes is None or says_else or Cue.FOR_OTHER in wish.cues or Cue.EARLIEST in wish.cues:
        return wish
    return replace(wish, day=day, at=(made.start + timedelta(minutes=minutes)).time(), bound=Bound.FROM)


def _takes_leave(actions: tuple[Action, ...]) -> bool:
    return any(isinstance(action, Say) and action.expects is not Expectation.REPLY for action in actions)


def _under_way(state: ConversationState) -> Reading | None:
    """Put what is being seen to into the form of a wish."""
    intent = _INTENT_OF_GOAL.get(state.goal) if state.goal else None
    if intent is None:
        return None
    named = Reading(
        intent=intent,
        cues=frozenset({Cue.FOR_OTHER} if state.for_other else ()),
        guest=state.guest,
        service_id=state.service_id,
        day=state.wish.day,
        at=state.wish.at,
    )
    if intent is Intent.RESCHEDULE and state.appointment is not None:
        start = state.appointment.start
        return replace(named, service_id=state.appointment.service_id, old_day=start.date(), old_at=start.time())
    place = state.chosen if intent is Intent.SCHEDULE else state.appointment
    if place is None:
        return named
    return replace(named, service_id=place.service_id, day=place.start.date(), at=place.start.time())


def _is_same(known: Reading, said: Reading) -> bool:
    """Whether the customer says again what they wished for, with nothing in it that contradicts."""
    if known.intent is not said.intent or Cue.ANOTHER in said.cues:
        return False
    facts = ("service_id", "day", "at", "guest", "old_day", "old_at")
    stated = [(getattr(known, fact), getattr(said, fact)) for fact in facts]
    agrees = all(before == after for before, after in stated if before is not None and after is not None)
    return agrees and (Cue.FOR_OTHER in known.cues) == (Cue.FOR_OTHER in said.cues)


def _together(known: Reading, said: Reading) -> Reading:
    """Add what is said of a wish the second time; what was said before stays."""
    facts = ("service_id", "day", "at", "guest", "old_day", "old_at", "staff_id", "location_id", "notes")
    more = {fact: getattr(said, fact) for fact in facts if getattr(known, fact) is None}
    return replace(known, **more, staff_name=known.staff_name or said.staff_name, cues=known.cues | said.cues)
