from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

from receptionist.resilience.breaker import Breaker


def test_a_breaker_opens_after_failures_in_a_row_only():
    now = [0.0]
    breaker = Breaker(failures=2, rest=10.0, clock=lambda: now[0])
    breaker.failed()
    breaker.succeeded()
    breaker.failed()
    assert breaker.allows()
    breaker.failed()
    assert not breaker.allows()


def test_a_breaker_lets_one_try_through_after_its_rest_and_closes_when_it_succeeds():
    now = [0.0]
    breaker = Breaker(failures=1, rest=10.0, clock=lambda: now[0])
    breaker.failed()
    now[0] = 10.0
    assert [breaker.allows(), breaker.allows()] == [True, False]
    breaker.succeeded()
    assert [breaker.allows(), breaker.allows()] == [True, True]


def test_who_names_a_time_is_left_alone_at_once_for_as_long():
    now = [0.0]
    breaker = Breaker(failures=3, rest=10.0, clock=lambda: now[0])
    breaker.failed(20.0)
    now[0] = 19.0
    assert not breaker.allows()
    now[0] = 20.0
    assert [breaker.allows(), breaker.allows()] == [True, False]
    breaker.failed(1.0)
    now[0] = 29.0
    assert not breaker.allows(), "who keeps failing rests no shorter than anybody else"


class _Hesitant(float):
    """A moment that, once compared, waits until somebody else has compared it as well."""

    both_looked = Barrier(2)

    def __lt__(self, other: float) -> bool:
        is_earlier = float(self) < other
        with suppress(BrokenBarrierError):
            self.both_looked.wait(timeout=0.3)
        return is_earlier


def test_of_two_threads_that_ask_at_once_after_the_rest_one_tries():
    breaker = Breaker(failures=1, rest=10.0, clock=lambda: 0.0)
    breaker.failed()
    breaker.clock = lambda: _Hesitant(10.0)
    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(lambda _: breaker.allows(), range(2))) == [False, True]
