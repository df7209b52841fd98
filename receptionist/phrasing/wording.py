"""Sara's reply in words: as drafted, or as a model rewords it where code finds that it says the same."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from receptionist.domain.actions import Say
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.domain.rendering import render
from receptionist.errors import ProviderError
from receptionist.phrasing import verifier
from receptionist.phrasing.verifier import Draft
from receptionist.ports import Phraser, Rewording
from receptionist.usage import Call, gathered

log = logging.getLogger(__name__)

PLAIN, NATURAL = "plain", "natural"
#: Carriers and the law ask for these, as they stand.
_AS_THEY_STAND = {PhraseKey.OPTED_OUT, PhraseKey.OPTED_IN, PhraseKey.HELP}


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said, and how that came about: PLAIN, NATURAL, or why the draft had to do."""

    text: str
    style: str
    #: What models were asked for it.
    calls: tuple[Call, ...] = field(default=(), compare=False)


def draft(says: Sequence[Say], language: str, *, spoken: bool) -> Draft:
    """Put what is to be said into plain words, all in one message: several would overtake each other on the way."""
    facts = [say.facts for say in says]
    return Draft(
        text=" ".join(render(say.phrase, say.facts, language, spoken=spoken) for say in says),
        language=language,
        customer=next((each.name for each in facts if each.name), ""),
        names=tuple(dict.fromkeys(name for each in facts for name in _names(each) if name)),
        quotations=tuple(words for each in facts for words in (each.answer, *each.choices) if words),
    )


def word(says: Sequence[Say], language: str, *, spoken: bool, phraser: Phraser | None, tone: str = "") -> Wording:
    """Word a reply; never raises over the phraser, whose words are said only when they state exactly the same.

    A caller waits while it takes its time, and hears no style, so nothing that is spoken is reworded. ``tone`` is how
    the business likes to sound.
    """
    plain = draft(says, language, spoken=spoken)
    if phraser is None or spoken or any(say.phrase in _AS_THEY_STAND for say in says) or _only_quotes(plain):
        return Wording(plain.text, PLAIN)
    with gathered() as calls:
        text, style = _reworded(plain, phraser, _rewording(plain, tone, is_general=_is_general(says)))
    return Wording(text, style, tuple(calls))


def _reworded(plain: Draft, phraser: Phraser, rewording: Rewording) -> tuple[str, str]:
    try:
        proposal = phraser.reword(rewording)
    except ProviderError as error:
        return plain.text, f"the phraser failed ({error.category})"
    except Exception as error:  # noqa: BLE001  a fault in the phraser must not silence Sara
        # The traceback could carry what the customer is told; the name of the error cannot.
        log.error("the phraser failed: %s", type(error).__name__)
        return plain.text, f"the phraser failed ({type(error).__name__})"
    reworded = proposal.text.strip()
    if not verifier.is_faithful(plain, reworded):
        return plain.text, "the rewording did not say the same"
    proposal.keep()
    return reworded, NATURAL


def _is_general(says: Sequence[Say]) -> bool:
    """Whether all that is said is the business's own: no customer, appointment or time. New facts count as personal."""
    facts = (
        replace(
            say.facts, business="", services=(), reason=None, answer=None, choices=(), faq_id=None, business_zone=None
        )
        for say in says
    )
    return all(each == Facts() for each in facts)


def _names(facts: Facts) -> tuple[str, ...]:
    appointments = (*facts.appointments, *([facts.appointment] if facts.appointment else []))
    return (
        facts.business,
        facts.staff,
        *(slot.staff_name for slot in facts.slots if facts.staff),
        *(place.location_name for place in (*facts.slots, *appointments, facts.wanted) if place),
        *(service.name for service in facts.services),
        *(appointment.service_name for appointment in appointments),
    )


def _only_quotes(plain: Draft) -> bool:
    return plain.text in plain.quotations or plain.language not in verifier.MANNERS


def _rewording(plain: Draft, tone: str, *, is_general: bool) -> Rewording:
    manner = verifier.MANNERS[plain.language]
    said = plain.text.casefold()
    return Rewording(
        draft=plain.text,
        language=plain.language,
        verbatim=plain.quotations,
        interchangeable=tuple(
            group for group in manner.equivalents if any(words.casefold() in said for words in group)
        ),
        courtesies=manner.courtesies,
        tone=tone,
        is_general=is_general,
    )
