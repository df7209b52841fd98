"""Choices for columns whose words stand in the domain."""

from __future__ import annotations

from enum import StrEnum


def choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    """Turn an enumeration of the domain into Django's choices, in plain words."""
    return [(word.value, word.value.replace("_", " ").capitalize()) for word in words]
