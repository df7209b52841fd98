"""What language models are asked, what that takes and what it costs.

A call is noted where it is made, and gathered where the turn is read: in between lie readers that need not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings

_MILLION = 1_000_000
#: How a provider marks one version of a model: gpt-5-mini-2025-08-07.
_VERSION = re.compile(r"-\d{4}-\d{2}-\d{2}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """What one call took: ``cached`` is a part of ``input``, and thinking a part of ``output``."""

    input: int
    cached: int = 0
    output: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """Dollars for a million tokens of each kind."""

    input: Decimal
    cached: Decimal
    output: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of a model; ``tokens`` and ``cost`` (dollars) are None where nobody knows them.

    ``saved`` is set where the answer was still known and no call was made: the dollars that the call had cost.
    """

    model: str
    milliseconds: int
    tokens: Tokens | None = None
    cost: Decimal | None = None
    saved: Decimal | None = None


def price(model: str) -> Price | None:
    """Look up what a model costs; a version of a model costs what the model does."""
    prices: dict[str, tuple[Decimal, Decimal, Decimal]] = settings.LLM_PRICES
    found = prices.get(model) or prices.get(_VERSION.sub("", model))
    return Price(input=found[0], cached=found[1], output=found[2]) if found else None


def cost(model: str, tokens: Tokens) -> Decimal | None:
    """Work out what a call cost in dollars, exactly; None for a model without a price."""
    found = price(model)
    if found is None:
        return None
    fresh = max(0, tokens.input - tokens.cached)
    return (fresh * found.input + tokens.cached * found.cached + tokens.output * found.output) / _MILLION


_noted: ContextVar[list[Call] | None] = ContextVar("calls of language models", default=None)


def note(call: Call) -> None:
    """Note a call for whoever gathers them; without anybody it is let go."""
    calls = _noted.get()
    if calls is not None:
        calls.append(call)


@contextmanager
def gathered() -> Iterator[list[Call]]:
    """Gather the calls that are noted within, in this thread."""
    calls: list[Call] = []
    token = _noted.set(calls)
    try:
        yield calls
    finally:
        _noted.reset(token)


def noted(known: Mapping[str, Any], calls: Sequence[Call], *, purpose: str) -> dict[str, object]:
    """Add calls to what a turn keeps: each by itself, and the sum of their tokens and dollars, as far as known.

    The sums are kept as ``cost``, ``input_tokens`` and ``output_tokens``, so that the database can add up many turns.
    """
    tokens = [call.tokens for call in calls if call.tokens]
    cost = sum((call.cost for call in calls if call.cost is not None), Decimal(known.get("cost", 0)))
    return {
        **known,
        "calls": [*known.get("calls", ()), *(_told(call, purpose) for call in calls)],
        "cost": f"{cost:f}",
        "input_tokens": known.get("input_tokens", 0) + sum(each.input for each in tokens),
        "output_tokens": known.get("output_tokens", 0) + sum(each.output for each in tokens),
    }


def _told(call: Call, purpose: str) -> dict[str, object]:
    if call.saved is not None:
        return {"for": purpose, "model": call.model, "remembered": True, "saved": f"{call.saved:f}"}
    return {
        "for": purpose,
        "model": call.model,
        "milliseconds": call.milliseconds,
        "tokens": asdict(call.tokens) if call.tokens else None,
        "cost": None if call.cost is None else f"{call.cost:f}",
    }
