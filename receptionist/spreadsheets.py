"""Tables for spreadsheets, which run what they take for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

#: With these a spreadsheet begins a formula; the control characters it may drop and look at what follows.
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MARK = "\ufeff"


def as_csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a table that any spreadsheet opens as what it says, customers' own words included.

    Texts that look like formulas get an apostrophe in front; numbers stay numbers. It begins with the mark by which
    Excel knows UTF-8.
    """
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow([_harmless(name) for name in head])
    writer.writerows([_harmless(value) for value in row] for row in rows)
    return _MARK + written.getvalue()


def _harmless(value: object) -> object:
    if not isinstance(value, str):
        return value
    return f"'{value}" if value.lstrip(" \u00a0").startswith(_BEGINS_FORMULA) else value
