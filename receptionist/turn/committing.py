"""The end of a turn: state, reply, audit and "done" become true together, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from receptionist import usage, wiring
from receptionist.domain.actions import Action, HandOverReason, RememberContact, Say, SetConsent
from receptionist.domain.events import AnswerFound, AnswerMissing, AnswerUnclear, TurnedDown
from receptionist.domain.messages import MessageKind
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.domain.rendering import render
from receptionist.domain.state import ConversationState
from receptionist.models import Conversation, FollowUp, InboundStatus, OutboundMessage
from receptionist.phrasing import wording
from receptionist.phrasing.wording import Wording
from receptionist.sending import delivery, outbox
from receptionist.turn.journal import OpenTurn
from receptionist.turn.settling import Line, settle

#: What the audit tells of a reading; all of it stands on the turn.
_TOLD_OF_READING = ("reader", "intent", "confidence", "milliseconds")


@dataclass(slots=True)
class Outcome:
    """What a turn comes to: the state after it, and everything that was decided, in order."""

    state: ConversationState
    actions: list[Action] = field(default_factory=list)

    @property
    def says(self) -> list[Say]:
        """What the customer is told."""
        return [action for action in self.actions if isinstance(action, Say)]


def commit(conversation: Conversation, turn: OpenTurn, outcome: Outcome) -> OutboundMessage | None:
    """Commit a turn and return the reply, if there is one; one that is to be pushed is claimed for its sender.

    Raises LeaseLost, and commits nothing, when another worker has taken the conversation.
    """
    hangs_up = any(message.kind == MessageKind.CALL_ENDED for message in turn.messages)
    contact, lines = _note_customer(conversation, outcome)
    # A model may be asked for words, so no transaction is open yet. Should we die before the commit, the next run may
    # be given other words: what is stored is what is sent.
    says = [say for say in outcome.says if say.despite_opt_out or conversation.opted_out_at is None]
    words = _words(conversation, outcome, says)
    if words and words.calls:
        turn.row.understanding = usage.noted(turn.row.understanding, words.calls, purpose="rewording")
    lines += _decision(turn, outcome, words)
    # One statement is a transaction by itself; at the end of a call there is more to write.
    with transaction.atomic() if hangs_up or conversation.ended_at else nullcontext():
        reply = _reply(conversation, turn, says, words) if words else None
        settle(conversation, turn, InboundStatus.DONE, state=outcome.state, contact=contact, lines=lines, reply=reply)
        if hangs_up:
            _end_call(conversation)
    return reply


@transaction.atomic
def give_up(conversation: Conversation, turn: OpenTurn) -> OutboundMessage | None:
    """Hand a turn that fails again and again to a person, and say so to the customer; as ``commit`` otherwise."""
    FollowUp.objects.get_or_create(
        idempotency_key=f"{turn.key}:given_up",
        defaults={
            "business_id": conversation.business_id,
            "conversation": conversation,
            "reason": HandOverReason.NOT_UNDERSTOOD,
            "summary": f"Sara could not work on these messages: {turn.row.error}"[:500],
        },
    )
    reply = None
    if conversation.opted_out_at is None:
        language = conversation.state.get("language", conversation.business.language)
        text = render(PhraseKey.HANDED_OVER_NOT_UNDERSTOOD, Facts(), language, spoken=False)
        reply = _claimed(outbox.compose(conversation, text, turn.key, turn=turn.row))
    given_up = ("turn.given_up", {"attempts": conversation.attempts})
    settle(conversation, turn, InboundStatus.FAILED, state=None, contact={}, lines=[given_up], reply=reply)
    return reply


def _note_customer(conversation: Conversation, outcome: Outcome) -> tuple[dict[str, str], list[Line]]:
    """Take down who the customer is and whether they want messages: the new values, and the lines for the audit."""
    contact: dict[str, str] = {}
    lines: list[Line] = []
    for action in outcome.actions:
        if isinstance(action, RememberContact):
            stated = {
                "name": (action.name or "")[:120],
                "email": action.email or "",
                "callback_phone": (action.phone or "")[:32],
            }
            changes = {column: value for column, value in stated.items() if value}
            contact |= changes
            lines.append(("contact.noted", {"what": sorted(changes)}))
        elif isinstance(action, SetConsent):
            conversation.opted_out_at = None if action.wanted else timezone.now()
            lines.append(("consent.given" if action.wanted else "consent.withdrawn", {}))
    return contact, lines


def _words(conversation: Conversation, outcome: Outcome, says: Sequence[Say]) -> Wording | None:
    """Find the words, all in one message; None when there is nothing to say."""
    if not says:
        return None
    spoken = outcome.state.around is not None and outcome.state.around.spoken
    tone = conversation.business.tone
    return wording.word(says, outcome.state.language, spoken=spoken, phraser=wiring.phraser(), tone=tone)


def _decision(turn: OpenTurn, outcome: Outcome, words: Wording | None) -> list[Line]:
    """Tell the audit what was understood, found and decided, and how it was worded where that was not plainly."""
    lines: list[Line] = []
    understanding = turn.row.understanding
    if turn.row.was_read:
        lines.append(("turn.understood", {name: understanding[name] for name in _TOLD_OF_READING}))
    for event in turn.events:
        if isinstance(event, AnswerFound):
            lines.append(("question.answered", {"faq_id": event.faq_id}))
        elif isinstance(event, AnswerUnclear):
            lines.append(("question.unclear", {"faq_ids": [choice.faq_id for choice in event.choices]}))
        elif isinstance(event, AnswerMissing) and event.kept:
            lines.append(("question.unanswered", {}))
        elif isinstance(event, TurnedDown):
            lines.append(("question.turned_down", {"faq_id": event.faq_id}))
    decided = [action.phrase if isinstance(action, Say) else action.do for action in outcome.actions]
    style = {"style": words.style} if words and words.style != wording.PLAIN else {}
    return [*lines, ("turn.decided", {"actions": decided, **style})]


def _reply(conversation: Conversation, turn: OpenTurn, says: Sequence[Say], words: Wording) -> OutboundMessage | None:
    reply = outbox.compose(
        conversation,
        words.text,
        turn.key,
        turn=turn.row,
        expects=says[-1].expects,
        faq_id=next((say.facts.faq_id for say in says if say.facts.faq_id), None),
    )
    return _claimed(reply)


def _claimed(reply: OutboundMessage | None) -> OutboundMessage | None:
    """Claim a reply that must be sent: whoever commits it sends it."""
    if reply is not None and outbox.is_pushed(reply):
        delivery.claim_unsent(reply)
    return reply


def _end_call(conversation: Conversation) -> None:
    conversation.ended_at = conversation.ended_at or timezone.now()
    Conversation.objects.filter(pk=conversation.pk).update(ended_at=conversation.ended_at)
    outbox.redirect_unsaid(conversation)
