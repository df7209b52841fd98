"""What two versions of an FAQ differ in, field by field and word by word: pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from knowledge_base.transfer.formats import as_text
from knowledge_base.transfer.rows import FIELDS, FaqRow, label

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


class Mark(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and what became of it."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that reads otherwise; its pieces in order, those of a list one an item."""

    label: str
    pieces: tuple[Piece, ...]
    is_list: bool = False


def between(before: FaqRow, after: FaqRow) -> list[Difference]:
    """List the fields that differ."""
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in FIELDS)
    return [_difference(name, old, new) for name, old, new in pairs if old != new]


def _difference(name: str, old: object, new: object) -> Difference:
    if isinstance(old, list) and isinstance(new, list):
        return Difference(label(name), _pieces(old, new, glue=None), is_list=True)
    if isinstance(old, str) and isinstance(new, str):
        return Difference(label(name), _pieces(_WORDS.findall(old), _WORDS.findall(new), glue=""))
    values = ((Mark.GONE, as_text(old)), (Mark.NEW, as_text(new)))
    return Difference(label(name), tuple(Piece(mark, text) for mark, text in values if text))


def _pieces(old: Sequence[str], new: Sequence[str], *, glue: str | None) -> tuple[Piece, ...]:
    """Compare two rows of texts; runs are glued together, or stay apart where there is no glue."""
    pieces: list[Piece] = []
    for tag, begin, end, begin_new, end_new in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        runs = [(Mark.KEPT, old[begin:end])] if tag == "equal" else []
        if tag != "equal":
            runs = [(Mark.GONE, old[begin:end]), (Mark.NEW, new[begin_new:end_new])]
        for mark, run in runs:
            texts = run if glue is None else [glue.join(run)]
            pieces += [Piece(mark, text) for text in texts if text]
    return tuple(pieces)
