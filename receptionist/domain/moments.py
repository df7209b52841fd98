"""Moments that are no talk: calls that begin or fall silent, pictures, and the wish to be left alone."""

from __future__ import annotations

from dataclasses import replace

from receptionist.domain import goals
from receptionist.domain.actions import Action, HandOver, HandOverReason, Say, SetConsent
from receptionist.domain.events import CustomerSpoke, HandedOver
from receptionist.domain.messages import Expectation, MessageKind
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.domain.questions import Decision, ask, ask_again, close
from receptionist.domain.reading import Cue
from receptionist.domain.state import ConversationState, Question

#: After so many misunderstandings in a row a person takes over.
PATIENCE = 2

_WORDLESS = {
    MessageKind.MEDIA,
    MessageKind.LOCATION,
    MessageKind.CONTACT_CARD,
    MessageKind.UNSUPPORTED,
}


def notice(state: ConversationState, event: CustomerSpoke) -> Decision | None:
    """Deal with a moment that is no talk; None when it is talk."""
    consent = _consent(state, event)
    if consent is not None:
        return consent
    kinds = set(event.around.kinds)
    if MessageKind.CALL_STARTED in kinds:
        greeting = Say(PhraseKey.GREETING_CALL, Facts(business=event.around.business_name))
        return replace(state, greeted=True), (greeting,)
    if MessageKind.CALL_ENDED in kinds:
        return state, ()
    if kinds & {MessageKind.VOICEMAIL, MessageKind.TRANSCRIPT}:
        message = HandOver(HandOverReason.VOICEMAIL, event.text)
        urgent = HandOver(HandOverReason.EMERGENCY, event.text)
        return state, (message, urgent) if event.around.emergency else (message,)
    if event.around.emergency:
        return goals.drop_all(state), (HandOver(HandOverReason.EMERGENCY, event.text),)
    if MessageKind.SILENCE in kinds:
        return _silence(state)
    if MessageKind.REACTION in kinds and not (state.asked and event.reading.cues & {Cue.YES, Cue.NO}):
        # A thumbs-up under "see you on Tuesday" wants no answer.
        return state, ()
    if kinds & _WORDLESS and not event.text.strip():
        return state, (HandOver(HandOverReason.MEDIA, "Sent something that only a person can look at."),)
    return None


def _consent(state: ConversationState, event: CustomerSpoke) -> Decision | None:
    """Honour STOP, START and HELP, and the same in free words."""
    around, cues = event.around, event.reading.cues
    kinds = set(around.kinds)
    if MessageKind.OPT_OUT in kinds or (Cue.REVOKES_CONSENT in cues and not (around.spoken or around.emergency)):
        confirmation = Say(PhraseKey.OPTED_OUT, Facts(business=around.business_name), despite_opt_out=True)
        return state, _unless_answered(event, SetConsent(wanted=False), confirmation)
    if MessageKind.OPT_IN in kinds or (around.opted_out and _is_a_bare_yes(event)):
        welcome = Say(PhraseKey.OPTED_IN, Facts(business=around.business_name))
        return state, _unless_answered(event, SetConsent(wanted=True), welcome)
    if around.opted_out:
        reason = HandOverReason.EMERGENCY if around.emergency else HandOverReason.OPTED_OUT
        return state, (HandOver(reason, event.text),)
    if MessageKind.HELP in kinds:
        return state, _unless_answered(event, Say(PhraseKey.HELP, Facts(business=around.business_name)))
    return None


def _is_a_bare_yes(event: CustomerSpoke) -> bool:
    """Whether a message is the one word by which carriers, too, take consent as given again, and no mere thumbs-up."""
    said_yes = Cue.YES in event.reading.cues and MessageKind.REACTION not in event.around.kinds
    return said_yes and len(event.text.split()) == 1


def _unless_answered(event: CustomerSpoke, *actions: Action) -> tuple[Action, ...]:
    """Leave out what is said where the carrier has said it already."""
    if not event.around.carrier_answered:
        return actions
    return tuple(action for action in actions if not isinstance(action, Say))


def _silence(state: ConversationState) -> Decision:
    if state.asked is Question.ANYTHING_ELSE and state.misunderstood:
        return state, (Say(PhraseKey.GOODBYE, Facts(name=state.name), expects=Expectation.NOTHING),)
    if state.asked is not None:
        return misunderstood(state, Say(PhraseKey.NOT_HEARD))
    return misunderstood(state, Say(PhraseKey.NOT_HEARD), Say(PhraseKey.HOW_CAN_I_HELP))


def misunderstood(state: ConversationState, *excuse: Say) -> Decision:
    """Excuse oneself and ask again; after the second time in a row hand over to a person."""
    state = replace(state, misunderstood=state.misunderstood + 1)
    if state.misunderstood >= PATIENCE:
        return state, (HandOver(HandOverReason.NOT_UNDERSTOOD, "Sara could not make out what the customer wants."),)
    return ask_again(state, *excuse) if state.asked else (state, excuse)


def handed_over(state: ConversationState, event: HandedOver) -> Decision:
    """Tell the customer that a person will see to it, and how."""
    around = state.around
    left_message = around is not None and not {MessageKind.VOICEMAIL, MessageKind.TRANSCRIPT}.isdisjoint(around.kinds)
    thanked = around is not None and MessageKind.TRANSCRIPT in around.kinds
    if event.reason is HandOverReason.MEDIA:
        return ask_again(state, Say(PhraseKey.MEDIA_RECEIVED))
    if event.reason is HandOverReason.OPTED_OUT or (around is not None and around.opted_out):
        return state, ()
    state = replace(goals.drop(state), misunderstood=0)
    reachable = state.phone or around is None or around.can_be_reached
    match event.reason:
        case HandOverReason.EMERGENCY if left_message:
            # Nobody listens any more, or the thanks for the message have ended the call.
            return state, ()
        case HandOverReason.EMERGENCY:
            warning = Say(PhraseKey.EMERGENCY)
            return (state, (warning,)) if reachable else ask(state, Question.PHONE, warning)
        case HandOverReason.RUNNING_LATE:
            return close(state, Say(PhraseKey.LATE_NOTED))
        case HandOverReason.VOICEMAIL if thanked:
            # The caller was thanked for the recording; only staff care for its words.
            return state, ()
        case HandOverReason.VOICEMAIL:
            return state, (Say(PhraseKey.VOICEMAIL_RECEIVED, expects=Expectation.NOTHING),)
        case HandOverReason.NOT_UNDERSTOOD if state.spoken:
            return state, (Say(PhraseKey.LEAVE_VOICEMAIL, expects=Expectation.VOICEMAIL),)
        case HandOverReason.NOT_UNDERSTOOD:
            return state, (Say(PhraseKey.HANDED_OVER_NOT_UNDERSTOOD),)
        case _ if reachable:
            return close(state, Say(PhraseKey.HANDED_OVER, Facts(phone=state.phone)))
        case _:
            # The task is kept first: who hangs up at the question has been heard all the same.
            return ask(state, Question.PHONE, Say(PhraseKey.HANDED_OVER_NO_NUMBER))
