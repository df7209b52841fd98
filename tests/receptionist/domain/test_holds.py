"""A place is kept while something is still to be asked, and for no longer than it is wanted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from receptionist.domain.actions import Action, Book, FindSlots, Hold, LetGo, Say
from receptionist.domain.dialogue import advance
from receptionist.domain.diary import Appointment, NoSlotReason, Wish
from receptionist.domain.events import Booked, CustomerSpoke, Held, SlotRefused, SlotsFound
from receptionist.domain.phrases import PhraseKey
from receptionist.domain.reading import Cue, Intent, Reading
from receptionist.domain.state import ConversationState, Goal, Question
from tests.receptionist.domain.test_goals import AROUND, CUT, NOW, SLOT, ZONE

UNTIL = NOW + timedelta(minutes=10)
WISH = Wish(day=date(2026, 3, 4), at=time(11))
CHOSEN = ConversationState(goal=Goal.SCHEDULE, service_id=CUT.id, wish=WISH, around=AROUND, greeted=True)
KEPT = replace(CHOSEN, asked=Question.NAME, chosen=SLOT, held=SLOT, held_until=UNTIL)


def hear(state: ConversationState, reading: Reading) -> tuple[Action, ...]:
    _, actions = advance(state, CustomerSpoke("some words", reading, AROUND))
    return actions


def said(actions: tuple[Action, ...]) -> list[PhraseKey]:
    return [action.phrase for action in actions if isinstance(action, Say)]


def test_what_is_chosen_is_kept_before_the_name_is_asked_for() -> None:
    state, actions = advance(CHOSEN, SlotsFound(WISH, SLOT, (SLOT,)))
    assert actions == (Hold(SLOT),)
    state, actions = advance(state, Held(SLOT, UNTIL))
    assert (state.held, state.held_until, state.asked) == (SLOT, UNTIL, Question.NAME)
    assert said(actions) == [PhraseKey.ASK_NAME]


def test_nothing_is_kept_for_who_need_not_be_asked_for_anything() -> None:
    _, actions = advance(replace(CHOSEN, name="Bea Stone"), SlotsFound(WISH, SLOT, (SLOT,)))
    assert actions == (Book(SLOT, "Bea Stone"),)


def test_who_comes_too_late_hears_it_before_being_asked_for_a_name() -> None:
    other = replace(SLOT, start=SLOT.start + timedelta(hours=1))
    state, actions = advance(replace(CHOSEN, chosen=SLOT), SlotRefused(SLOT, NoSlotReason.TAKEN, (other,)))
    assert said(actions) == [PhraseKey.OFFER_INSTEAD]
    assert (state.chosen, state.held, state.offered) == (None, None, (other,))


def test_what_is_kept_stays_so_while_the_customer_asks_something_else() -> None:
    assert LetGo() not in hear(KEPT, Reading(intent=Intent.FAQ))


def test_what_is_kept_is_let_go_of_when_the_customer_gives_up() -> None:
    actions = hear(KEPT, Reading(cues=frozenset({Cue.NEVER_MIND})))
    assert actions[0] == LetGo()


def test_what_is_kept_is_let_go_of_when_nothing_fits_the_new_wish() -> None:
    looking = hear(KEPT, Reading(day=date(2026, 3, 5), at=time(9)))
    # While she looks it is still kept: what comes of it may take its place in one step.
    assert [type(action) for action in looking] == [FindSlots]
    state, _ = advance(KEPT, CustomerSpoke("some words", Reading(day=date(2026, 3, 5), at=time(9)), AROUND))
    state, actions = advance(state, SlotsFound(state.wish, None, (), NoSlotReason.FULL))
    assert actions[0] == LetGo()
    assert (state.held, state.held_until) == (None, None)


def test_nothing_is_let_go_of_that_has_run_out_by_itself() -> None:
    late = replace(AROUND, now=UNTIL)
    _, actions = advance(KEPT, CustomerSpoke("words", Reading(cues=frozenset({Cue.NEVER_MIND})), late))
    assert LetGo() not in actions


def test_what_became_an_appointment_is_not_let_go_of() -> None:
    appointment = Appointment(5, CUT.id, "Haircut", "Maya", datetime(2026, 3, 4, 11, tzinfo=ZONE))
    state, actions = advance(replace(KEPT, name="Bea"), Booked(appointment))
    assert LetGo() not in actions
    assert state.held is None


def test_it_says_that_a_place_is_free_only_while_it_is_kept() -> None:
    kept, lapsed = AROUND, replace(AROUND, now=UNTIL)
    for around, phrase in ((kept, PhraseKey.ASK_NAME), (lapsed, PhraseKey.REMIND_NAME)):
        _, actions = advance(KEPT, CustomerSpoke("hi", Reading(cues=frozenset({Cue.GREETING})), around))
        assert said(actions) == [phrase]


def test_it_tells_until_when_on_the_clock_of_the_business_whatever_season_the_place_is_in() -> None:
    # Clocks change on 8 March: the place lies in summer, the talk in winter, and a stored moment keeps only its offset.
    summer = replace(SLOT, start=datetime.fromisoformat("2026-03-10T11:00:00-04:00"))
    _, actions = advance(replace(KEPT, chosen=None), Held(summer, UNTIL))
    (asks,) = (action for action in actions if isinstance(action, Say))
    assert asks.facts.until is not None
    assert asks.facts.until.time() == UNTIL.astimezone(ZONE).time()
