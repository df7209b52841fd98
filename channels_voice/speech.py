"""Makes a written reply fit for the ear, and says which voice reads it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from phonenumbers import PhoneNumberFormat, PhoneNumberMatcher, format_number

from receptionist.domain.sentences import shortened

#: About forty seconds of talk; nobody listens longer, and the carrier refuses more than 4096 in one Say.
LONGEST_REPLY = 600


@dataclass(frozen=True, slots=True)
class Voice:
    """How the carrier speaks and listens in one language."""

    #: BCP 47, for what is said and what is heard.
    tag: str
    name: str
    #: The carrier transcribes voicemail in English only; in another language it would deliver nonsense.
    transcribed: bool


_VOICES = {
    "en": Voice(tag="en-US", name="Polly.Joanna", transcribed=True),
    "es": Voice(tag="es-ES", name="Polly.Lucia", transcribed=False),
}


def voice_for(language: str) -> Voice:
    """Return the voice of a two-letter language; English where there is none."""
    return _VOICES.get(language, _VOICES["en"])


_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")
_URL = re.compile(r"https?://(?:www\.)?([\w.-]*\w)(?::\d+)?(?:[/?#]\S*?)?(?=[.,;:!?)\]]*(?:\s|$))")
_LINE_MARK = re.compile(r"^\s*(?:#{1,6}|>|[-*•])\s+", re.MULTILINE)
_EMPHASIS = re.compile(r"(\*{1,3}|~{1,2}|`{1,3}|(?<!\w)_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)")
#: Signs of these categories are drawn, not said: control and format characters, surrogates, pictographs, modifiers.
_UNSPEAKABLE = {"Cc", "Cf", "Cs", "Co", "Cn", "So", "Sk", "Me"}
_VARIATION_SELECTORS = "\ufe0e\ufe0f"
_SAID_SIGNS = "°№"


def for_the_ear(text: str) -> str:
    """Rewrite a reply as it should be said.

    Markdown and emoji are dropped, an address on the web is cut to its host, phone numbers become single digits,
    each line ends as a sentence does, and what is longer than LONGEST_REPLY ends with its last whole sentence.
    Characters that XML cannot hold are dropped too: with one of them the carrier refuses the whole answer.
    """
    text = _LINK.sub(r"\1", text)
    text = _URL.sub(r"\1", text)
    text = _LINE_MARK.sub("", text)
    text = _EMPHASIS.sub(r"\2", text)
    text = _with_spoken_numbers(text)
    lines = (" ".join(_speakable(line).split()) for line in text.splitlines())
    return _cut(" ".join(_ended(line) for line in lines if line))


def _speakable(line: str) -> str:
    return "".join(
        " " if sign == "\t" else sign
        for sign in line
        if sign == "\t"
        or sign in _SAID_SIGNS
        or (unicodedata.category(sign) not in _UNSPEAKABLE and sign not in _VARIATION_SELECTORS)
    )


def _with_spoken_numbers(text: str) -> str:
    """Space out full international numbers: "+14155550123" would be read as fourteen billion."""
    spoken, at = [], 0
    for match in PhoneNumberMatcher(text, None):
        groups = re.findall(r"\d+", format_number(match.number, PhoneNumberFormat.INTERNATIONAL))
        spoken += [text[at : match.start], ", ".join(" ".join(group) for group in groups)]
        at = match.end
    return "".join([*spoken, text[at:]])


def _ended(line: str) -> str:
    return line if line[-1] in ".!?:;," else f"{line}."


def _cut(text: str) -> str:
    whole = shortened(text, lambda part: len(part) <= LONGEST_REPLY)
    return whole or text[:LONGEST_REPLY].rpartition(" ")[0] or text[:LONGEST_REPLY]
