"""Which utterances mean the same whoever says them: their reading may be remembered instead of being paid for again.

Only the reading is remembered. What is answered is looked up each time, with the customer's own words, in the FAQs as
they are now.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace

from receptionist.domain.reading import Cue, Intent, Reading
from receptionist.ports import Utterance
from receptionist.understanding.rules.tokens import tokenize

#: Words; nobody repeats a longer question by chance.
_FEWEST, _MOST = 2, 25
#: Signs that only order words; any other sign may matter.
_ORDERING = frozenset(".,;:!?¡¿…'\"“”()-")
_COURTEOUS = frozenset((Cue.GREETING, Cue.THANKS))
#: What states nothing before a question, and after it.
_BEFORE = re.compile(r"^(?:(?:hi|hello|hey|hola|buenas|please|por favor) )+")
_AFTER = re.compile(r"(?: (?:please|thanks|thank you|por favor|gracias))+$")


def subject(utterance: Utterance, rules: Reading) -> str | None:
    """Say what an utterance is about, if its reading may be remembered; the same words give the same subject.

    None unless it is a question and nothing else, by the rules as well, the first that the customer says, and no
    answer to one of Sara's: no name, number, day or sign in it. Words keep their order and none is left out but
    courtesies around them, so that "do you take cards" and "do you not take cards" are two subjects.
    """
    if utterance.asked is not None or any(who == "customer" for who, _ in utterance.history):
        return None
    if rules.intent is not Intent.FAQ or not _states_nothing(rules):
        return None
    # As they are written but for their case: "año" is not "ano".
    said = [token.text.casefold() for token in tokenize(utterance.text) if token.text not in _ORDERING]
    if not _FEWEST <= len(said) <= _MOST or not all(word[0].isalpha() for word in said):
        return None
    words = _AFTER.sub("", _BEFORE.sub("", " ".join(said)))
    services = [[service.id, service.name] for service in utterance.services]
    return json.dumps([words, utterance.language, rules.language, rules.service_id, services])


def _states_nothing(reading: Reading) -> bool:
    """Whether it states nothing but the intent, a service and a courtesy; new fields count until somebody says not."""
    bare = Reading(intent=reading.intent, confidence=reading.confidence, language=reading.language)
    return replace(reading, cues=reading.cues - _COURTEOUS, service_id=None) == bare
