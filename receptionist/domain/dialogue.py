"""All of Sara's judgement: ``advance(state, event) -> (state, actions)``.

An event says what has happened, an action what to do about it. Queries among the actions come back as events, until
only words are left. No clock, no chance, no I/O: the same state and event always give the same decision.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from receptionist.domain import (
    answers,
    choosing,
    confirming,
    from_diary,
    goals,
    hindsight,
    holds,
    initiative,
    knowing,
    moments,
    proving,
    standing,
    waiting,
    whereabouts,
    wishes,
)
from receptionist.domain.actions import (
    Action,
    HandOver,
    HandOverReason,
    LookUpAnswer,
    Say,
)
from receptionist.domain.events import (
    AnswerFound,
    AnswerMissing,
    AnswerUnclear,
    CodeRefused,
    CodeSent,
    Confirmed,
    CustomerSpoke,
    Event,
    HandedOver,
    PlaceDeclined,
    Proven,
    TurnedDown,
    WaitlistJoined,
    WaitlistLeft,
)
from receptionist.domain.learning import learn, without_false_name
from receptionist.domain.messages import Expectation
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.domain.questions import Decision, ask, ask_again, remind
from receptionist.domain.reading import Cue, Intent, Reading
from receptionist.domain.state import ConversationState, Goal, Question

#: After such a silence a customer starts afresh; what was half said before would only confuse.
FORGET_AFTER = timedelta(hours=12)


def advance(state: ConversationState, event: Event) -> Decision:
    """Decide what to do about an event, and what to remember."""
    return whereabouts.said(state, holds.let_go_of_what_is_not_wanted(wishes.go_on(_decide(state, event))))


def _decide(state: ConversationState, event: Event) -> Decision:
    match event:
        case CustomerSpoke():
            return _hear(_settle_in(state, event), event)
        case Confirmed():
            return confirming.confirmed(state, event)
        case WaitlistJoined() | WaitlistLeft() | PlaceDeclined():
            return waiting.told(state, event)
        case CodeSent() | CodeRefused() | Proven():
            return proving.told(state, event)
        case AnswerMissing() if state.unless_question is not None and state.around is not None:
            # No question after all: what it reads like otherwise.
            spoke = CustomerSpoke(event.question, state.unless_question, state.around)
            return _respond(replace(state, unless_question=None, topic=""), spoke)
        case AnswerFound():
            is_said = hindsight.has_said(state, event)
            return knowing.told(hindsight.remember(state, event), event, is_said=is_said)
        case AnswerUnclear() | AnswerMissing():
            return knowing.told(state, event)
        case TurnedDown():
            return state, ()
        case HandedOver():
            return moments.handed_over(state, event)
        case _:
            return from_diary.hear(state, event)


def _settle_in(state: ConversationState, event: CustomerSpoke) -> ConversationState:
    """Note the circumstances, and forget what is too old to go on with."""
    around = event.around
    long_silent = state.last_spoke_at is not None and around.now - state.last_spoke_at > FORGET_AFTER
    if long_silent and not initiative.is_open(state, around.now):
        state = replace(goals.drop_all(state), misunderstood=0, greeted=False)
    return replace(
        state,
        around=around,
        last_spoke_at=around.now,
        language=event.reading.language,
        # Whoever was asked for a name answers that, though one has come to be known meanwhile.
        name=state.name or (None if state.asked is Question.NAME else around.contact_name),
    )


def _hear(state: ConversationState, event: CustomerSpoke) -> Decision:
    noticed = moments.notice(state, event)
    if noticed is not None:
        return noticed
    event = replace(event, reading=without_false_name(state, event.reading))
    declined = wishes.let_go(state, event)
    if declined is not None:
        state, event = declined[0], replace(event, reading=declined[1])
        if Cue.YES not in event.reading.cues:
            return ask_again(state, Say(PhraseKey.ALL_RIGHT))
    state, kept = hindsight.look_back(state, event)
    learned, notes = learn(wishes.remember(state, event.reading), event.reading)
    after, actions = _respond(learned, event)
    if after.misunderstood == state.misunderstood and not _asks_knowledge(actions):
        after = replace(after, misunderstood=0)
    if event.reading.question and event.reading.intent in wishes.GOAL_OF_INTENT:
        # The answer first: what is asked last is what the customer answers.
        after, actions = replace(after, aside=True), (LookUpAnswer(event.reading.question), *actions)
    return _introduce(after, (*kept, *notes, *actions))


def _asks_knowledge(actions: tuple[Action, ...]) -> bool:
    return any(isinstance(action, LookUpAnswer) for action in actions)


def _introduce(state: ConversationState, actions: tuple[Action, ...]) -> Decision:
    """Say who is answering, once, before the first reply of a written conversation."""
    around = state.around
    if state.greeted or around is None or around.spoken or not actions:
        return state, actions
    hello = Say(PhraseKey.HELLO, Facts(business=around.business_name))
    return replace(state, greeted=True), (hello, *actions)


def _respond(state: ConversationState, event: CustomerSpoke) -> Decision:
    """Answer the question Sara asked, or follow what the customer wants now."""
    reading = event.reading
    answered = (
        proving.hear(state, event)
        or waiting.hear(state, event)
        or confirming.answer(state, event)
        or answers.answer(state, event)
        or knowing.choose(state, event)
        or _for_staff(state, event)
        or standing.not_yet(state, event)
        or hindsight.apologise(state, event)
        or knowing.follow_up(state, event)
    )
    if answered is not None:
        return answered
    if _gives_up(state, reading):
        return goals.give_up(wishes.without_all(state, reading))
    if state.appointment is not None and _corrects(state, reading):
        if reading.service_id not in (None, state.appointment.service_id):
            return goals.change(state, state.appointment, reading)
        return goals.pursue(goals.correct(state, state.appointment), reading)
    goal = _wanted_goal(state, reading)
    if Cue.OWN_APPOINTMENTS in reading.cues and state.goal is None and goal in {None, Goal.SCHEDULE}:
        return standing.look_up(state, event)
    if goal is not None:
        return goals.pursue(goals.begin(state, goal), reading)
    if reading.intent is Intent.FAQ:
        state = state if state.goal else replace(state, service_id=reading.service_id)
        return (
            knowing.look_up_both(state, *reading.questions) if reading.questions else knowing.look_up(state, event.text)
        )
    if state.goal is not None and answers.adds_to_goal(state, reading):
        return goals.pursue(state, reading)
    if reading.intent is Intent.CONTACT:
        return _contact(state, event)
    return _small_talk(state, event)


def _for_staff(state: ConversationState, event: CustomerSpoke) -> Decision | None:
    """Pass on what a person must see to, or should know; None for anything else."""
    cues, intent = event.reading.cues, event.reading.intent
    if Cue.WANTS_PERSON in cues:
        sorry = (Say(PhraseKey.SORRY),) if Cue.FRUSTRATED in cues else ()
        return goals.drop_all(state), (*sorry, HandOver(HandOverReason.ASKED, event.text))
    # "Is it OK to come late?" only asks.
    if Cue.LATE in cues and intent not in {Intent.RESCHEDULE, Intent.CANCEL, Intent.FAQ}:
        return standing.note_lateness(state, event)
    return None


def _contact(state: ConversationState, event: CustomerSpoke) -> Decision:
    """Note what customers say of themselves by the way; who leaves a number for no other reason wants to be called."""
    reading = event.reading
    by_the_way = state.goal is not None and (reading.email or reading.phone)
    if not by_the_way and (reading.name is None or reading.email or reading.phone):
        return goals.drop_all(state), (HandOver(HandOverReason.ASKED, event.text),)
    noted = Say(PhraseKey.NOTED, Facts(name=state.name))
    return ask_again(state, noted) if state.goal else (state, (noted, Say(PhraseKey.HOW_CAN_I_HELP)))


def _gives_up(state: ConversationState, reading: Reading) -> bool:
    """Whether what was under way is no longer wanted, and nothing else is instead."""
    if wishes.takes_back(state, reading):
        return True
    if reading.intent is not Intent.UNKNOWN or choosing.states_a_time(reading):
        return False
    return Cue.NEVER_MIND in reading.cues or (
        state.asked in {Question.SERVICE, Question.NAME, Question.WHICH_APPOINTMENT}
        and Cue.NO in reading.cues
        and not answers.adds_to_goal(state, reading)
    )


def _corrects(state: ConversationState, reading: Reading) -> bool:
    """Hear "no, Thursday" and "a beard trim instead" right after "you are booked for Wednesday"."""
    if state.goal is not None or state.appointment is None or reading.intent in {Intent.CANCEL, Intent.FAQ}:
        return False
    if Cue.ANOTHER in reading.cues:
        return False
    elsewhere = choosing.names_who_or_where(reading) or Cue.OTHER_LOCATION in reading.cues
    says_what = (
        elsewhere or choosing.states_a_time(reading) or reading.service_id not in (None, state.appointment.service_id)
    )
    return says_what and bool(reading.cues & {Cue.NO, Cue.CORRECTS, Cue.MEANS_IT})


def _asks_for_a_time(state: ConversationState, reading: Reading) -> bool:
    """Hear "what about Wednesday?" and "what is the earliest you have for a haircut?", which no FAQ answers."""
    if state.asked in {Question.WHEN, Question.WHICH_SLOT, Question.NAME, Question.JOIN_WAITLIST}:
        return choosing.states_a_time(reading) or choosing.says_with_whom_or_where(reading)
    if reading.staff_id is not None and choosing.states_a_time(reading):
        # "Is Maya free on Thursday at two?"
        return True
    return Cue.EARLIEST in reading.cues and reading.service_id is not None


def _wanted_goal(state: ConversationState, reading: Reading) -> Goal | None:
    if reading.intent is Intent.FAQ and _asks_for_a_time(state, reading):
        return state.goal or Goal.SCHEDULE
    goal = wishes.GOAL_OF_INTENT.get(reading.intent)
    if reading.intent is Intent.UNKNOWN and state.goal is None and Cue.EARLIEST in reading.cues:
        return Goal.SCHEDULE
    if goal is Goal.SCHEDULE and state.goal is Goal.CANCEL and state.appointment and Cue.CORRECTS in reading.cues:
        # "Can I come on Friday instead?" in answer to "shall I cancel it?"
        return Goal.RESCHEDULE
    one_more = reading.cues >= {Cue.ANOTHER, Cue.FOR_OTHER}
    if goal is Goal.SCHEDULE and state.goal in (Goal.RESCHEDULE, Goal.CANCEL) and state.asked is not None:
        # "Friday at three" in answer to "when?" sounds like a new booking and is not; "another for my wife" is.
        return goal if one_more else state.goal
    if goal is Goal.RESCHEDULE and state.goal is Goal.SCHEDULE and Cue.MEANS_IT in reading.cues:
        # "Move it to four" before it is booked.
        return state.goal
    return goal


def _small_talk(state: ConversationState, event: CustomerSpoke) -> Decision:
    cues, around = event.reading.cues, event.around
    if Cue.GOODBYE in cues:
        return goals.drop_all(state), (Say(PhraseKey.GOODBYE, Facts(name=state.name), expects=Expectation.NOTHING),)
    if Cue.NO in cues and Cue.THANKS not in cues and state.just_made and state.asked is None:
        return goals.unsettle(state)
    if Cue.NO in cues and state.goal is None:
        # "No, thanks": the end of a conversation in most languages.
        return state, (Say(PhraseKey.GOODBYE, Facts(name=state.name), expects=Expectation.NOTHING),)
    if Cue.FRUSTRATED in cues and Cue.THANKS not in cues:
        # Short and plain: who is annoyed wants no more of the same.
        return ask(state, Question.WANT_PERSON, Say(PhraseKey.SORRY))
    if Cue.THANKS in cues:
        return remind(state, Say(PhraseKey.THANKS))
    if Cue.GREETING in cues:
        if state.goal is not None:
            return ask_again(state)
        phrase = PhraseKey.HOW_CAN_I_HELP if state.greeted else PhraseKey.GREETING
        return replace(state, greeted=True, asked=None), (Say(phrase, Facts(business=around.business_name)),)
    if Cue.YES in cues and (state.goal is not None or state.asked is Question.PHONE):
        return remind(state, Say(PhraseKey.ALL_RIGHT))
    if Cue.YES in cues:
        # "Yes" to "anything else?", or "ok" to what was just confirmed.
        phrase = PhraseKey.HOW_CAN_I_HELP if state.asked or around.spoken else PhraseKey.ALL_RIGHT
        return replace(state, asked=None), (Say(phrase),)
    # The knowledge base may know a word that the readers do not.
    return knowing.look_up(state, event.text, keep=False)
