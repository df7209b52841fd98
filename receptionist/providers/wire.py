"""What came over a wire, made fit to be stored: no characters that PostgreSQL refuses, nothing without limit."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Mapping

#: Characters of a customer's words that are kept; WhatsApp allows 4096, an SMS 1600.
TEXT_LIMIT = 4096
#: Characters of one value in ``raw``.
VALUE_LIMIT = 16_384
_ITEMS_LIMIT = 1_000
_DEPTH_LIMIT = 20
#: What fits the column of ``call_id``, with room for a prefix.
_IDENTIFIER_LIMIT = 240
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")


def text(value: object, limit: int = TEXT_LIMIT) -> str:
    """Return words without NUL and lone surrogates, which no text column takes, and not longer than ``limit``."""
    return str(value)[:limit].replace("\0", "").encode("utf-8", "replace").decode()


def storable(value: object, depth: int = 0) -> object:
    """Copy a payload so that jsonb takes it: strings as in ``text``, no NaN or infinity, bounded size and depth."""
    if depth > _DEPTH_LIMIT:
        return "…"
    if isinstance(value, Mapping):
        return {text(key, 200): storable(item, depth + 1) for key, item in list(value.items())[:_ITEMS_LIMIT]}
    if isinstance(value, list | tuple):
        return [storable(item, depth + 1) for item in value[:_ITEMS_LIMIT]]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    return text(value, VALUE_LIMIT)


def identifier(value: str) -> str:
    """Return a provider's id as a key of bounded length; an absurdly long one is replaced by its digest."""
    cleaned = text(value, len(value))
    return cleaned if len(cleaned) <= _IDENTIFIER_LIMIT else f"sha256:{hashlib.sha256(cleaned.encode()).hexdigest()}"


def digest(payload: object) -> str:
    """Name a payload that carries no id of its own: the same payload gets the same name."""
    return hashlib.sha256(json.dumps(storable(payload), sort_keys=True).encode()).hexdigest()


def phone(value: str) -> str | None:
    """Return a number in E.164 form, whether it came with its "+" or as bare digits; None when it is no such number.

    Carriers name numbers in full, country code first: nothing is guessed, and the answer goes to exactly who wrote.
    """
    number = value if value.startswith("+") else f"+{value}"
    return number if _E164.fullmatch(number) else None
