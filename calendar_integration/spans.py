"""Stretches of time in UTC, as moments for the outer world and as seconds for the search of places. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import datetime
from math import ceil
from typing import NamedTuple, TypeVar


class Span(NamedTuple):
    """A stretch of time in UTC, its end not included."""

    start: datetime
    end: datetime


class Stretch(NamedTuple):
    """The same in seconds since the epoch: comparing and adding them is what a search spends its time on."""

    start: int
    end: int


Some = TypeVar("Some", Span, Stretch)


def merge(spans: Iterable[Some]) -> list[Some]:
    """Join what overlaps or touches, in order; empty spans vanish."""
    merged: list[Some] = []
    for span in sorted(span for span in spans if span.start < span.end):
        if merged and span.start <= merged[-1].end:
            if span.end > merged[-1].end:
                merged[-1] = merged[-1]._replace(end=span.end)
        else:
            merged.append(span)
    return merged


def subtract(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """Return what is left of ``spans`` when ``taken`` is cut out of them."""
    left = merge(spans)
    for cut in merge(taken):
        left = [
            piece
            for span in left
            for piece in (Span(span.start, min(span.end, cut.start)), Span(max(span.start, cut.end), span.end))
            if piece.start < piece.end
        ]
    return left


def overlap(spans: Iterable[Span], start: datetime, end: datetime) -> bool:
    """Whether any of the spans overlaps the time from ``start`` up to ``end``; touching is no overlap."""
    return any(span.start < end and start < span.end for span in spans)


class Busy:
    """When somebody or something is not free, in seconds since the epoch: any stretches, overlapping or not.

    Starts and ends are sorted each for itself. Read side by side they are other stretches than were given where some
    overlap, but they cover the same time: at every moment as many have begun and not ended.
    """

    __slots__ = ("_ends", "_starts")

    def __init__(self, starts: Iterable[int] = (), ends: Iterable[int] = ()) -> None:
        self._starts, self._ends = list(starts), list(ends)
        begun, ended = set(self._starts), set(self._ends)
        if len(begun) == len(self._starts) and len(ended) == len(self._ends):
            # Where one ends as the next begins nothing changes: a full day becomes a single stretch.
            self._starts, self._ends = list(begun - ended), list(ended - begun)
        self._starts.sort()
        self._ends.sort()

    def with_spans(self, spans: Iterable[Span]) -> Busy:
        """Return what this and the spans take together; a second that they touch is taken."""
        spans = [span for span in spans if span.start < span.end]
        if not spans:
            return self
        starts = (int(span.start.timestamp()) for span in spans)
        return Busy([*self._starts, *starts], [*self._ends, *(ceil(span.end.timestamp()) for span in spans)])

    def between(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield what overlaps the seconds from ``start`` up to ``end``, in order; touching is no overlap."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return zip(self._starts[first:last], self._ends[first:last], strict=True)

    def is_free(self, start: int, end: int) -> bool:
        """Whether nothing overlaps the seconds from ``start`` up to ``end``; touching is no overlap."""
        return bisect_right(self._ends, start) == bisect_left(self._starts, end)

    def taken(self, start: int, end: int) -> int:
        """Return how many seconds are taken by what overlaps the seconds from ``start`` up to ``end``."""
        return sum(ends - begins for begins, ends in self.between(start, end))

    def around(self, start: int, end: int) -> tuple[int | None, int | None]:
        """Return where the last stretch before a free time ends, and the first one after it begins."""
        before, after = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return (
            self._ends[before - 1] if before else None,
            self._starts[after] if after < len(self._starts) else None,
        )


#: Nothing is in the way.
NEVER = Busy()
