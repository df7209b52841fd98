"""A customer's question as an FAQ would word it: without hello and thanks, and without what is personal."""

from __future__ import annotations

import re

from knowledge_base.words import fold

#: Characters of an FAQ's question and wordings.
LONGEST = 300

_PERSONAL = re.compile(r"\S+@\S+\.\S+|\+?\d(?:[\s().-]{0,2}\d){6,}")
_NAMED = re.compile(
    r"\b(?:my name is|my name's|me llamo|mi nombre es)\s+\w+(?:\s+[A-Z\u00c0-\u00dd]\w+)*\s*(?:[,.;!]|and|y)?",
    re.IGNORECASE,
)
_SMILEYS = re.compile(r"[\u200d\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]+")
_BEFORE = re.compile(
    r"^(?:(?:hi|hello|hey|hiya|hola|buenas|buenos|good|ok|okay|well|so|um|please|pls|sorry|perdon|perd\u00f3n|disculpe|"
    r"oiga)\b(?:\s+(?:there|all|team|sara|morning|afternoon|evening|day|d[i\u00ed]as|tardes|noches))?|"
    r"no(?=\s*,)|(?:just )?a? ?(?:quick )?question|una (?:pregunta|duda)|i mean(?:t)?|i was asking|"
    r"me refiero a|por favor)\s*[,.:;!-]*\s*",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[\s,.;!-]*\b(?:thanks|thank you|thx|ty|please|pls|plz|cheers|(?:muchas )?gracias|por favor|porfa)"
    r"(?: so much| a lot| in advance| de antemano)?[\s.!]*(?P<mark>\??)$",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"(?:do|does|did|can|could|is|are|was|were|will|would|should|may|have|has|what|when|where|who|why|how|which)\b"
)
_SPANISH = re.compile(
    r"(?:a que|en que|cuant[oa]s?|cuando|donde|quien(?:es)?|como|cual(?:es)?|por que|que|hay|puedo|podria|podeis|"
    r"tienen|teneis|tienes|hacen|haceis|haces|aceptan|aceptais|abren|abris|cobran|cobrais|ofrecen|venden)\b"
)


def tidy(text: str) -> str:
    """Clean up a question to be an FAQ's: one line, a capital, a question mark; empty where nothing is left of it.

    What looks like an e-mail address or a phone number is dropped: an FAQ outlives the customer who is forgotten.
    """
    line = " ".join(_NAMED.sub(" ", _PERSONAL.sub(" ", _SMILEYS.sub(" ", text))).split())
    line = _without_lead(re.sub(r"([?!])[?!]+", r"\1", line.strip("\"'\u201c\u201d ")))
    while (shorter := _AFTER.sub(r"\g<mark>", line)) != line:
        line = shorter
    line = re.sub(r"\s+([?,.!])", r"\1", line).strip(" ,;-")
    if not any(letter.isalnum() for letter in line):
        return ""
    return _asked(line)[:LONGEST].rstrip()


def _without_lead(line: str) -> str:
    """Leave out greetings; where that is all there is, nothing is left."""
    while (found := _BEFORE.match(line)) and found.end():
        line = line[found.end() :]
    return line


def _asked(line: str) -> str:
    opened, line = line.startswith("\u00bf"), line.lstrip("\u00bf")
    folded = fold(line)
    is_spanish = opened or (_SPANISH.match(folded) is not None and not _ENGLISH.match(folded))
    line = line[:1].upper() + line[1:]
    asks = line.endswith("?") or is_spanish or _ENGLISH.match(folded)
    if not asks:
        return line
    line = f"{line.rstrip('.!? ')}?"
    return f"\u00bf{line}" if is_spanish and "\u00bf" not in line else line
