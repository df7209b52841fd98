"""What a call of a language model costs is put aside before it is made, and the rules read when nothing is left."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db.utils import InterfaceError, OperationalError

from receptionist import usage
from receptionist.errors import ErrorCategory, ProviderError
from receptionist.language_models import spending
from receptionist.models import ModelCall
from receptionist.usage import Tokens

pytestmark = pytest.mark.django_db

MOST, USED = Tokens(input=1_000, output=2_000), Tokens(input=300, cached=100, output=60)
#: Of gpt-5-mini, by the table.
DEAREST, COST = Decimal("0.00425"), Decimal("0.0001725")


@pytest.fixture
def limited(settings):
    """Set limits in dollars."""

    def limit(**dollars: str) -> None:
        update = {f"llm_{span}_spend_limit": Decimal(amount) for span, amount in dollars.items()}
        settings.ENV = settings.ENV.model_copy(update=update)

    return limit


def buy(model: str = "gpt-5-mini") -> None:
    with spending.paid(model, MOST) as meter:
        meter(USED)


def test_the_most_it_can_cost_stands_in_the_ledger_before_it_is_made_and_what_it_did_cost_after():
    with spending.paid("gpt-5-mini", MOST) as meter:
        assert ModelCall.objects.get().cost == DEAREST
        meter(USED)
    row = ModelCall.objects.get()
    assert (row.cost, row.input_tokens, row.cached_tokens, row.output_tokens) == (COST, 300, 100, 60)
    assert row.answered


def test_a_version_of_a_model_costs_what_the_model_does():
    assert usage.cost("gpt-5-mini-2025-08-07", USED) == COST


@pytest.mark.parametrize(
    ("category", "used", "counts_for"),
    [
        (ErrorCategory.PROVIDER_FAULT, None, Decimal(0)),
        (ErrorCategory.RATE_LIMIT, None, Decimal(0)),
        (ErrorCategory.BAD_ANSWER, USED, COST),
        (ErrorCategory.BAD_ANSWER, None, DEAREST),
        (ErrorCategory.UNCERTAIN, None, DEAREST),
    ],
    ids=["it failed", "it refused", "its answer was of no use", "nobody knows what that took", "it never came back"],
)
def test_a_call_that_failed_counts_for_what_it_may_have_cost(category, used, counts_for):
    with suppress(ProviderError), spending.paid("gpt-5-mini", MOST) as meter:
        if used:
            meter(used)
        raise ProviderError(category, "as it happens")
    row = ModelCall.objects.get()
    assert (row.cost, row.answered) == (counts_for, False)


@pytest.mark.parametrize(("span", "over"), [("hourly", 3_601), ("daily", 86_401)])
def test_a_limit_holds_for_any_span_of_time_and_not_by_the_clock(limited, span, over):
    limited(**{span: "0.005"})
    with time_machine.travel("2026-11-21T08:59:00Z", tick=False) as clock:
        with pytest.raises(RuntimeError), spending.paid("gpt-5-mini", MOST):
            raise RuntimeError("the worker died")
        for seconds in (120, over - 122):
            clock.shift(seconds)
            with pytest.raises(ProviderError) as caught:
                buy()
            assert (caught.value.category, caught.value.code) == (ErrorCategory.QUOTA, spending.OVER_LIMIT)
        clock.shift(2)
        buy()
    assert ModelCall.objects.count() == 2


def test_a_limit_of_nothing_lets_nothing_through(limited):
    limited(daily="0")
    with pytest.raises(ProviderError):
        buy()
    assert not ModelCall.objects.exists()


def test_a_model_without_a_price_is_asked_only_where_there_is_no_limit(limited):
    buy("somebody-elses")
    assert ModelCall.objects.get().cost is None
    limited(hourly="100")
    with pytest.raises(ProviderError) as caught:
        buy("somebody-elses")
    assert caught.value.code == spending.NO_PRICE


def test_a_limit_that_could_not_be_held_stops_the_start_and_says_what_to_set(limited, settings):
    settings.LLM_MODELS = ["gpt-5", "somebody-elses"]
    call_command("check", stderr=StringIO())
    limited(hourly="100")
    with pytest.raises(SystemCheckError, match=r"somebody-elses has no price(.|\n)*LLM_PRICES"):
        call_command("check", stderr=StringIO())


@pytest.mark.parametrize("gone", [OperationalError("the server is gone"), InterfaceError("connection already closed")])
@pytest.mark.parametrize("capped", [False, True])
def test_without_the_ledger_models_are_asked_only_where_there_is_no_limit(limited, monkeypatch, capped, gone):
    def refuse(*_: object, **__: object) -> None:
        raise gone

    monkeypatch.setattr(ModelCall, "save", refuse)
    if not capped:
        buy()
        return
    limited(hourly="100")
    with pytest.raises(ProviderError) as caught:
        buy()
    assert caught.value.code == spending.NO_LEDGER
