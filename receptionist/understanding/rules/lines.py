"""A customer's words as patterns look at them: a line of items, and one character for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import compress

#: The character of a word that no pattern speaks of.
UNKNOWN = "\u0e00"


@dataclass(frozen=True, slots=True)
class Item:
    """One token, or several merged into one number; ``value`` is the number it stands for."""

    norm: str
    start: int
    end: int
    tag: str
    value: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A text ready for matching: items, and one character for each."""

    text: str
    items: tuple[Item, ...]
    tags: str
    #: The different ones among the tags.
    present: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "present", frozenset(self.tags))

    def words(self, start: int, end: int) -> str:
        """Return the customer's own words from one item to another (exclusive)."""
        return self.text[self.items[start].start : self.items[end - 1].end] if start < end else ""

    def part(self, start: int, end: int) -> Line:
        """Return the items from one to another (exclusive) as a line of their own."""
        return replace(self, items=self.items[start:end], tags=self.tags[start:end])

    def only(self, kept: Sequence[bool]) -> Line:
        """Return some of the items, one answer for each, as a line of their own."""
        return replace(self, items=tuple(compress(self.items, kept)), tags="".join(compress(self.tags, kept)))

    def without(self, start: int, end: int) -> Line:
        """Return the line with some items (``end`` not included) turned into words that mean nothing."""
        return replace(self, tags=self.tags[:start] + UNKNOWN * (end - start) + self.tags[end:])
