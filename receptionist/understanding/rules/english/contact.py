"""How English speakers introduce themselves, spell, and are asked."""

from __future__ import annotations

from collections.abc import Mapping

from receptionist.understanding.rules.leads import Lead

#: Words that lead up to a name, and how surely.
NAMES: tuple[tuple[str, Lead], ...] = (
    ("my|the|his|her|our (full|first|last)? name (is|was|:|=|,)?", Lead.SURE),
    ("name (is|:|=)", Lead.SURE),
    ("^ (full|first)? name", Lead.SURE),
    ("(under|in|with|on|by) (the)? name (of|is|:)?", Lead.SURE),
    ("under", Lead.SURE),
    ("(people|they|friends|everyone|everybody|you can|you may|please|just) (usually)? call me", Lead.SURE),
    ("^ call me", Lead.WEAK),
    ("(i am|i'm|im) (called|named|known as)", Lead.SURE),
    ("(booked|listed|registered|reserved|reservation|booking|table|appointment|it) (is)? (under|by)", Lead.SURE),
    ("(this is|it is)", Lead.LIKELY),
    ("(i am|i'm|im)", Lead.LIKELY),
    ("(it|this)", Lead.WEAK),
    ("(for|by|from|named|called)", Lead.WEAK),
)

#: Two unknown words after "this is" are no name where one of them ends so: "feeling unwell".
NO_NAME_ENDINGS: tuple[str, ...] = ("ing", "ed", "ly")

#: Words that follow a name at the beginning of a message.
NAMES_BEFORE: tuple[str, ...] = ("here", "speaking", "is (my|the) name", "is what|how")

#: A question in return: the names in it are not the customer's.
ASKS_BACK: tuple[str, ...] = (
    "^ (is|are|was|were|does|do|did|has|have) ... ... <question_mark:>",
    "^ (who|where|when|why|which|how (much|many|long|far|late|does|do|is)|what (is|are|does|do|time|kind))",
)

#: What the receptionist asked for last.
ASKS: tuple[tuple[str, str], ...] = (
    ("name", "(name|who (am i|is this|is calling|should|shall))"),
    ("email", "email|mail"),
    ("phone", "(phone|telephone|mobile|cell|number (to|can|should|we)|reach you|call you)"),
    ("time", "(time|when|hour)"),
    ("day", "(date|day|when|which (day|date))"),
)

#: What a spelling word stands for; "double" and "triple" repeat the digit after them.
SPELLING: Mapping[str, str] = {
    "at": "@",
    "dot": ".",
    "point": ".",
    "period": ".",
    "underscore": "_",
    "dash": "-",
    "hyphen": "-",
    "minus": "-",
    "at sign": "@",
    "at symbol": "@",
    "under score": "_",
    "plus sign": "+",
    "plus": "+",
    "oh": "0",
    "o": "0",
    "double": "2x",
    "triple": "3x",
}

#: Words that stand before a phone number rather than any other.
PHONE_LABELS = frozenset(["ph", "phone", "tel", "telephone", "cell", "mobile", "number", "call", "reach"])

#: Words that announce an e-mail address.
EMAIL_LABELS = frozenset(["email", "mail", "emails", "inbox"])
