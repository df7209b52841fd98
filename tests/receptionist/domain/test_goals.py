"""What was remembered and is no longer so, and what must be heard whatever else is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from receptionist.domain.actions import Action, Book, FindAppointments, FindSlots, HandOver, HandOverReason, Move, Say
from receptionist.domain.circumstances import Circumstances
from receptionist.domain.dialogue import advance
from receptionist.domain.diary import Appointment, NoSlotReason, Service, Slot, Wish
from receptionist.domain.events import CustomerSpoke, HandedOver, SlotRefused
from receptionist.domain.messages import MessageKind
from receptionist.domain.phrases import PhraseKey
from receptionist.domain.reading import Cue, Intent, Reading
from receptionist.domain.state import ConversationState, Goal, Question

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
CUT, TRIM = Service(1, "Haircut", 45), Service(2, "Beard trim", 20)
AROUND = Circumstances(
    now=NOW,
    channel="sms",
    spoken=False,
    business_name="Willow & Finch",
    timezone=str(ZONE),
    services=(CUT, TRIM),
)
APPOINTMENT = Appointment(5, CUT.id, "Haircut", "Maya", datetime(2026, 3, 3, 15, tzinfo=ZONE))
SLOT = Slot(CUT.id, 7, "Maya", datetime(2026, 3, 4, 11, tzinfo=ZONE))


def hear(state: ConversationState, reading: Reading, around: Circumstances = AROUND) -> tuple[Action, ...]:
    _, actions = advance(replace(state, greeted=True), CustomerSpoke("some words", reading, around))
    return actions


def test_it_moves_the_appointment_it_remembers_only_while_that_is_ahead() -> None:
    state = ConversationState(appointment=APPOINTMENT)
    to_thursday = Reading(intent=Intent.RESCHEDULE, day=date(2026, 3, 5))
    (looks,) = hear(state, to_thursday)
    assert isinstance(looks, FindSlots)
    later = replace(AROUND, now=APPOINTMENT.start + timedelta(minutes=5))
    assert hear(state, to_thursday, later) == (FindAppointments(),)


def test_it_cancels_no_appointment_that_has_begun() -> None:
    state = ConversationState(appointment=APPOINTMENT)
    begun = replace(AROUND, now=APPOINTMENT.start)
    assert hear(state, Reading(intent=Intent.CANCEL), begun) == (FindAppointments(),)


def test_it_looks_at_once_when_any_new_time_will_do_the_earliest_first() -> None:
    state = ConversationState(goal=Goal.RESCHEDULE, asked=Question.WHEN, appointment=APPOINTMENT)
    (looks,) = hear(state, Reading(cues=frozenset({Cue.EARLIEST})))
    assert looks == FindSlots(CUT.id, Wish(not_before=date(2026, 3, 2)), APPOINTMENT)


def test_it_books_with_what_the_customer_wants_the_business_to_know() -> None:
    state = ConversationState(goal=Goal.SCHEDULE, asked=Question.NAME, service_id=CUT.id, chosen=SLOT)
    actions = hear(state, Reading(name="Bea", notes="has a cast on one arm"))
    assert actions[1:] == (Book(SLOT, "Bea", "has a cast on one arm"),)


def test_it_remembers_what_the_business_should_know_until_it_books() -> None:
    state, _ = advance(
        ConversationState(greeted=True),
        CustomerSpoke("words", Reading(intent=Intent.SCHEDULE, service_id=CUT.id, notes="n" * 600), AROUND),
    )
    assert state.notes == "n" * 500


def test_it_says_that_an_appointment_was_cancelled_and_books_a_new_one_when_it_can_no_longer_be_moved() -> None:
    moving = ConversationState(goal=Goal.RESCHEDULE, appointment=APPOINTMENT, chosen=SLOT, name="Bea", around=AROUND)
    state, (said,) = advance(moving, SlotRefused(SLOT, NoSlotReason.CANCELLED, ()))
    assert isinstance(said, Say)
    assert (said.phrase, said.facts.reason) == (PhraseKey.NO_SLOTS, NoSlotReason.CANCELLED)
    assert (state.goal, state.asked, state.service_id) == (Goal.SCHEDULE, Question.WHEN, CUT.id)
    (looks,) = hear(state, Reading(day=date(2026, 3, 5), at=time(11)))
    assert isinstance(looks, FindSlots)
    assert (looks.service_id, looks.moving) == (CUT.id, None)


def test_it_asks_for_the_service_again_when_the_one_it_remembers_is_no_longer_offered() -> None:
    state = ConversationState(goal=Goal.SCHEDULE, asked=Question.NAME, service_id=CUT.id, chosen=SLOT)
    without_it = replace(AROUND, services=(TRIM, Service(3, "Shave", 30)))
    (said,) = hear(state, Reading(name="Bea Stone"), without_it)[1:]
    assert isinstance(said, Say)
    assert said.phrase is PhraseKey.ASK_SERVICE


def test_it_moves_an_appointment_of_a_service_that_is_no_longer_offered() -> None:
    state = ConversationState(
        goal=Goal.RESCHEDULE,
        asked=Question.WHICH_SLOT,
        appointment=APPOINTMENT,
        wish=Wish(day=SLOT.start.date()),
        offered=(SLOT,),
    )
    actions = hear(state, Reading(choice=1), replace(AROUND, services=(TRIM,)))
    assert actions == (Move(APPOINTMENT.id, SLOT),)


def test_it_hears_an_emergency_from_a_customer_who_wants_no_messages_and_says_nothing() -> None:
    around = replace(AROUND, emergency=True, opted_out=True)
    spoke = CustomerSpoke("she is bleeding", Reading(), around)
    state, actions = advance(ConversationState(), spoke)
    assert actions == (HandOver(HandOverReason.EMERGENCY, "she is bleeding"),)
    assert advance(state, HandedOver(1, HandOverReason.EMERGENCY))[1] == ()


def test_it_hears_an_emergency_in_words_that_would_withdraw_consent() -> None:
    around = replace(AROUND, emergency=True)
    reading = Reading(cues=frozenset({Cue.REVOKES_CONSENT}))
    assert hear(ConversationState(), reading, around) == (HandOver(HandOverReason.EMERGENCY, "some words"),)


def test_it_marks_a_voicemail_of_an_emergency_as_urgent_and_speaks_to_nobody() -> None:
    around = replace(AROUND, emergency=True, spoken=True, kinds=(MessageKind.TRANSCRIPT,))
    state, actions = advance(ConversationState(), CustomerSpoke("she is bleeding", Reading(), around))
    reasons = [action.reason for action in actions if isinstance(action, HandOver)]
    assert reasons == [HandOverReason.VOICEMAIL, HandOverReason.EMERGENCY]
    for reason in reasons:
        state, said = advance(state, HandedOver(1, reason))
        assert said == ()
