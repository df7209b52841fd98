r"""FAQs as Markdown: a heading is a question, the text below it the answer, and lines with a label state the rest.

::

    ## Is there parking?

    There is a car park behind the building.

    Tags: parking, car
    Other wordings:
    - Where can I park?

A heading with nothing below it but further headings is a chapter, and passed over. A backslash at the beginning of a
line takes its meaning away: ``\# 1 in town`` belongs to the answer, and so does ``\Tags: none``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from knowledge_base.transfer.rows import FIELDS, FaqRow, ImportRefusedError, label

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*)$")
_ITEM = re.compile(r"[ \t]*[-*+][ \t]+(.*)$")
_LONGEST_LINE = 200_000
#: What stands beside question and answer, by its label.
_LABELS = {label(name).lower(): name for name in FIELDS if name not in {"question", "answer"}}
#: The list whose items are short enough for one line, with commas between them.
_IN_ONE_LINE = "tags"
_LISTS = {name for name in FIELDS if isinstance(FaqRow.model_fields[name].default, list)}


@dataclass(slots=True)
class _Section:
    number: int
    depth: int
    question: str
    answer: list[str] = field(default_factory=list)
    stated: dict[str, Any] = field(default_factory=dict)
    #: The list that items belong to, if the line before was part of one.
    open_list: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.stated and not any(line.strip() for line in self.answer)


def read(text: str) -> Iterator[tuple[int, Any]]:
    """Yield the line of each question, and what is stated below it. Raises ImportRefusedError, naming the line."""
    section: _Section | None = None
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        if len(line) > _LONGEST_LINE:
            raise ImportRefusedError(f"Line {number} is longer than {_LONGEST_LINE:,} characters.")
        if (heading := _HEADING.match(line)) is not None:
            following = _Section(number, len(heading[1]), heading[2])
            if section is not None:
                yield from _finished(section, following.depth)
            section = following
        elif section is not None:
            _take(section, number, line)
        elif line.strip():
            raise ImportRefusedError(f"Line {number} stands before the first question: a question is a heading (## …).")
    if section is not None:
        yield from _finished(section, 0)


def _finished(section: _Section, next_depth: int) -> Iterator[tuple[int, Any]]:
    if section.is_empty and next_depth > section.depth:
        return
    yield section.number, {"question": section.question, "answer": "\n".join(section.answer), **section.stated}


def _take(section: _Section, number: int, line: str) -> None:
    item = _ITEM.match(line)
    if section.open_list and (item is not None or not line.strip()):
        if item is not None:
            section.stated[section.open_list].append(_unescaped(item[1]))
        return
    section.open_list = ""
    name, said = _label(line)
    if not name:
        section.answer.append(_unescaped(line))
        return
    if name in section.stated:
        raise ImportRefusedError(f"Line {number} states {label(name)} a second time.")
    if name in _LISTS:
        parts = said.split(",") if name == _IN_ONE_LINE else [said]
        section.stated[name] = [part.strip() for part in parts if part.strip()]
        section.open_list = name
    else:
        section.stated[name] = _unescaped(said)


def _label(line: str) -> tuple[str, str]:
    """Return the field that a line states, and what it says of it; nothing where it is just a line."""
    before, colon, said = line.partition(":")
    return (_LABELS.get(before.strip().lower(), ""), said.strip()) if colon else ("", "")


def write(rows: Iterable[FaqRow]) -> Iterator[str]:
    """Write FAQs so that ``read`` finds the very same."""
    for row in rows:
        yield f"## {row.question}\n\n"
        yield "".join(f"{_escaped(line)}\n" for line in row.answer.split("\n"))
        yield "\n"
        for name in _LABELS.values():
            yield _labelled(name, getattr(row, name))
        yield "\n"


def _labelled(name: str, value: object) -> str:
    if isinstance(value, list):
        if not value:
            return f"{label(name)}:\n"
        plain = name == _IN_ONE_LINE and not any("," in part for part in value)
        written = ", ".join(value) if plain else ""
        items = "" if plain else "".join(f"- {_escaped(part)}\n" for part in value)
        return f"{label(name)}: {written}".rstrip() + "\n" + items
    if isinstance(value, bool):
        value = "yes" if value else "no"
    return f"{label(name)}: {'' if value is None else _escaped(str(value))}".rstrip() + "\n"


def _escaped(line: str) -> str:
    means_something = _HEADING.match(line) or line.startswith("\\") or _label(line)[0]
    return f"\\{line}" if means_something else line


def _unescaped(line: str) -> str:
    return line.removeprefix("\\")
