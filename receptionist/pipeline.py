"""The story of one message: take the conversation, listen, think, act, commit, and send the reply."""

from __future__ import annotations

import logging
from collections import deque

from django.utils import timezone

from receptionist import doorbell, wiring
from receptionist.acting import Situation, changes_something, perform
from receptionist.domain.actions import Query, RememberContact, Say, SetConsent
from receptionist.domain.dialogue import advance
from receptionist.domain.events import CustomerSpoke, Event
from receptionist.domain.state import ConversationState
from receptionist.memory import load_state
from receptionist.models import Conversation, OutboundMessage
from receptionist.ports import Customer
from receptionist.sending import delivery, outbox
from receptionist.turn import committing, journal, leases
from receptionist.turn.committing import Outcome
from receptionist.turn.journal import OpenTurn
from receptionist.turn.leases import LeaseLost
from receptionist.turn.listening import listen

log = logging.getLogger(__name__)

TASK = "receptionist.process_conversation"

#: Events in one turn; no wish comes to more than five, and a turn to no more than four wishes.
_ROUNDS = 24
#: Attempts at a turn before a person takes over.
_ATTEMPTS = 5


class EndlessDialogue(Exception):
    """The dialogue kept asking for actions without ever coming to words."""


def process_conversation(conversation_id: int) -> None:
    """Answer what waits in a conversation: the next turn now, and the ones after it by ringing again.

    Returns at once when nothing waits any more, as many a ring finds, and when another worker holds the conversation:
    that worker looks again when it lets go, so a message that arrives at any moment is rung for by one of the two.
    """
    conversation = leases.take(conversation_id)
    if conversation is None:
        return
    went_well = rung_meanwhile = False
    try:
        went_well = _answer_next(conversation)
    finally:
        rung_meanwhile = leases.release(conversation)
    if went_well and rung_meanwhile:
        # At the end of the queue: a customer who writes without a pause must not make the others wait.
        doorbell.ring(TASK, conversation_id, queue=wiring.queue(conversation.channel))


def _answer_next(conversation: Conversation) -> bool:
    """Work on the next turn, if there is one; False when it failed and must wait for the sweeper."""
    reply, turn = None, journal.open_next(conversation)
    if turn is not None:
        try:
            reply = _give_up_or_answer(conversation, turn)
        except LeaseLost:
            log.warning("conversation %s was taken over by another worker", conversation.pk)
            return False
        except Exception as error:
            # Whatever it was, the messages stay pending, in order, and are tried again.
            log.exception("turn %s of conversation %s failed", turn.row.number, conversation.pk)
            turn.fail(error)
            return False
    conversation.attempts = 0
    # Still under the lease: the next reply cannot overtake this one. Should we die here, the sweeper sends it.
    if reply is not None and outbox.is_pushed(reply):
        delivery.send(reply)
    return True


def _give_up_or_answer(conversation: Conversation, turn: OpenTurn) -> OutboundMessage | None:
    if conversation.attempts > _ATTEMPTS:
        return committing.give_up(conversation, turn)
    turn.recall()
    state = load_state(conversation)
    spoke = _hear(conversation, turn, state)
    customer = Customer(
        business_id=conversation.business_id, contact_id=conversation.contact_id, conversation_id=conversation.pk
    )
    outcome = _think_and_act(turn, state, spoke, customer)
    return committing.commit(conversation, turn, outcome)


def _hear(conversation: Conversation, turn: OpenTurn, state: ConversationState) -> CustomerSpoke:
    """Read the messages, unless an earlier run of this turn has done so."""
    replayed = turn.replay()
    if isinstance(replayed, CustomerSpoke):
        return replayed
    heard = listen(conversation, turn, state, timezone.now())
    turn.row.understanding = heard.understanding
    turn.note(heard.event)
    return heard.event


def _think_and_act(turn: OpenTurn, state: ConversationState, spoke: CustomerSpoke, customer: Customer) -> Outcome:
    """Let the dialogue decide, do what it asks for, tell it what happened, until only words are left."""
    state, actions = advance(state, spoke)
    outcome, waiting = Outcome(state), deque(actions)
    while waiting:
        action = waiting.popleft()
        outcome.actions.append(action)
        if isinstance(action, Say | RememberContact | SetConsent):
            continue
        if len(turn.events) > _ROUNDS:
            raise EndlessDialogue(turn.key)
        situation = Situation(customer, spoke.around.now, outcome.state.language)
        event = _do_once(turn, action, situation)
        outcome.state, more = advance(outcome.state, event)
        waiting.extendleft(reversed(more))
    return outcome


def _do_once(turn: OpenTurn, action: Query, situation: Situation) -> Event:
    """Perform an action, or take its result from the journal of a run that was broken off."""
    replayed = turn.replay()
    if replayed is not None:
        return replayed
    if changes_something(action):
        turn.save()
    result = perform(action, situation, key=f"{turn.key}:{len(turn.events)}")
    turn.note(result)
    return result
