"""Model instances out of statements that are written by hand.

A few statements run for every message. Django would compose each of them anew every time, which costs several times
what they do; written out, the database keeps their plans as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, Generic, TypeVar

from django.db.models import Model

M = TypeVar("M", bound=Model)


class Rows(Generic[M]):
    """Names a model's columns in a statement, ``SELECT {messages} FROM … AS message``, and reads them back."""

    def __init__(self, model: type[M], alias: str) -> None:
        fields = model._meta.concrete_fields
        self._model = model
        self._columns = ", ".join(f"{alias}.{field.column}" for field in fields)
        self._names = [field.attname for field in fields]
        # JSON comes as text.
        self._converters = [getattr(field, "from_db_value", None) for field in fields]

    def __str__(self) -> str:
        return self._columns

    def read(self, values: Iterator[Any]) -> M | None:
        """Make an instance of the next columns of a row; None where an outer join found nothing."""
        mine = list(islice(values, len(self._names)))
        if mine[0] is None:
            return None
        read = (
            convert(value, None, None) if convert else value
            for convert, value in zip(self._converters, mine, strict=True)
        )
        return self._model.from_db("default", self._names, list(read))
