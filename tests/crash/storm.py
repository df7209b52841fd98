"""The storm: customers write, and meanwhile Sara's processes are killed and put to sleep at random moments."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import cycle
from random import Random

from django.db.models import QuerySet
from django.utils import timezone

from receptionist.domain.messages import DeliveryStatus
from receptionist.models import Conversation, InboundMessage, InboundStatus, OutboundMessage
from tests.bench.wire import Carrier
from tests.crash.bell import Bell
from tests.crash.clock import five_minutes_pass
from tests.crash.customers import SPREAD, Text, conversations, send_all
from tests.crash.processes import Processes
from tests.fakes.twilio import FakeTwilio

#: Seconds the carrier takes to answer, once it has taken a reply: who is killed meanwhile leaves a doubt.
_ANSWER, _LONG_ANSWER = 0.05, 0.4
#: Seconds for what takes a fraction of one on an idle machine, a restart included.
PATIENCE = 120.0


class Storm:
    """One storm over one salon; afterwards everything in it can be looked at."""

    def __init__(self, processes: Processes, twilio: FakeTwilio, bell: Bell, seed: int) -> None:
        self.processes, self.twilio, self._bell, self._seed = processes, twilio, bell, seed
        self._chance = Random(seed)
        self.rounds = conversations(self._chance)
        #: Conversations whose worker was taken away in the middle of a turn, and replies whose was at the carrier.
        self.broken_turns: set[int] = set()
        self.broken_sendings: set[int] = set()
        self._sending: Future[None] = Future()
        #: Whether the next worker is struck with a reply at the carrier, or else with a turn under way: by turns.
        self._at_the_carrier = cycle([True, False])
        self.twilio.dawdles = _ANSWER

    @property
    def texts(self) -> list[Text]:
        """Return all messages of all customers."""
        return [text for texts in self.rounds for text in texts]

    def told(self) -> str:
        """Tell what is needed to understand a failure, and to see the same storm again."""
        beginning = self.processes.said()[:20_000]
        return f"Run pytest with --randomly-seed={self._seed} to see this storm again.\n{beginning}"

    def rage(self) -> None:
        """Let the customers write and the processes die, then let what is left come to rest."""
        strikes: list[list[Callable[[], None]]] = [
            [self._kill_web, self._kill_worker],
            [self._put_worker_to_sleep, self._kill_worker],
            [self._kill_web, self._kill_worker_and_lose_the_broker],
        ]
        self.processes.start("web")
        self.processes.start("worker")
        with self._bell.ringing(), ThreadPoolExecutor(1) as phones:
            for texts, befalls in zip(self.rounds, strikes, strict=True):
                self._sending = phones.submit(asyncio.run, send_all(self._line(), texts))
                for strike in self._chance.sample(befalls, len(befalls)):
                    strike()
                self._sending.result()
                # Before the customers write again: rings that were lost are made up for once messages are of age.
                five_minutes_pass()
                assert wait_until(_is_at_rest, PATIENCE), "something never came to rest"

    def _line(self) -> Carrier:
        url = f"http://127.0.0.1:{self.processes.port}/webhooks/sms/twilio/"
        return Carrier(url, self.twilio.auth_token, self.twilio.account_sid, "+15005550006")

    def _kill_web(self) -> None:
        time.sleep(self._chance.uniform(0, SPREAD))
        self.processes.kill("web")
        self.processes.start("web")

    def _kill_worker(self) -> None:
        self._surprise_the_worker(self.processes.kill)
        self.processes.start("worker")

    def _kill_worker_and_lose_the_broker(self) -> None:
        self._surprise_the_worker(self.processes.kill)
        self._bell.forget()
        self.processes.start("worker")

    def _put_worker_to_sleep(self) -> None:
        """Let a worker sleep through its leases and claims, and wake beside its successor."""
        self._surprise_the_worker(self.processes.pause)
        self.processes.start("worker")
        asked = self.twilio.requests
        # The successor may have to wait for what the sleeper holds.
        wait_until(lambda: self.twilio.requests > asked, 4)
        self.processes.resume("worker")

    def _surprise_the_worker(self, befalls: Callable[[str], None]) -> None:
        """Take the worker away while it works; until there is another, its leases and claims come to their end."""
        asked, at_the_carrier = self.twilio.requests, next(self._at_the_carrier)
        # Else a slow machine is hardly ever there: all its time goes into what comes before.
        self.twilio.dawdles = _LONG_ANSWER if at_the_carrier else _ANSWER

        def now_or_never() -> bool:
            in_the_middle = self.twilio.requests > asked if at_the_carrier else bool(_thinking())
            return in_the_middle or (self._sending.done() and _is_at_rest())

        assert wait_until(now_or_never, PATIENCE), "the worker did not begin to work"
        if at_the_carrier:
            time.sleep(self._chance.uniform(0, _LONG_ANSWER / 2))
        befalls("worker")
        self.twilio.dawdles = _ANSWER
        self.broken_sendings |= _sendings().keys()
        self.broken_turns |= _thinking()
        five_minutes_pass()


def _thinking() -> set[int]:
    """Return the conversations that a worker holds and in which nothing is being sent."""
    held = Conversation.objects.filter(lease_until__gt=timezone.now())
    return set(held.values_list("pk", flat=True)) - set(_sendings().values())


def _sendings() -> dict[int, int]:
    """Return the replies that are at the carrier, each with its conversation."""
    return dict(_unsettled().filter(status=DeliveryStatus.SENDING).values_list("pk", "conversation_id"))


def _unsettled() -> QuerySet[OutboundMessage]:
    return OutboundMessage.objects.filter(status__in=[DeliveryStatus.QUEUED, DeliveryStatus.SENDING])


def _is_at_rest() -> bool:
    return not (InboundMessage.objects.filter(status=InboundStatus.PENDING).exists() or _unsettled().exists())


def wait_until(condition: Callable[[], bool], within: float) -> bool:
    """Look again and again; returns whether it became true in time."""
    deadline = time.monotonic() + within
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True
