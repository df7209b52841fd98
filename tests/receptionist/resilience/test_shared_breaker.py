"""What one worker found out of a provider, all go by; and each by its own while Redis is down."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from pydantic import RedisDsn

from receptionist.resilience import shared_redis
from receptionist.resilience.breaker import Breaker
from receptionist.resilience.shared_breaker import SharedBreaker
from tests.at_once import at_once

NAME = "a-model-of-the-tests"


@pytest.fixture(autouse=True)
def _as_new(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(shared_redis, "_breaker", Breaker(failures=1, rest=60.0))
    SharedBreaker(NAME).succeeded()
    yield
    SharedBreaker(NAME).succeeded()


@pytest.fixture
def redis_is_down(settings) -> Iterator[None]:
    with socket.socket() as taken:
        # Bound so that nobody else gets the port, and not listening.
        taken.bind(("127.0.0.1", 0))
        nowhere = RedisDsn(f"redis://127.0.0.1:{taken.getsockname()[1]}/0")
        settings.ENV = settings.ENV.model_copy(update={"redis_url": nowhere})
        yield


def test_what_one_worker_found_out_spares_the_others() -> None:
    one, other = SharedBreaker(NAME, failures=2), SharedBreaker(NAME, failures=2)
    one.failed()
    assert other.allows()
    other.failed()
    assert [one.allows(), other.allows(), SharedBreaker(NAME, failures=2).allows()] == [False] * 3
    other.succeeded()
    assert [one.allows(), other.allows()] == [True, True]


def test_a_model_that_fails_three_times_in_another_process_rests_in_this_one_until_it_answers_there() -> None:
    def elsewhere(act: str) -> None:
        program = (
            "import tests.settings, django; django.setup(); "
            "from receptionist.resilience.shared_breaker import SharedBreaker; "
            f"breaker = SharedBreaker({NAME!r}); {act}"
        )
        subprocess.run([sys.executable, "-c", program], check=True)

    here = SharedBreaker(NAME)
    assert here.allows()
    elsewhere("breaker.failed(); breaker.failed(); breaker.failed()")
    assert not here.allows()
    elsewhere("breaker.succeeded()")
    assert here.allows()


def test_who_names_a_time_is_left_alone_by_all_at_once_for_as_long() -> None:
    one, other = SharedBreaker(NAME), SharedBreaker(NAME)
    one.failed(60.0)
    assert [one.allows(), other.allows()] == [False, False]
    other.succeeded()
    one.failed(0.2)
    assert not other.allows()
    ends = time.monotonic() + 10
    while not other.allows() and time.monotonic() < ends:
        time.sleep(0.05)
    assert time.monotonic() < ends
    assert not one.allows(), "one tries, the others wait for what comes of it"


def test_only_failures_in_a_row_count() -> None:
    one, other = SharedBreaker(NAME, failures=2), SharedBreaker(NAME, failures=2)
    one.failed()
    other.succeeded()
    one.failed()
    assert other.allows()


def test_providers_rest_each_for_themselves() -> None:
    SharedBreaker(NAME, failures=1).failed()
    assert SharedBreaker(f"{NAME}-of-another-name").allows()


def test_of_all_workers_that_ask_at_once_after_the_rest_one_tries() -> None:
    breakers = [SharedBreaker(NAME, failures=1, rest=0.2) for _ in range(8)]
    breakers[0].failed()
    assert not breakers[1].allows()
    time.sleep(0.3)
    # A rest so long that none ends while the others are still asking.
    patient = [SharedBreaker(NAME, failures=1, rest=60.0) for _ in range(8)]
    assert sum(at_once(8, lambda number: patient[number].allows())) == 1


@pytest.mark.usefixtures("redis_is_down")
def test_without_redis_each_goes_by_its_own_and_nothing_fails() -> None:
    one, other = SharedBreaker(NAME, failures=2), SharedBreaker(NAME, failures=2)
    for breaker in (one, one, other):
        breaker.failed()
    assert [one.allows(), other.allows()] == [False, True]
    one.succeeded()
    assert one.allows()


def test_what_was_found_out_while_redis_answered_counts_when_it_does_not(settings) -> None:
    breaker = SharedBreaker(NAME, failures=1)
    breaker.failed()
    settings.ENV = settings.ENV.model_copy(update={"redis_url": None})
    assert not breaker.allows()


def test_a_redis_that_does_not_answer_is_waited_for_once(settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = RedisDsn(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        settings.ENV = settings.ENV.model_copy(update={"redis_url": url})
        breaker = SharedBreaker(NAME, failures=1)
        breaker.failed()
        started = time.monotonic()
        assert not any(breaker.allows() for _ in range(50))
        assert time.monotonic() - started < 0.4  # less than it is waited for once
