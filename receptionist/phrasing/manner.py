"""What a language must bring for its replies to be reworded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """What says the same in one language. Whatever is not listed here counts as a fact, and must not change."""

    #: Words that state nothing wherever they stand; they may be added and left out.
    courtesies: tuple[str, ...]
    #: Groups of expressions of which any may stand for any other, wherever one of them stands. ``{}`` takes in facts
    #: that stand inside ("your {} is booked"), which are then read as following it.
    equivalents: tuple[tuple[str, ...], ...]
    #: Spellings of the same words: short forms, and other spellings.
    spellings: Mapping[str, str]
    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    #: Ways to write a day: ``{weekday}`` and ``{month}`` stand for those names, ``day`` is a named group.
    days: tuple[str, ...]
    #: A time, with the named groups ``hour``, ``minute`` and ``half``.
    clock: re.Pattern[str]
    #: Half of the day as it is written -> hour as it is written -> hour of 24; "" where none is written.
    halves: Mapping[str, Mapping[int, int]]
