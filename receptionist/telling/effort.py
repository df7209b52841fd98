"""What it took to understand a customer and to word the reply, in words for staff."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, IntegerField, Sum
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from receptionist.language_models.usage_report import money
from receptionist.models import Conversation, Turn
from receptionist.telling import reading_in_words

#: Under these names a turn keeps its sums.
_TOKENS = ("input_tokens", "output_tokens")
_READERS = {**reading_in_words.READERS, "none": "nobody"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """What a whole conversation took: turns by the reader's name for staff, tokens, and dollars as far as known."""

    readers: Mapping[str, int]
    tokens: int
    cost: Decimal

    def __str__(self) -> str:
        read = ", ".join(f"{reader} ({turns:,})" for reader, turns in self.readers.items())
        parts = [f"Read by {read}"] if read else []
        return " · ".join([*parts, f"{self.tokens:,} tokens", money(self.cost)] if self.tokens else parts)


def of_conversation(conversation: Conversation) -> Effort:
    """Add up a conversation's turns, with one query."""
    number = {name: Cast(KeyTextTransform(name, "understanding"), IntegerField()) for name in _TOKENS}
    dollars = Cast(KeyTextTransform("cost", "understanding"), DecimalField(max_digits=16, decimal_places=10))
    rows = (
        Turn.objects.filter(conversation=conversation)
        .values("understanding__reader")
        .annotate(
            turns=Count("pk"),
            sent=Coalesce(Sum(number["input_tokens"]), 0),
            written=Coalesce(Sum(number["output_tokens"]), 0),
            dollars=Coalesce(Sum(dollars), Decimal(0), output_field=DecimalField()),
        )
        .order_by("-turns", "understanding__reader")
    )
    found = list(rows)
    return Effort(
        readers={
            _READERS.get(row["understanding__reader"], row["understanding__reader"]): row["turns"]
            for row in found
            if row["understanding__reader"]
        },
        tokens=sum(row["sent"] + row["written"] for row in found),
        cost=sum((row["dollars"] for row in found), Decimal(0)),
    )


def of_turn(understanding: Mapping[str, Any]) -> str:
    """Tell who read a turn, in which time, who was passed over and why, and what models took; empty for no words."""
    calls = understanding.get("calls", ())
    parts = [
        _read(understanding),
        *(_passed_over(why) for why in understanding.get("passed_over", ())),
        *(_remembered(call) for call in calls if call.get("remembered")),
    ]
    if made := [call for call in calls if not call.get("remembered")]:
        tokens = sum(understanding.get(name, 0) for name in _TOKENS)
        unknown = any(call["cost"] is None for call in made)
        cost = money(Decimal(understanding["cost"]))
        parts += [f"{tokens:,} tokens", f"{cost} and an unknown rest" if unknown else cost]
    return " · ".join(filter(None, parts))


def _read(understanding: Mapping[str, Any]) -> str:
    if "reader" not in understanding:
        return ""
    reader = _READERS.get(understanding["reader"], understanding["reader"])
    seconds = understanding.get("milliseconds", 0) / 1000
    return f"Read by {reader} in {seconds:.1f} s"


def _passed_over(why: str) -> str:
    reader, _, reason = why.partition(": ")
    return f"{_READERS.get(reader, reader)} did not: {reason.replace('_', ' ')}"


def _remembered(call: Mapping[str, Any]) -> str:
    return f"{call['for']} remembered, which saved {money(Decimal(call['saved']))}"
