"""A file becomes rows: read and checked wholly before anything is compared or written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath

from knowledge_base.transfer.formats import FORMATS
from knowledge_base.transfer.rows import FIELDS, FaqRow, ImportRefusedError, checked

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 50_000


@dataclass(frozen=True, slots=True)
class FaqFile:
    """What a file states."""

    name: str
    rows: tuple[FaqRow, ...]
    #: Columns and keys that mean nothing here, a misspelt one perhaps.
    unused: tuple[str, ...] = ()


def read_path(path: Path) -> FaqFile:
    """Read a file from the disk. Raises ImportRefusedError, naming the line."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ImportRefusedError(_too_large(path.name))
        return read(path.name, path.read_bytes())
    except OSError as error:
        raise ImportRefusedError(f"{path.name} cannot be read: {error.strerror}.") from error


def read(name: str, content: bytes) -> FaqFile:
    """Read a .jsonl, .csv or .md file in UTF-8. Raises ImportRefusedError, naming the line."""
    kind = FORMATS.get(PurePath(name).suffix.lower())
    if kind is None:
        raise ImportRefusedError(f"{name}: expected a .jsonl, .csv or .md file.")
    if len(content) > MOST_BYTES:
        raise ImportRefusedError(_too_large(name))
    found: dict[tuple[str, str], tuple[int, FaqRow]] = {}
    unused: set[str] = set()
    for number, stated in kind.read(_decoded(name, content)):
        row = checked(number, stated)
        unused |= set(stated) - set(FIELDS)
        if row.key in found:
            raise ImportRefusedError(f"Line {number} asks the same as line {found[row.key][0]}: “{row.question[:80]}”.")
        found[row.key] = (number, row)
        if len(found) > MOST_ROWS:
            raise ImportRefusedError(f"Line {number}: {name} holds more than {MOST_ROWS:,} FAQs.")
    if not found:
        raise ImportRefusedError(f"{name} holds no FAQs.")
    return FaqFile(name, tuple(row for _, row in found.values()), tuple(sorted(unused - {""})))


def _too_large(name: str) -> str:
    return f"{name} is larger than {MOST_BYTES // 1024 // 1024} MB."


def _decoded(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # A mark at the beginning is left out of what the error counts.
        start = error.start + (len(content) - len(error.object))
        number = content.count(b"\n", 0, start) + 1
        raise ImportRefusedError(
            f"Line {number}: {name} is not UTF-8 text (byte {start + 1} of the file is 0x{content[start]:02x}); "
            f"save it as UTF-8."
        ) from error
