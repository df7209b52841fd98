"""The loads: messages as fast as they are acknowledged, and customers who each wait for their answer."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.bench.carrier import ReplyDesk
from tests.bench.wire import Carrier, Line

TEXTS = (
    "Hi, do you have anything tomorrow afternoon?",
    "What are your opening hours?",
    "I'd like to book an appointment on Friday at 10",
    "Where can I park?",
    "thanks!",
)
#: A reply that takes longer is counted as lost.
PATIENCE = 30.0


@dataclass
class Measured:
    """Durations in seconds and what went wrong, over ``seconds`` of wall clock."""

    durations: list[float] = field(default_factory=list)
    wrong: int = 0
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Successes a second."""
        return len(self.durations) / self.seconds if self.seconds else 0.0

    def percentile(self, percent: int) -> float:
        """Return a percentile of the durations, in milliseconds."""
        if len(self.durations) < 2:
            return float("nan")
        return statistics.quantiles(self.durations, n=100)[percent - 1] * 1000


async def acknowledge(carrier: Carrier, connections: int, messages: int) -> Measured:
    """Post distinct messages of distinct senders over so many connections; measure until each is acknowledged."""
    requests = [carrier.message(f"+1415{number:07}", TEXTS[number % len(TEXTS)]) for number in range(messages)]
    waiting = iter(requests)
    measured = Measured()
    started = time.perf_counter()
    await asyncio.gather(*(_post_all(carrier.url, waiting, measured) for _ in range(connections)))
    measured.seconds = time.perf_counter() - started
    return measured


async def _post_all(url: str, waiting: Iterator[bytes], measured: Measured) -> None:
    line = Line(url)
    for request in waiting:
        began = time.perf_counter()
        status = await line.post(request)
        if status == 200:
            measured.durations.append(time.perf_counter() - began)
        else:
            measured.wrong += 1
    line.close()


async def converse(
    carrier: Carrier, desk: ReplyDesk, senders: int, messages_each: int, number: Callable[[int], str]
) -> Measured:
    """Let customers write, wait for the reply at the carrier, and write again; measure from writing to reply."""
    measured = Measured()
    started = time.perf_counter()
    await asyncio.gather(
        *(_one_customer(carrier, desk, number(sender), messages_each, measured) for sender in range(senders))
    )
    measured.seconds = time.perf_counter() - started
    return measured


async def _one_customer(carrier: Carrier, desk: ReplyDesk, number: str, messages: int, measured: Measured) -> None:
    line = Line(carrier.url)
    for turn in range(messages):
        request = carrier.message(number, TEXTS[turn % len(TEXTS)])
        began = time.perf_counter()
        status = await line.post(request)
        try:
            arrived = await desk.next_reply(number, PATIENCE)
        except TimeoutError:
            measured.wrong += 1
            continue
        if status == 200:
            measured.durations.append(arrived - began)
        else:
            measured.wrong += 1
    line.close()
