"""The readers by the names that commands offer."""

from __future__ import annotations

from receptionist.ports import Reader
from receptionist.understanding.rules_reader import RulesReader

#: What ``--reader`` may be.
NAMES = ("rules", "openai")


def readers(first: str) -> tuple[Reader, ...]:
    """Return the chain that begins with the reader of this name, one of NAMES; the rules always end it."""
    if first == "rules":
        return (RulesReader(),)
    # The SDK is large, and the rules need none of it.
    from receptionist.understanding.model_reader import ModelReader  # noqa: PLC0415

    return (ModelReader(), RulesReader())
