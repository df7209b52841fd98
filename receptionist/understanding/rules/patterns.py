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
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from receptionist.understanding.rules.lines import UNKNOWN, Item, Line
from receptionist.understanding.rules.needs import Part, either, needed
from receptionist.understanding.rules.numerals import MAX_DAY, NTH, NTH_SPELLED, NUMBERS, SPELLED, number_tag
from receptionist.understanding.rules.spelling import Ear, Spelling
from receptionist.understanding.rules.tokens import Token

_FIRST_WORD = 0x4E00
_TENS = 20

_LEXEME = re.compile(r"<(\w+)(:\w*)?>|(\.\.\.)|([()?^$|])|([^\s()<>?^$|]+(?:\|[^\s()<>?^$|]+)*)")
_GAP = 6
#: What trying a pattern costs where a common word calls for it: many texts have one, and few a rare one.
_COMMON_COST = 30


def words(text: str) -> tuple[str, ...]:
    """Make a list of words from a line of them, which reads better than fifty quoted ones."""
    return tuple(text.split())


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
    #: One of these tags occurs wherever it matches: looking for them is quicker than trying.
    needs: frozenset[str]

    def find_all(self, line: Line) -> Iterator[Match]:
        """Yield every place where the pattern matches, left to right, not overlapping."""
        for found in self.regex.finditer(line.tags):
            if found.end() > found.start():
                yield self.matched(line, found)

    def find(self, line: Line) -> Match | None:
        """Return the first place where the pattern matches."""
        if self.needs.isdisjoint(line.present):
            return None
        found = self.regex.search(line.tags)
        return self.matched(line, found) if found else None

    def matched(self, line: Line, found: re.Match[str]) -> Match:
        """Tell what a find of the expression in a line's tags means."""
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
    #: What is typed in haste, and the word it stands for.
    short_forms: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)
    #: What stands between tens and ones ("treinta y cuatro"); a dash does so where it touches both.
    joins_tens: frozenset[str] = frozenset()
    #: Names of people that patterns speak of, too: "St George's day".
    people: frozenset[str] = frozenset()
    #: Right words that are recognised though misspelt.
    spelling: Spelling | None = None
    #: Right words that are recognised though they are written as they sound.
    ear: Ear | None = None
    #: Words that most texts have.
    common: frozenset[str] = frozenset()
    _tags: dict[str, str] = field(default_factory=dict)
    _common_tags: set[str] = field(default_factory=set)
    #: The tags of each category that a pattern has named.
    _classes: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for words in self.categories.values():
            for word in words:
                self._tag_of(word)

    def knows(self, word: str) -> bool:
        """Whether a folded word means something in this language's patterns, and is no person's name as well."""
        if word in self.people:
            return False
        return word in self._tags or word in self.cardinals or word in self.ordinals

    def hears(self, token: Token) -> bool:
        """Whether a word is one of this language that is written as it sounds."""
        return self._heard(token) != token.norm

    def _heard(self, token: Token) -> str:
        return self.ear.right(token.norm) if self.ear is not None and token.text.islower() else token.norm

    @property
    def words(self) -> Sequence[str]:
        """All known words."""
        return (*self._tags, *self.cardinals, *self.ordinals)

    def _tag_of(self, word: str) -> str:
        if word in self.cardinals:
            return chr(SPELLED + self.cardinals[word])
        if word in self.ordinals:
            return chr(NTH_SPELLED + self.ordinals[word])
        if word[0].isdecimal():
            return number_tag(word)
        tag = self._tags.setdefault(word, chr(_FIRST_WORD + len(self._tags)))
        if word in self.common:
            self._common_tags.add(tag)
        return tag

    def line(self, text: str, tokens: Sequence[Token]) -> Line:
        """Tag a text: fillers fall out, and what makes one number becomes one item."""
        items: list[Item] = []
        for token in map(self._in_full, tokens):
            if token.norm in self.fillers or self._merges(items, token):
                continue
            items.append(self._item(token))
        return Line(text, tuple(items), "".join(item.tag for item in items))

    def _in_full(self, token: Token) -> Token:
        """Take a short form for its word, but a capital by itself for an initial."""
        full = self.short_forms.get(token.norm)
        return token if full is None or (token.text.isupper() and len(token.text) == 1) else replace(token, norm=full)

    def _item(self, token: Token) -> Item:
        norm = token.norm
        if norm in self.cardinals:
            value = self.cardinals[norm]
            return Item(norm, token.start, token.end, chr(SPELLED + value), value)
        if norm in self.ordinals:
            value = self.ordinals[norm]
            return Item(norm, token.start, token.end, chr(NTH_SPELLED + value), value)
        if token.is_number:
            return Item(norm, token.start, token.end, number_tag(norm), int(norm))
        tag = self._tags.get(norm)
        # A capital within a text begins a name: "Meza" is no "mesa".
        if tag is None:
            norm = self._heard(token)
            tag = self._tags.get(norm)
        if tag is None and self.spelling is not None:
            norm = self.spelling.right(norm)
            tag = self._tags.get(norm)
        return Item(norm, token.start, token.end, tag or UNKNOWN)

    def _merges(self, items: list[Item], token: Token) -> bool:
        """Join "twenty" and "one" (or "twenty-first", or "3" and "rd") to one item."""
        last = items[-1] if items else None
        is_joined = last is not None and len(items) > 1 and self._joins(items[-2], last, token)
        last = items[-2] if is_joined else last
        if last is None or last.value is None:
            return False
        is_tens = last.norm in self.cardinals and last.value >= _TENS and last.value % 10 == 0
        ones, nth = self.cardinals.get(token.norm, 0), self.ordinals.get(token.norm, 0)
        if not is_joined and token.norm in self.ordinal_suffixes and last.norm.isdecimal() and last.end == token.start:
            value, base = last.value, NTH
        elif is_tens and 0 < ones < 10:
            value, base = last.value + ones, SPELLED
        elif is_tens and 0 < nth < 10:
            value, base = last.value + nth, NTH_SPELLED
        else:
            return False
        if base != SPELLED and value > MAX_DAY:
            return False
        del items[-2 if is_joined else -1 :]
        items.append(Item(f"{last.norm} {token.norm}", last.start, token.end, chr(base + value), value))
        return True

    def _joins(self, tens: Item, joint: Item, ones: Token) -> bool:
        if joint.norm == "-":
            return joint.end == ones.start
        # "Las veinte y cinco" is five past eight in the evening; no hour is called thirty.
        return joint.norm in self.joins_tens and (tens.value or 0) > _TENS

    def compile(self, source: str) -> Pattern:
        """Compile a pattern; ValueError when it names an unknown category, re.error when it is ill formed."""
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
        return Pattern(source, re.compile("".join(parts)), captured, self._needs(source))

    def _needs(self, source: str) -> frozenset[str]:
        """Find tags of which one occurs wherever a pattern matches, rather rare ones; all it has where none must."""
        parts: deque[Part] = deque()
        every: frozenset[str] = frozenset()
        depth = 0
        for category, _, gap, sign, words in _LEXEME.findall(source):
            depth += {"(": 1, ")": -1}.get(sign, 0)
            tags = [*self._class_of(category, source)] if category else [self._tag_of(w) for w in words.split("|") if w]
            every |= frozenset(tags)
            if depth and words:
                # Within a group "a|b c" is "a" or "b c"; outside of any it is "a c" or "b c".
                parts.extend(either(tags))
            else:
                parts.append(frozenset(tags) if tags else None if gap or sign in "^$" else sign)
        return needed(parts, self._cost) or every

    def _cost(self, tags: frozenset[str]) -> int:
        return sum(_COMMON_COST if tag in self._common_tags else 1 for tag in tags)

    def _class_of(self, category: str, source: str) -> str:
        if category not in self._classes:
            tags = NUMBERS.get(category, "") + NUMBERS.get(self.also.get(category, ""), "")
            self._classes[category] = tags + "".join(map(self._tag_of, self.categories.get(category, ())))
        tags = self._classes[category]
        if not tags:
            raise ValueError(f"{source!r} names an unknown category {category!r}")
        return tags
