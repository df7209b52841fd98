"""How English is typed in haste or written down by ear: short forms, and the words they stand for."""

from __future__ import annotations

from collections.abc import Mapping

#: "Ill", "well", "were" and "shed" are words of their own and stand for themselves.
SHORT_FORMS: Mapping[str, str] = {
    "aint": "isn't",
    "arent": "aren't",
    "cant": "can't",
    "couldnt": "couldn't",
    "didnt": "didn't",
    "doesnt": "doesn't",
    "dont": "don't",
    "hasnt": "hasn't",
    "havent": "haven't",
    "hows": "how",
    "im": "i'm",
    "isnt": "isn't",
    "ive": "i've",
    "lets": "let",
    "shouldnt": "shouldn't",
    "thats": "that",
    "theres": "there",
    "theyre": "they're",
    "wasnt": "wasn't",
    "werent": "weren't",
    "whats": "what",
    "whens": "when",
    "wheres": "where",
    "whos": "who",
    "wont": "won't",
    "wouldnt": "wouldn't",
    "youre": "you're",
    "cna": "can",
    "chnge": "change",
    "chng": "change",
    "chagne": "change",
    "cahnge": "change",
    "gimme": "give",
    "lemme": "let",
    "abt": "about",
    "b4": "before",
    "coz": "because",
    "cuz": "because",
    "hav": "have",
    "pls": "please",
    "plz": "please",
    "r": "are",
    "thru": "through",
    "u": "you",
    "ur": "your",
    "w": "with",
    "wat": "what",
    "wen": "when",
}

#: Long words beside days and months that are recognised though a letter is missing, doubled or swapped.
SLIPS: frozenset[str] = frozenset()

#: Words that are recognised though they are written as they sound, and how every sound is spelled in one way.
HEARD: frozenset[str] = frozenset()
SOUNDS: tuple[tuple[str, str], ...] = ()
