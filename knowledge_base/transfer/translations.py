"""Which FAQ a row means when it says that it is a translation, and whether that can be."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge_base.transfer.rows import FaqRow, ImportRefusedError


def check(rows: Iterable[FaqRow]) -> None:
    """Check the translations among all FAQs as they will stand. Raises ImportRefusedError, naming the question."""
    rows = list(rows)
    originals = {row.question: row for row in rows if not row.translation_of}
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if not row.translation_of:
            continue
        original = originals.get(row.translation_of)
        which = f"“{row.question[:80]}” cannot be a translation of “{row.translation_of[:80]}”"
        if original is None:
            raise ImportRefusedError(f"{which}: no FAQ asks that, or it is a translation itself.")
        if not row.language or row.language == original.language:
            raise ImportRefusedError(f"{which}: it must say its language, and another one.")
        if (row.translation_of, row.language) in seen:
            raise ImportRefusedError(f"{which}: there is one into that language already.")
        seen.add((row.translation_of, row.language))
