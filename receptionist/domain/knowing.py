"""What the business knows: questions looked up, which answer is meant, and what follows up on an answer."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from receptionist.domain import moments
from receptionist.domain.actions import GiveAnswer, KeepQuestion, LookUpAnswer, Say
from receptionist.domain.events import AnswerFound, AnswerMissing, AnswerUnclear, CustomerSpoke
from receptionist.domain.knowledge import Choice
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.domain.questions import Decision, ask, ask_again, close
from receptionist.domain.reading import Cue, Intent, Reading
from receptionist.domain.sentences import first_sentences
from receptionist.domain.state import ConversationState, Question

#: Characters that are said at most where no shorter answer was written for the ear: about twenty seconds.
LONGEST_SPOKEN = 320
#: Characters of a question that are remembered for the one that follows.
LONGEST_TOPIC = 300
#: Whoever says more than so many words to "which of these?" has not chosen but asks something else.
_MOST_WORDS = 8
#: As many say "both" or "neither" and nothing else.
_SHORT = 5
#: Letters by which two words are taken for one: "open" and "opening".
_STEM = 4

_WISHES = {Intent.SCHEDULE, Intent.RESCHEDULE, Intent.CANCEL, Intent.CONTACT}
#: Said by themselves these ask nothing, whatever word they begin with.
_NO_QUESTIONS = {Cue.THANKS, Cue.GOODBYE, Cue.YES, Cue.NO, Cue.NEVER_MIND, Cue.FRUSTRATED, Cue.OWN_APPOINTMENTS}


def look_up(state: ConversationState, question: str, *, keep: bool = True) -> Decision:
    """Ask the knowledge base; beside something else that is under way a question stands for itself."""
    before = state.topic if state.goal is None else ""
    # Small talk may leave open which of two answers is meant; another question does not.
    state = _without_choices(state) if keep else state
    return state, (LookUpAnswer(question, keep=keep, before=before),)


def look_up_both(state: ConversationState, first: str, second: str) -> Decision:
    """Ask for two things that one message asks; the second may be incomplete without the first."""
    state = replace(_without_choices(state), aside=True)
    return state, (LookUpAnswer(first), LookUpAnswer(second, before=first))


def _without_choices(state: ConversationState) -> ConversationState:
    asked = None if state.asked is Question.WHICH_ANSWER else state.asked
    return replace(state, asked=asked, choices=())


def follow_up(state: ConversationState, event: CustomerSpoke) -> Decision | None:
    """Hear "and on Sunday?" after an answer, and "what about the other one?"; None for anything else.

    What may be a wish instead is followed as one where nothing answers it.
    """
    reading = event.reading
    if state.goal is not None or state.asked is Question.WHICH_ANSWER:
        return None
    if Cue.OTHER_ONE in reading.cues and state.choices and reading.intent not in _WISHES:
        return _give(state, state.choices)
    if not state.topic or Cue.FOLLOWS_UP not in reading.cues or reading.cues & _NO_QUESTIONS:
        return None
    if reading.intent is Intent.UNKNOWN:
        may_be_wish, keep = None, "?" in event.text
    elif reading.intent is Intent.SCHEDULE and _is_half_a_wish(reading):
        may_be_wish, keep = reading, False
    else:
        return None
    asked = LookUpAnswer(event.text, keep=keep, before=state.topic, follows_up=True)
    return replace(state, choices=(), unless_question=may_be_wish), (asked,)


def _is_half_a_wish(reading: Reading) -> bool:
    """Whether a day or a service is all that is stated of an appointment, as in a question about either."""
    return reading.at is None and reading.name is None and (reading.day is None or reading.service_id is None)


def choose(state: ConversationState, event: CustomerSpoke) -> Decision | None:
    """Read the answer to "which of these do you mean?"; None when it is none."""
    reading = event.reading
    if state.asked is not Question.WHICH_ANSWER:
        return None
    # "Las dos" and "ninguna de las dos" name no time here.
    is_short = reading.service_id is None and reading.day is None and len(event.text.split()) <= _SHORT
    is_no = Cue.NO in reading.cues and reading.intent is Intent.UNKNOWN
    if is_no or (Cue.OTHER_TIMES in reading.cues and is_short):
        return replace(state, asked=None, choices=()), (KeepQuestion(state.topic),)
    if Cue.ALL in reading.cues and is_short:
        return _give(state, state.choices)
    picked = _picked(state.choices, event) if reading.intent not in _WISHES else None
    return _give(state, (picked,)) if picked is not None else None


def _picked(choices: tuple[Choice, ...], event: CustomerSpoke) -> Choice | None:
    """Find the one that is meant: by its place, or by a word that no other has."""
    place = event.reading.choice
    if place is not None:
        at = place - 1 if place > 0 else len(choices) + place
        return choices[at] if 0 <= at < len(choices) else None
    said = _stems(event.text)
    if len(event.text.split()) > _MOST_WORDS:
        return None
    named = []
    for choice in choices:
        others = {stem for other in choices if other != choice for stem in _stems(other.question)}
        if said & (_stems(choice.question) - others):
            named.append(choice)
    return named[0] if len(named) == 1 else None


def _stems(text: str) -> set[str]:
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    words = "".join(sign if sign.isalnum() else " " for sign in plain).split()
    return {word[:_STEM] for word in words if len(word) >= _STEM}


def _give(state: ConversationState, picked: tuple[Choice, ...]) -> Decision:
    rest = tuple(choice for choice in state.choices if choice not in picked)
    # Of two answers only the second is followed by what is asked next.
    state = replace(state, asked=None, choices=rest, aside=len(picked) > 1)
    return state, tuple(GiveAnswer(choice.faq_id, state.topic) for choice in picked)


def told(
    state: ConversationState, event: AnswerFound | AnswerUnclear | AnswerMissing, *, is_said: bool = False
) -> Decision:
    """Say what the knowledge base answered, ask which of two answers is meant, or admit not knowing.

    What this turn ``is_said`` to have said already is not said twice.
    """
    match event:
        case AnswerFound():
            if state.asked is Question.WHICH_ANSWER:
                state = _without_choices(state)
            words = () if is_said else (say(event, spoken=state.spoken),)
            return _answered(_about(state, event.question), *words)
        case AnswerUnclear() if state.goal is not None or state.aside:
            # Whoever is in the middle of something is not asked about something else.
            return state, (GiveAnswer(event.choices[0].faq_id, event.question),)
        case AnswerUnclear():
            state = replace(_about(state, event.question), choices=event.choices, misunderstood=0)
            return ask(state, Question.WHICH_ANSWER)
        case AnswerMissing():
            return _no_answer(state, event)


def say(found: AnswerFound, *, spoken: bool) -> Say:
    """Say an answer: to a caller its short form, or its first sentences."""
    words = found.answer
    if spoken:
        words = found.spoken_answer or first_sentences(found.answer, LONGEST_SPOKEN)
    return Say(PhraseKey.ANSWER, Facts(answer=words, faq_id=found.faq_id))


def _about(state: ConversationState, question: str) -> ConversationState:
    """Remember what was asked, for what follows up on it."""
    if state.goal is not None or state.aside:
        return replace(state, unless_question=None)
    topic = question if len(question) <= LONGEST_TOPIC else question[-LONGEST_TOPIC:].partition(" ")[2]
    return replace(state, topic=topic, unless_question=None)


def _answered(state: ConversationState, *answer: Say) -> Decision:
    if state.aside:
        return replace(state, aside=False), answer
    if state.asked is Question.WANT_PERSON:
        # Whoever goes on asking Sara has let the offer of a person pass.
        return close(replace(state, misunderstood=0), *answer)
    return ask_again(replace(state, misunderstood=0), *answer)


def _no_answer(state: ConversationState, event: AnswerMissing) -> Decision:
    # Who has wished for more already need not be asked what it is.
    if not event.kept and state.asked in {None, Question.ANYTHING_ELSE} and not state.wishes:
        return moments.misunderstood(replace(state, asked=None), Say(PhraseKey.NOT_UNDERSTOOD))
    if not event.kept:
        return moments.misunderstood(state, Say(PhraseKey.PARDON))
    said = Say(PhraseKey.NO_ANSWER)
    if state.goal is not None or state.aside:
        return _answered(state, said)
    return ask(replace(_about(state, event.question), misunderstood=0), Question.WANT_PERSON, said)
