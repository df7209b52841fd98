"""A small pattern language over tokens.

Each known word becomes one character, so a line of tokens becomes a short string, and a pattern over tokens becomes
an ordinary regular expression over that string: fast, and linear because every repetition is bounded.

A pattern is written as people speak: ``in <count> <unit>``, ``(on|for)? the? <ordinal:day> of <month>``.

- A ``word`` stands for itself and ``one|other`` for either; ``?`` makes what stands before it optional.
- ``(a b | c)`` groups; inside a group ``|`` divides whole alternatives.
- ``<category>`` is any word of a category and captures it; ``<category:name>`` captures it under another name;
  ``<category:>`` captures nothing.
- ``...`` is up to six tokens of the same sentence; ``^`` and ``$`` are the ends of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from receptionist.understanding.rules.tokens import Token

_UNKNOWN = "\u0e00"
_FIRST_WORD = 0x4E00
_DIGITS, _PADDED, _SPELLED, _NTH, _NTH_SPELLED = 0xE000, 0xE100, 0xE200, 0xE300, 0xE400
_YEAR, _CLOCK, _YEAR_OR_CLOCK, _OTHER_NUMBER = "\ue500", "\ue501", "\ue502", "\ue503"
_MAX_DAY, _MAX_MINUTE, _MAX_HOUR, _FIRST_YEAR, _LAST_YEAR = 31, 59, 24, 1900, 2199
_TENS = 20

_LEXEME = re.compile(r"<(\w+)(:\w*)?>|(\.\.\.)|([()?^$|])|([^\s()<>?^$|]+(?:\|[^\s()<>?^$|]+)*)")
_GAP = 6


def _chars(base: int, low: int, high: int) -> str:
    return "".join(chr(base + n) for n in range(low, high + 1))


#: Categories of numbers that every language shares; the value is the number.
NUMBERS: Mapping[str, str] = {
    "number": _chars(_DIGITS, 0, 99) + _chars(_PADDED, 0, 9) + _chars(_SPELLED, 0, 99),
    "digit": _chars(_DIGITS, 1, 9) + _chars(_SPELLED, 1, 9),
    "hour": _chars(_DIGITS, 0, _MAX_HOUR) + _chars(_PADDED, 0, 9) + _chars(_SPELLED, 0, _MAX_HOUR),
    "hour_with_zero": _chars(_PADDED, 0, 9),
    "hour12": _chars(_DIGITS, 1, 12) + _chars(_PADDED, 1, 9) + _chars(_SPELLED, 1, 12),
    "minute": _chars(_DIGITS, 10, _MAX_MINUTE) + _chars(_PADDED, 0, 9) + _chars(_SPELLED, 10, _MAX_MINUTE),
    "day": _chars(_DIGITS, 1, _MAX_DAY) + _chars(_PADDED, 1, 9),
    "day_spelled": _chars(_SPELLED, 1, _MAX_DAY),
    "month_number": _chars(_DIGITS, 1, 12) + _chars(_PADDED, 1, 9),
    "short_year": _chars(_DIGITS, 10, 99) + _chars(_PADDED, 0, 9),
    "year": _YEAR + _YEAR_OR_CLOCK,
    "clock": _CLOCK + _YEAR_OR_CLOCK,
    "ordinal": _chars(_NTH, 1, _MAX_DAY) + _chars(_NTH_SPELLED, 1, _MAX_DAY),
    "ordinal_digits": _chars(_NTH, 1, _MAX_DAY),
}


def words(text: str) -> tuple[str, ...]:
    """Make a list of words from a line of them, which reads better than fifty quoted ones."""
    return tuple(text.split())


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

    def words(self, start: int, end: int) -> str:
        """Return the customer's own words from one item to another (exclusive)."""
        return self.text[self.items[start].start : self.items[end - 1].end] if start < end else ""

    def part(self, start: int, end: int) -> Line:
        """Return the items from one to another (exclusive) as a line of their own."""
        return replace(self, items=self.items[start:end], tags=self.tags[start:end])

    def without(self, start: int, end: int) -> Line:
        """Return the line with some items (``end`` not included) turned into words that mean nothing."""
        return replace(self, tags=self.tags[:start] + _UNKNOWN * (end - start) + self.tags[end:])


@dataclass(frozen=True, slots=True)
class Match:
    """Where a pattern was found: items ``start`` to ``end`` (exclusive), and what its categories captured."""

    start: int
    end: int
    values: Mapping[str, int]

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def __getitem__(self, name: str) -> int:
        return self.values[name]

    def get(self, name: str, default: int | None = None) -> int | None:
        """Return what was captured under a name, if anything was."""
        return self.values.get(name, default)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern; ``source`` is how it was written, which is also the reason it gives."""

    source: str
    regex: re.Pattern[str]
    categories: Mapping[str, Mapping[str, int]]

    def find_all(self, line: Line) -> Iterator[Match]:
        """Yield every place where the pattern matches, left to right, not overlapping."""
        for found in self.regex.finditer(line.tags):
            if found.end() > found.start():
                yield self._match(line, found)

    def find(self, line: Line) -> Match | None:
        """Return the first place where the pattern matches."""
        found = self.regex.search(line.tags)
        return self._match(line, found) if found else None

    def _match(self, line: Line, found: re.Match[str]) -> Match:
        values: dict[str, int] = {}
        for name, words in self.categories.items():
            at = found.start(name)
            if at >= 0:
                item = line.items[at]
                value = words.get(item.norm, item.value)
                values[name] = 0 if value is None else value
        return Match(found.start(), found.end(), values)


@dataclass(slots=True)
class Vocabulary:
    """The words of one language that mean something to its patterns.

    ``categories`` gives each word of a category its value; ``also`` adds a category of numbers to it.
    """

    categories: Mapping[str, Mapping[str, int]]
    cardinals: Mapping[str, int]
    ordinals: Mapping[str, int]
    ordinal_suffixes: frozenset[str]
    fillers: frozenset[str]
    also: Mapping[str, str] = field(default_factory=dict)
    _tags: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for words in self.categories.values():
            for word in words:
                self._tag_of(word)

    def knows(self, word: str) -> bool:
        """Whether a folded word means something in this language's patterns."""
        return word in self._tags or word in self.cardinals or word in self.ordinals

    @property
    def words(self) -> Sequence[str]:
        """All known words."""
        return (*self._tags, *self.cardinals, *self.ordinals)

    def _tag_of(self, word: str) -> str:
        if word in self.cardinals:
            return chr(_SPELLED + self.cardinals[word])
        if word in self.ordinals:
            return chr(_NTH_SPELLED + self.ordinals[word])
        if word[0].isdecimal():
            return _number_tag(word)
        return self._tags.setdefault(word, chr(_FIRST_WORD + len(self._tags)))

    def line(self, text: str, tokens: Sequence[Token]) -> Line:
        """Tag a text: fillers fall out, and what makes one number becomes one item."""
        items: list[Item] = []
        for token in tokens:
            if token.norm in self.fillers or self._merges(items, token):
                continue
            items.append(self._item(token))
        return Line(text, tuple(items), "".join(item.tag for item in items))

    def _item(self, token: Token) -> Item:
        norm = token.norm
        if norm in self.cardinals:
            value = self.cardinals[norm]
            return Item(norm, token.start, token.end, chr(_SPELLED + value), value)
        if norm in self.ordinals:
            value = self.ordinals[norm]
            return Item(norm, token.start, token.end, chr(_NTH_SPELLED + value), value)
        if token.is_number:
            return Item(norm, token.start, token.end, _number_tag(norm), int(norm))
        return Item(norm, token.start, token.end, self._tags.get(norm, _UNKNOWN))

    def _merges(self, items: list[Item], token: Token) -> bool:
        """Join "twenty" and "one" (or "twenty-first", or "3" and "rd") to one item."""
        last = items[-1] if items else None
        has_dash = last is not None and last.norm == "-" and len(items) > 1 and last.end == token.start
        last = items[-2] if has_dash else last
        if last is None or last.value is None:
            return False
        is_tens = last.norm in self.cardinals and last.value >= _TENS and last.value % 10 == 0
        ones, nth = self.cardinals.get(token.norm, 0), self.ordinals.get(token.norm, 0)
        if not has_dash and token.norm in self.ordinal_suffixes and last.norm.isdecimal() and last.end == token.start:
            value, base = last.value, _NTH
        elif is_tens and 0 < ones < 10:
            value, base = last.value + ones, _SPELLED
        elif is_tens and 0 < nth < 10:
            value, base = last.value + nth, _NTH_SPELLED
        else:
            return False
        if base != _SPELLED and value > _MAX_DAY:
            return False
        del items[-2 if has_dash else -1 :]
        items.append(Item(f"{last.norm} {token.norm}", last.start, token.end, chr(base + value), value))
        return True

    def compile(self, source: str) -> Pattern:
        """Compile a pattern; ValueError when it is not well formed or names an unknown category."""
        parts: list[str] = []
        captured: dict[str, Mapping[str, int]] = {}
        depth = 0
        for category, rename, gap, sign, words in _LEXEME.findall(source):
            if category:
                name = rename[1:] if rename else category
                group = f"(?P<{name}>" if name else "(?:"
                parts.append(f"{group}[{re.escape(self._class_of(category, source))}])")
                if name:
                    captured[name] = self.categories.get(category, {})
            elif gap:
                ends = re.escape("".join(self._tag_of(sign) for sign in ".!?;"))
                parts.append(f"[^{ends}]{{0,{_GAP}}}?")
            elif sign:
                depth += {"(": 1, ")": -1}.get(sign, 0)
                parts.append("(?:" if sign == "(" else sign)
            else:
                tags = [re.escape(self._tag_of(word)) for word in words.split("|")]
                parts.append("|".join(tags) if depth else f"[{''.join(tags)}]")
        return Pattern(source, re.compile("".join(parts)), captured)

    def _class_of(self, category: str, source: str) -> str:
        tags = NUMBERS.get(category, "") + NUMBERS.get(self.also.get(category, ""), "")
        tags += "".join(self._tag_of(word) for word in self.categories.get(category, ()))
        if not tags:
            raise ValueError(f"{source!r} names an unknown category {category!r}")
        return tags


def _number_tag(digits: str) -> str:
    value = int(digits)
    if len(digits) <= 2:
        return chr((_PADDED if len(digits) == 2 and value < 10 else _DIGITS) + value)
    is_clock = value // 100 < _MAX_HOUR and value % 100 <= _MAX_MINUTE
    is_year = len(digits) == 4 and _FIRST_YEAR <= value <= _LAST_YEAR
    if is_clock:
        return _YEAR_OR_CLOCK if is_year else _CLOCK
    return _YEAR if is_year else _OTHER_NUMBER
