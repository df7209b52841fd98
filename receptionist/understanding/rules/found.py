"""Something found at a place in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from receptionist.understanding.rules.tokens import Token


@dataclass(frozen=True, slots=True)
class Found:
    """A value, and the characters it was read from."""

    value: str
    start: int
    end: int


def without(tokens: Sequence[Token], *found: Found | None) -> tuple[Token, ...]:
    """Blank what is accounted for, so that no digit of a phone number is read as an hour."""
    spans = [(item.start, item.end) for item in found if item]
    return tuple(
        replace(token, norm="#") if any(start < token.end and token.start < end for start, end in spans) else token
        for token in tokens
    )


def blanked(text: str, found: Found | None) -> str:
    """Put spaces in the place of what is accounted for; every other character keeps its place."""
    return text if found is None else text[: found.start] + " " * (found.end - found.start) + text[found.end :]
