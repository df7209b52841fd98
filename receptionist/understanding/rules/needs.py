"""Which words a pattern cannot do without: a line that has none of them need not be tried."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator

#: Some signs of which one must occur; None where nothing must.
Needed = frozenset[str] | None

#: A part of a pattern: what it needs, or a sign that groups parts, divides them or makes the one before it optional.
Part = Needed | str


def either(signs: Iterable[str]) -> Iterator[Part]:
    """Write signs as parts of which any will do."""
    for place, sign in enumerate(signs):
        if place:
            yield "|"
        yield frozenset(sign)


def needed(parts: deque[Part], cost: Callable[[frozenset[str]], int]) -> Needed:
    """Find signs of which one occurs wherever the parts match, those of the least cost where there is a choice."""
    alternatives = [_together(parts, cost)]
    while parts and parts[0] == "|":
        parts.popleft()
        alternatives.append(_together(parts, cost))
    if None in alternatives:
        return None
    return frozenset().union(*(alternative for alternative in alternatives if alternative))


def _together(parts: deque[Part], cost: Callable[[frozenset[str]], int]) -> Needed:
    """Take from what follows one another, up to the end of the alternative, the part that is the rarest."""
    rarest: Needed = None
    while parts and parts[0] not in ("|", ")"):
        part = parts.popleft()
        if part == "(":
            part = needed(parts, cost)
            parts.popleft()
        if parts and parts[0] == "?":
            parts.popleft()
        elif isinstance(part, frozenset) and (rarest is None or cost(part) < cost(rarest)):
            rarest = part
    return rarest
