"""FAQs from a file: read and checked wholly before the first row is written."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from django.db import transaction
from django.utils import timezone
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator

from knowledge_base.models import FAQ
from receptionist.models import Business


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("holds a NUL character, which no text in PostgreSQL can; remove it")
    return text


_Text = Annotated[str, AfterValidator(_without_nul)]
_Line = Annotated[_Text, Field(min_length=1, max_length=300)]
_MAX_BYTES = 20 * 1024 * 1024


class ImportRefusedError(Exception):
    """The file cannot be imported; the message names line and reason."""


class FaqRow(BaseModel):
    """One FAQ as a file states it."""

    model_config = ConfigDict(str_strip_whitespace=True, extra="ignore")

    question: _Line
    answer: Annotated[_Text, Field(min_length=1, max_length=4000)]
    wordings: list[_Line] = []
    tags: list[Annotated[_Text, Field(min_length=1, max_length=40)]] = []
    language: Annotated[str, Field(pattern="^([a-z]{2})?$")] = ""

    @field_validator("wordings", "tags", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        """Take a cell of a table as a list: its parts are separated by "|"."""
        return [part for part in value.split("|") if part.strip()] if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    added: int
    changed: int
    removed: int


def read(path: Path) -> list[FaqRow]:
    """Read FAQs from a .jsonl or .csv file in UTF-8. Raises ImportRefusedError, naming the line."""
    readers = {".jsonl": _read_jsonl, ".csv": _read_csv}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise ImportRefusedError(f"{path.name}: expected a .jsonl or .csv file.")
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise ImportRefusedError(f"{path.name} is larger than {_MAX_BYTES // 1024 // 1024} MB.")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ImportRefusedError(f"{path.name} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ImportRefusedError(f"{path.name} is not UTF-8 text (byte {error.start}).") from error
    return [_checked(number, row) for number, row in reader(text)]


def load(business: Business, rows: list[FaqRow], *, replace: bool = False) -> Imported:
    """Write the rows in one transaction: an FAQ with the same question and language is changed, others are added.

    With ``replace``, FAQs that the rows do not name are removed, and so is a second one with the same question.
    """
    with transaction.atomic():
        # One import at a time for a business: two at once would add everything twice.
        Business.objects.select_for_update().get(pk=business.pk)
        standing = FAQ.objects.filter(business=business).order_by("-pk")
        known = {(faq.question, faq.language): faq for faq in standing}
        wanted = {(row.question, row.language): row for row in rows}
        added = [FAQ(business=business, **row.model_dump()) for key, row in wanted.items() if key not in known]
        changed = [faq for key, faq in known.items() if key in wanted and _apply(wanted[key], faq)]
        FAQ.objects.bulk_create(added, batch_size=1000)
        FAQ.objects.bulk_update(changed, ["answer", "wordings", "tags", "updated_at"], batch_size=500)
        named = {faq.pk for key, faq in known.items() if key in wanted}
        gone = [faq.pk for faq in standing if faq.pk not in named] if replace else []
        FAQ.objects.filter(pk__in=gone).delete()
    return Imported(added=len(added), changed=len(changed), removed=len(gone))


def _apply(row: FaqRow, faq: FAQ) -> bool:
    stated = {"answer": row.answer, "wordings": row.wordings, "tags": row.tags}
    differs = any(getattr(faq, name) != value for name, value in stated.items())
    for name, value in stated.items():
        setattr(faq, name, value)
    faq.updated_at = timezone.now()
    return differs


def _read_jsonl(text: str) -> Iterator[tuple[int, Any]]:
    # Split at line feeds only: a JSON string may hold the other characters that splitlines() takes for line ends.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except ValueError as error:
                raise ImportRefusedError(f"Line {number} is not JSON: {error}.") from error


def _read_csv(text: str) -> Iterator[tuple[int, Any]]:
    reader = csv.DictReader(text.splitlines(keepends=True), strict=True)
    missing = {"question", "answer"} - set(reader.fieldnames or ())
    if missing:
        raise ImportRefusedError(f"Line 1 names no column {' and no column '.join(sorted(missing))}.")
    try:
        for row in reader:
            if None in row:
                raise ImportRefusedError(
                    f"Line {reader.line_num} has more cells than the first line names; put text with commas in quotes."
                )
            yield reader.line_num, {key: value for key, value in row.items() if key and value is not None}
    except csv.Error as error:
        raise ImportRefusedError(f"Line {reader.line_num + 1} is not CSV: {error}.") from error


def _checked(number: int, row: object) -> FaqRow:
    try:
        return FaqRow.model_validate(row)
    except ValidationError as error:
        problem = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in problem["loc"])
        raise ImportRefusedError(f"Line {number}: {where or 'the line'}: {problem['msg']}.") from error
