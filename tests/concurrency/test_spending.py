"""However many ask at once, language models never cost more than the limits say."""

from __future__ import annotations

import time
from contextlib import suppress
from decimal import Decimal
from random import Random
from threading import Barrier, BrokenBarrierError, Event

import pytest
from django.db import transaction
from django.db.models import Sum

from receptionist.errors import ErrorCategory, ProviderError
from receptionist.language_models import spending
from receptionist.models import ModelCall
from receptionist.usage import Tokens
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 50
#: A dollar for a million tokens of any kind, so that a million tokens are a dollar.
PRICES = {"m": (Decimal(1), Decimal(1), Decimal(1))}


def _total() -> Decimal:
    return ModelCall.objects.aggregate(total=Sum("cost"))["total"] or Decimal(0)


@pytest.fixture(autouse=True)
def _prices(settings) -> None:
    settings.LLM_PRICES = PRICES


def test_fifty_at_once_get_what_the_limit_holds_and_not_a_call_more(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    # Fifty threads on a slow machine: who is out of patience is not counted here.
    monkeypatch.setattr(spending, "PATIENCE", 60)
    settings.ENV = settings.ENV.model_copy(update={"llm_hourly_spend_limit": Decimal("0.017")})

    def call(_: int) -> bool:
        with suppress(ProviderError), spending.paid("m", Tokens(input=600, output=400)):
            return True
        return False

    assert sum(at_once(THREADS, call)) == 17
    assert _total() == Decimal("0.017")


def test_it_is_the_lock_that_holds_them_back(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ENV = settings.ENV.model_copy(update={"llm_hourly_spend_limit": Decimal("0.001")})
    looks, both_looked = spending._refuse_above_limits, Barrier(2)
    # The second cannot come while the first waits for it; without the lock it comes, however slow the machine is.
    patience = 0.5

    def look_and_wait(row: ModelCall) -> None:
        looks(row)
        with suppress(BrokenBarrierError):
            both_looked.wait(timeout=patience)

    def call(_: int) -> None:
        with suppress(ProviderError), spending.paid("m", Tokens(input=1_000, output=0)):
            pass

    monkeypatch.setattr(spending, "_refuse_above_limits", look_and_wait)
    at_once(2, call)
    assert _total() == Decimal("0.001")
    ModelCall.objects.all().delete()
    both_looked.reset()
    patience = 30
    monkeypatch.setattr(spending, "_lock", lambda: None)
    at_once(2, call)
    assert _total() == Decimal("0.002")


@pytest.mark.parametrize("seed", range(6))
def test_whatever_they_ask_for_and_however_it_ends_the_cap_holds_at_every_moment(settings, seed: int) -> None:
    chance = Random(seed)
    cap = Decimal(chance.randrange(2_000, 60_000)) / 1_000_000
    day = cap * chance.choice([Decimal("0.5"), Decimal(1), Decimal(2)])
    limits = {"llm_hourly_spend_limit": cap, "llm_daily_spend_limit": day}
    settings.ENV = settings.ENV.model_copy(update=limits)
    plans = [(chance.randrange(1, 4_000), chance.random(), chance.choice([*ErrorCategory, None])) for _ in range(100)]
    seen: list[Decimal] = []

    def call(number: int) -> None:
        for most, share, ends in (plans[number], plans[number + THREADS]):
            with suppress(ProviderError), spending.paid("m", Tokens(input=most, output=0)) as meter:
                seen.append(_total())
                if share < 0.8:
                    meter(Tokens(input=round(most * share), output=0))
                if ends is not None:
                    raise ProviderError(ends, "as it happens")
            seen.append(_total())

    at_once(THREADS, call)
    assert max(seen) <= min(cap, day)
    assert max(seen) > 0, "somebody was let through"


def test_whoever_holds_the_ledger_for_long_costs_nobody_more_than_a_second(settings) -> None:
    settings.ENV = settings.ENV.model_copy(update={"llm_hourly_spend_limit": Decimal(1)})
    held, tried = Event(), Event()

    def call(number: int) -> str:
        if number == 0:
            with transaction.atomic():
                spending._lock()
                held.set()
                tried.wait(60)
            return "held"
        held.wait(60)
        started = time.monotonic()
        try:
            with spending.paid("m", Tokens(input=1, output=0)):
                return "let through"
        except ProviderError as error:
            return error.code if time.monotonic() - started < 30 else "too late"
        finally:
            tried.set()

    assert at_once(2, call) == ["held", spending.NO_LEDGER]
    assert not ModelCall.objects.exists()


def test_a_worker_that_dies_between_reserving_and_settling_leaves_the_most_it_can_have_cost(settings) -> None:
    settings.ENV = settings.ENV.model_copy(update={"llm_hourly_spend_limit": Decimal("0.001")})
    # As after kill -9: the reservation was committed by itself, and nothing of what follows has run.
    spending._reserve("m", Decimal("0.001"))
    with pytest.raises(ProviderError), spending.paid("m", Tokens(input=1, output=0)):
        pass
    assert _total() == Decimal("0.001")
