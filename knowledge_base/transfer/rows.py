"""One FAQ as files state it. The fields of ``FaqRow`` are the one list of what an FAQ is made of.

Files, previews, versions, roll-backs and the API all take it from here: a new field of the model is one line below, and
the words for it are its ``verbose_name``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from django.core.exceptions import FieldDoesNotExist
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from knowledge_base.models import FAQ


class ImportRefusedError(Exception):
    """The file cannot be imported; the message names line and reason."""


#: Elements that a web page or a word processor leaves behind. Other words in angle brackets are just words.
_ELEMENTS = (
    "a|abbr|article|aside|audio|b|blockquote|body|br|button|center|code|dd|div|dl|dt|em|embed|figure|font|footer|form|"
    "h[1-6]|head|header|hr|html|i|iframe|img|input|ins|label|li|link|main|mark|meta|nav|object|ol|option|p|pre|s|script|"
    "section|select|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|textarea|tfoot|th|thead|title|tr|u|ul|video"
)
_TAG = re.compile(rf"<(?:/?(?:{_ELEMENTS})(?:\s[^<>]*|/)?|!--.*?--|!doctype[^<>]*)>", re.IGNORECASE | re.DOTALL)


def html_in(text: str) -> str:
    """Return the first HTML tag of a text; empty where there is none. Customers get plain text, tags and all."""
    found = _TAG.search(text)
    return found.group() if found else ""


def lines(text: str) -> str:
    """Write a text with one kind of line end, and nothing around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def line(text: str) -> str:
    """Write a text on one line."""
    return " ".join(text.split())


def _storable(text: str) -> str:
    if "\0" in text:
        raise ValueError("holds a NUL character, which no text in PostgreSQL can; remove it")
    return text


def _plain(text: str) -> str:
    if tag := html_in(text):
        raise ValueError(f"holds the HTML tag {tag[:40]}, but customers get plain text; write it without tags")
    return text


def _parts(value: object) -> object:
    r"""Take a cell of a table as a list: "|" separates, and ``\|`` is a bar that does not."""
    return split(value) if isinstance(value, str) else value


def _each_once(parts: list[str]) -> list[str]:
    return list(dict.fromkeys(parts))


_Line = Annotated[str, AfterValidator(_storable), AfterValidator(line), Field(min_length=1, max_length=300)]
_Lines = Annotated[str, AfterValidator(_storable), AfterValidator(lines), AfterValidator(_plain)]
_Tag = Annotated[str, AfterValidator(_storable), AfterValidator(line), Field(min_length=1, max_length=40)]
_Wordings = Annotated[list[_Line], BeforeValidator(_parts), AfterValidator(_each_once), Field(max_length=200)]
_Tags = Annotated[list[_Tag], BeforeValidator(_parts), AfterValidator(_each_once), Field(max_length=50)]


class FaqRow(BaseModel):
    """One FAQ as a file states it, normalised: equal rows are equal FAQs. ``model_fields_set`` is what it states."""

    model_config = ConfigDict(str_strip_whitespace=True, extra="ignore")

    question: _Line
    answer: Annotated[_Lines, Field(min_length=1, max_length=4000)]
    spoken_answer: Annotated[str, AfterValidator(_storable), AfterValidator(line), Field(max_length=600)] = ""
    wordings: _Wordings = []
    tags: _Tags = []
    language: Annotated[str, Field(pattern="^([a-z]{2})?$")] = ""
    #: The question of the FAQ that it is a translation of.
    translation_of: Annotated[str, AfterValidator(_storable), AfterValidator(line), Field(max_length=300)] = ""
    valid_from: date | None = None
    valid_until: date | None = None
    active: bool = True

    @model_validator(mode="after")
    def _end_after_the_start(self) -> FaqRow:
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValueError("valid_until is before valid_from")
        return self

    @model_validator(mode="before")
    @classmethod
    def _take_nothing_for_the_default(cls, stated: Any) -> Any:
        if not isinstance(stated, Mapping):
            return stated
        defaults = {name: field.get_default() for name, field in cls.model_fields.items() if not field.is_required()}
        return {name: defaults[name] if value == "" and name in defaults else value for name, value in stated.items()}

    @classmethod
    def of(cls, faq: object) -> FaqRow:
        """Return what an FAQ, or a version of one, comes to as a row; whatever it holds, nothing is refused.

        Read it with ``select_related("translation_of")``.
        """
        return cls.model_construct(**{name: _normal(name, getattr(faq, name)) for name in cls.model_fields})

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from all others: a question may stand once in each language."""
        return (self.question, self.language)

    def over(self, other: FaqRow) -> FaqRow:
        """Return ``other`` with all that this row states put over it."""
        return other.model_copy(update={name: getattr(self, name) for name in self.model_fields_set})


FIELDS: tuple[str, ...] = tuple(FaqRow.model_fields)


def label(name: str) -> str:
    """Name a field for people."""
    try:
        words = str(getattr(FAQ._meta.get_field(name), "verbose_name", name))
    except FieldDoesNotExist:
        words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def checked(number: int, stated: object) -> FaqRow:
    """Make a row of what a file states. Raises ImportRefusedError, naming the line."""
    try:
        return FaqRow.model_validate(stated)
    except ValidationError as error:
        problem = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part + 1) if isinstance(part, int) else part for part in problem["loc"])
        reason = problem["msg"].removeprefix("Value error, ")
        raise ImportRefusedError(f"Line {number}: {where or 'the line'}: {reason}.") from error


def split(cell: str) -> list[str]:
    """Split a cell at each "|" that no backslash stands before; empty parts are dropped."""
    parts = re.findall(r"(?:\\[\\|]|[^|])+", cell)
    return [part for part in (re.sub(r"\\([\\|])", r"\1", each).strip() for each in parts) if part]


def join(parts: list[str]) -> str:
    """Write a list as one cell; ``split`` is the way back."""
    return "|".join(re.sub(r"([\\|])", r"\\\1", part) for part in parts)


def _normal(name: str, value: Any) -> Any:
    if name == "translation_of":
        value = value.question if value is not None else ""
    if isinstance(value, str):
        return lines(value) if name == "answer" else line(value)
    return _each_once([part for part in map(line, value) if part]) if isinstance(value, list) else value
