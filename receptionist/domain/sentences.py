"""Where sentences end, so that what must be shortened is cut there and never within a fact. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

#: A full stop inside "9.30", "e.g." or an address is followed by no space; the sign that closes a quotation belongs to
#: the sentence.
_END = re.compile(r"[.!?…]+[)\]\"”»']*(?=\s|$)|\n")
#: Words whose full stop ends no sentence, in the languages that Sara speaks, and single letters: "J. Smith".
_ABBREVIATION = re.compile(
    r"(?:^|[\s(¿¡\"“])(?:[^\W\d_]|[ap]\.\s?m|e\.g|i\.e|dr|dra|mr|mrs|ms|prof|st|ave|no|nos|tel|approx|incl|min|vs|etc"
    r"|sr|sra|srta|av|avda|núm|num|pl|aprox|ej|p\.\s?ej|ee\.\s?uu|ud|uds)\.$",
    re.IGNORECASE,
)
#: What follows an abbreviation if a sentence ends there after all: "until 7 p.m. On Sunday we are closed."
_BEGINS = re.compile(r"\s+[¿¡\"“(]*[A-ZÁÉÍÓÚÑ]")
#: Abbreviations that stand before a name, whose capital begins nothing.
_TITLE = re.compile(
    r"(?:^|[\s(¿¡\"“])(?:[^\W\d_]|dr|dra|mr|mrs|ms|prof|st|no|sr|sra|srta|av|avda|pl)\.$", re.IGNORECASE
)


def ends(text: str) -> list[int]:
    """Return the places right after each sentence, or line, in order."""
    return [match.end() for match in _END.finditer(text) if not _goes_on(text, match)]


def _goes_on(text: str, match: re.Match[str]) -> bool:
    if match[0] != ".":
        return False
    head = text[max(0, match.end() - 12) : match.end()]
    if not _ABBREVIATION.search(head):
        return False
    return match.end() < len(text) and (bool(_TITLE.search(head)) or not _BEGINS.match(text, match.end()))


def shortened(text: str, fits: Callable[[str], bool]) -> str | None:
    """Return the most whole sentences from the beginning that fit; None where not even the first one does.

    ``fits`` must hold for less where it holds for more.
    """
    if fits(text):
        return text
    places = ends(text)
    least, most = 0, len(places)
    while least < most:
        middle = (least + most + 1) // 2
        if fits(text[: places[middle - 1]].rstrip()):
            least = middle
        else:
            most = middle - 1
    return text[: places[least - 1]].rstrip() if least else None


def first_sentences(text: str, longest: int) -> str:
    """Return the first sentences, of at most so many characters together; the first one whole, however long it is."""
    kept = shortened(text, lambda part: len(part) <= longest)
    if kept is not None:
        return kept
    return text[: next(iter(ends(text)), len(text))].rstrip()
