"""The three kinds of files: how each is read, with the number of the line every row begins on, and written."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from knowledge_base.transfer import markdown
from knowledge_base.transfer.rows import FIELDS, FaqRow, ImportRefusedError, join

#: Characters of one line; the longest FAQ there can be fits in.
_LONGEST_LINE = 200_000
_SEPARATORS = ",;\t"
#: What a spreadsheet takes for the beginning of a formula.
_RISKY = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
#: What is meant as one: "=…" always, and "+", "-" and "@" where a function or another program is called.
_FORMULA = re.compile(r"[=＝]|[+\-@＋－＠].*(?:\b[A-Z]{2,}\(|\|\s*'.*!)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file. ``read`` yields line numbers and what is stated there; ``write`` yields pieces of text."""

    name: str
    media_type: str
    read: Callable[[str], Iterator[tuple[int, Any]]]
    write: Callable[[Iterable[FaqRow]], Iterator[str]]


def _read_jsonl(text: str) -> Iterator[tuple[int, Any]]:
    # Split at line feeds only: a JSON string may hold the other characters that splitlines() takes for line ends.
    for number, stated in enumerate(text.split("\n"), start=1):
        if len(stated) > _LONGEST_LINE:
            raise ImportRefusedError(f"Line {number} is longer than {_LONGEST_LINE:,} characters.")
        if stated.strip():
            try:
                yield number, json.loads(stated)
            except (ValueError, RecursionError) as error:
                raise ImportRefusedError(f"Line {number} is not JSON: {error}.") from error


def _write_jsonl(rows: Iterable[FaqRow]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(row.model_dump(mode="json"), ensure_ascii=False) + "\n"


def _read_csv(text: str) -> Iterator[tuple[int, Any]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    names: list[str] = []
    begins = 1
    try:
        for cells in reader:
            if not names:
                names = [cell.strip().lower() for cell in cells]
                _check_names(names)
            elif any(cell.strip() for cell in cells):
                yield begins, _stated(begins, names, cells)
            begins = reader.line_num + 1
    except csv.Error as error:
        raise ImportRefusedError(f"Line {begins} is not CSV: {error}.") from error
    _check_names(names)


def _check_names(names: list[str]) -> None:
    missing = sorted({"question", "answer"} - set(names))
    if missing:
        raise ImportRefusedError(f"Line 1 names no column {' and no column '.join(missing)}.")
    twice = next((name for name in names if name and names.count(name) > 1), "")
    if twice:
        raise ImportRefusedError(f"Line 1 names the column {twice} twice.")


def _separator(text: str) -> str:
    """Tell a table with semicolons or tabs, as spreadsheets of many countries write them, by its first line."""
    first = text.partition("\n")[0].lower()
    return next((sign for sign in _SEPARATORS if {"question", "answer"} <= _names(first, sign)), ",")


def _names(line: str, separator: str) -> set[str]:
    return {name.strip().strip('"') for name in line.split(separator)}


def _stated(number: int, names: list[str], cells: list[str]) -> dict[str, str]:
    if any(cell.strip() for cell in cells[len(names) :]):
        raise ImportRefusedError(
            f"Line {number} has more cells than the first line names; put text with commas in quotes."
        )
    stated = {name: cell for name, cell in zip(names, cells, strict=False) if name}
    for name, cell in stated.items():
        if name in FIELDS and _FORMULA.match(cell.lstrip()):
            raise ImportRefusedError(
                f"Line {number}: {name} is a formula ({cell.strip()[:20]}…); "
                f"write an apostrophe before it if customers shall read it as it stands."
            )
    return {name: cell[1:] if cell.startswith("'") and _RISKY.match(cell) else cell for name, cell in stated.items()}


def _write_csv(rows: Iterable[FaqRow]) -> Iterator[str]:
    # The mark at the beginning makes spreadsheets read it as UTF-8.
    yield "\ufeff"
    yield _record(FIELDS)
    for row in rows:
        yield _record([_cell(value) for value in row.model_dump().values()])


def _record(cells: Iterable[str]) -> str:
    record = io.StringIO(newline="")
    csv.writer(record, lineterminator="\r\n").writerow(cells)
    return record.getvalue()


def _cell(value: object) -> str:
    """Write a value so that no spreadsheet calculates it; ``_stated`` is the way back."""
    text = as_text(value)
    return f"'{text}" if _RISKY.match(text) else text


def as_text(value: object) -> str:
    """Write the value of a field as text."""
    if isinstance(value, list):
        return join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


FORMATS = {
    ".jsonl": Format("JSON lines", "application/jsonl", _read_jsonl, _write_jsonl),
    ".csv": Format("Table (CSV)", "text/csv", _read_csv, _write_csv),
    ".md": Format("Markdown", "text/markdown", markdown.read, markdown.write),
}
