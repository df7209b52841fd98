"""A table of patterns that tries only those of its rows that a line may match."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

from receptionist.understanding.rules.lines import Line
from receptionist.understanding.rules.patterns import Match, Pattern

Row = TypeVar("Row")


class Table(Generic[Row]):
    """Rows that each have a pattern, found by the tags that the pattern needs: of hundreds a line can match few."""

    def __init__(self, rows: Iterable[Row], pattern: Callable[[Row], Pattern]) -> None:
        self.rows = tuple(rows)
        self._patterns = tuple(map(pattern, self.rows))
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, needing in enumerate(self._patterns):
            for tag in needing.needs:
                self._places[tag].append(place)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def matches(self, line: Line) -> Iterator[tuple[Row, Match]]:
        """Yield every row that matches, with the first place where it does, in the table's order."""
        places: set[int] = set()
        for tag in line.present:
            places.update(self._places.get(tag, ()))
        for place in sorted(places):
            pattern = self._patterns[place]
            found = pattern.regex.search(line.tags)
            if found:
                yield self.rows[place], pattern.matched(line, found)
