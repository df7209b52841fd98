"""The form of placeholders in answers: ``{opening_hours}``, ``{price:haircut}``; ``{{`` and ``}}`` are braces. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: An answer that needs more of them is a price list, which customers are better shown.
MOST = 20

_PIECE = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}|[{}]")


class BadBracesError(ValueError):
    """The braces of a text are no placeholders; the message says what to do, in words for staff."""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A fact to be filled in, by its name in small letters; ``argument`` is empty where none is given."""

    name: str
    argument: str = ""

    def __str__(self) -> str:
        return f"{{{self.name}:{self.argument}}}" if self.argument else f"{{{self.name}}}"


def parse(text: str) -> list[str | Placeholder]:
    """Split a text into its words and its placeholders, in order. Raises BadBracesError."""
    parts: list[str | Placeholder] = []
    at = 0
    for match in _PIECE.finditer(text):
        parts.append(text[at : match.start()])
        at = match.end()
        if match[0] in {"{{", "}}"}:
            parts.append(match[0][0])
        elif match[1] is None or not match[1].strip():
            raise BadBracesError("A brace stands alone. Write {{ and }} for braces that customers shall see.")
        else:
            name, _, argument = match[1].partition(":")
            parts.append(Placeholder(name.strip().lower(), " ".join(argument.split())))
    parts.append(text[at:])
    if sum(isinstance(part, Placeholder) for part in parts) > MOST:
        raise BadBracesError(f"There are more than {MOST} placeholders in it.")
    return [part for part in parts if part]
