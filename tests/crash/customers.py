"""Customers of a carrier that repeats what was not acknowledged, with the same MessageSid, until it is."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from tests.bench.wire import Carrier, Line
from tests.fakes.twilio import sid_of

CUSTOMERS = 20
QUESTION = "Where can I park?"
#: Seconds over which the messages of one round are spread.
SPREAD = 0.4

#: Seconds within which a message must be acknowledged, whatever is killed meanwhile and however slow the machine is.
_PATIENCE = 120.0
#: Seconds between two attempts. A real carrier pauses longer; a storm is short.
_PAUSE = 0.1


@dataclass
class Text:
    """One message of a customer, and how it fared on the way to us."""

    sid: str
    sender: str
    words: str
    #: Seconds after the others of its round began.
    after: float = 0.0
    #: Acknowledgements that get lost on the way back: the carrier knows of none, we have the row.
    lost_acks: int = 0
    attempts: int = 0


def conversations(chance: Random) -> list[list[Text]]:
    """Write what the customers will say: a question, a booking that somebody else wants too, and whatever follows."""
    rounds: list[list[Text]] = [[], [], []]
    for customer in range(CUSTOMERS):
        day = next_week() + timedelta(days=customer % 2)
        booking = f"this is Bea Stone, book a haircut on {day:%-d %B} at {9 + customer % 5}:00"
        last = chance.choice(("the first one please", QUESTION))
        for number, words in enumerate((QUESTION, booking, last)):
            text = Text(sid_of("SM", f"{customer}/{number}"), f"+4477009001{customer:02}", words)
            text.after = chance.uniform(0, SPREAD)
            text.lost_acks = int(chance.random() < 0.2)
            rounds[number].append(text)
    return rounds


def next_week() -> date:
    """Return a Monday that is at least a week away: the processes of the storm live in real time."""
    today = datetime.now(UTC).date()
    return today + timedelta(days=14 - today.weekday())


async def send_all(carrier: Carrier, texts: Sequence[Text]) -> None:
    """Post the texts of a round, each at its moment; raises TimeoutError when one is not acknowledged in time."""
    await asyncio.gather(*(_insist(carrier, text) for text in texts))


async def _insist(carrier: Carrier, text: Text) -> None:
    request, line = carrier.message(text.sender, text.words, text.sid), Line(carrier.url)
    await asyncio.sleep(text.after)
    deadline = time.monotonic() + _PATIENCE
    while not await _is_acknowledged(line, request, text):
        if time.monotonic() > deadline:
            raise TimeoutError(f"{text.sid} was not acknowledged in {text.attempts} attempts")
        await asyncio.sleep(_PAUSE)
    line.close()


async def _is_acknowledged(line: Line, request: bytes, text: Text) -> bool:
    text.attempts += 1
    try:
        status = await asyncio.wait_for(line.post(request), timeout=5)
    except (OSError, EOFError, TimeoutError):
        return False  # killed before it could answer, or not up again yet
    assert status in {200, 503}, f"the webhook answered {status}"
    if status == 200 and text.lost_acks:
        text.lost_acks -= 1
        return False
    return status == 200
