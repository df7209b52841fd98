"""A question tried out by staff: what the search thinks of it, and what customers would be told.

It goes the way of a customer's question, through the same port and the same dialogue, and leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from knowledge_base.searching import search
from knowledge_base.searching.entries import Hit, Why
from knowledge_base.searching.search import Known
from knowledge_base.words import meanings, plain
from receptionist import wiring
from receptionist.domain import dialogue
from receptionist.domain.actions import Action, Say
from receptionist.domain.circumstances import Circumstances
from receptionist.domain.events import AnswerFound, AnswerMissing, AnswerUnclear
from receptionist.domain.knowledge import AnswerBlocked, Asked
from receptionist.domain.state import ConversationState
from receptionist.models import Business
from receptionist.phrasing import wording

#: FAQs that are told of.
_SHOWN = 5
#: What a score is made of, in words for staff.
_PARTS = {"meaning": "Meaning", "answer": "with its answer", "letters": "Letters", "words": "Words"}


@dataclass(frozen=True, slots=True)
class Ranked:
    """An FAQ that was found, and why."""

    faq: Known
    #: From 0 to 1.
    score: float
    is_enough: bool
    #: The words that it asks with as well, or with others that mean the same.
    words: tuple[str, ...]
    #: The parts of the score, each with its name.
    parts: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What customers are told on some channels."""

    channels: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """All that became of a question."""

    question: str
    ranked: tuple[Ranked, ...]
    #: The score from which an FAQ is said.
    threshold: float
    #: The FAQ behind the answer; None where there is no answer, or several may be meant.
    faq_id: int | None
    #: How many FAQs may be meant, where Sara would ask back.
    choices: int
    #: Why the answer cannot be said as things stand, in words for staff; empty where it can.
    blocked: str
    told: tuple[Told, ...]


def rehearse(business: Business, question: str, language: str, now: datetime) -> Rehearsal:
    """Ask a question as a customer would, in a language of two letters, at a moment (aware)."""
    searching = search.shared()
    enough = searching.threshold(business.pk)
    ranked = searching.rank(business.pk, question, limit=_SHOWN)
    found = wiring.knowledge().answer(business.pk, Asked(question=question, language=language, now=now))
    return Rehearsal(
        question=question,
        ranked=tuple(_ranked(question, faq, hit, enough) for faq, hit in ranked),
        threshold=enough,
        faq_id=found.faq_id if isinstance(found, AnswerFound) else None,
        choices=len(found.choices) if isinstance(found, AnswerUnclear) else 0,
        blocked=found.why if isinstance(found, AnswerBlocked) else "",
        told=_told(business, found, Asked(question=question, language=language, now=now)),
    )


def _ranked(question: str, faq: Known, hit: Hit, enough: float) -> Ranked:
    meant = {meaning for text in (faq.question, *faq.wordings) for meaning in meanings(text)}
    words = tuple(dict.fromkeys(word for word in plain(question).split() if set(meanings(word)) & meant))
    return Ranked(faq, hit.score, hit.score >= enough, words, tuple(_parts(hit.why)))


def _parts(why: Why) -> Iterator[tuple[str, float]]:
    for name, words in _PARTS.items():
        part = getattr(why, name)
        if part is not None:
            yield words, part


def _told(
    business: Business, found: AnswerFound | AnswerUnclear | AnswerBlocked | None, asked: Asked
) -> tuple[Told, ...]:
    """Put the answer into words for each channel; channels that say the same are told together."""
    event = AnswerMissing(asked.question) if found is None or isinstance(found, AnswerBlocked) else found
    texts: dict[str, list[str]] = {}
    for name in settings.RECEPTIONIST["channels"]:
        if name == "email":
            # It only goes out: nobody asks anything by it.
            continue
        spoken = wiring.channel(name).spoken
        around = Circumstances(
            now=asked.now,
            channel=name,
            spoken=spoken,
            business_name=business.name,
            timezone=business.timezone,
            services=(),
        )
        _, actions = dialogue.advance(ConversationState(language=asked.language, around=around), event)
        says = _says(actions)
        texts.setdefault(wording.draft(says, asked.language, spoken=spoken).text, []).append(name)
    return tuple(Told(tuple(channels), text) for text, channels in texts.items())


def _says(actions: Iterable[Action]) -> list[Say]:
    return [action for action in actions if isinstance(action, Say)]
