"""Waiting for the reply to a turn of a call, without keeping anything busy meanwhile."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import ParamSpec, TypeVar

from asgiref.sync import sync_to_async
from django.db import Error, connections

from channels_voice.payloads import CHANNEL, turn_id
from receptionist import wiring
from receptionist.models import InboundMessage, InboundStatus
from receptionist.sending import outbox
from receptionist.sending.outbox import Spoken

log = logging.getLogger(__name__)

#: Seconds between two looks at the reply: quick at first, since most replies take a tenth of a second.
_FIRST_PAUSE = 0.05
_LONGEST_PAUSE = 0.15

_P = ParamSpec("_P")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of a turn before it is answered."""

    status: InboundStatus
    #: Two letters.
    language: str
    #: None where no business could be found.
    business_id: int | None


#: Where the database could not say more.
UNKNOWN = Situation(InboundStatus.PENDING, "en", None)


def find(call_sid: str, turn: int) -> int | None:
    """Find the message of one turn of a call."""
    rows = InboundMessage.objects.filter(channel=CHANNEL, call_id=turn_id(call_sid, turn))
    return rows.values_list("pk", flat=True).first()


def situation(message_id: int) -> Situation:
    """Look a turn up."""
    message = InboundMessage.objects.select_related("conversation__business").get(pk=message_id)
    status, conversation = InboundStatus(message.status), message.conversation
    if conversation is None:
        return Situation(status, "en", None)
    language = conversation.state.get("language", conversation.business.language)
    return Situation(status, language, conversation.business_id)


def words_to_expect(business_id: int) -> list[str]:
    """List the names of what can be booked, with whom and where: the words a recogniser is most likely to miss."""
    calendar = wiring.calendar()
    words = [word for service in calendar.services(business_id) for word in (service.name, *service.aliases)]
    words += [who.name for who in calendar.staff(business_id)]
    locations = calendar.locations(business_id)
    # An only location is named by nobody.
    return words + [word for each in locations for word in (each.name, *each.aliases) if len(locations) > 1]


async def wait_for_reply(message_id: int, seconds: float) -> Spoken | None:
    """Wait for the reply to a turn and claim it; None when it is not there in time."""
    deadline, pause = monotonic() + seconds, _FIRST_PAUSE
    while True:
        spoken = await ask(outbox.claim_spoken, message_id)
        remaining = deadline - monotonic()
        if spoken is not None or remaining <= 0:
            return spoken
        await asyncio.sleep(min(pause, remaining))
        pause = min(pause * 1.5, _LONGEST_PAUSE)


async def ask(question: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T | None:
    """Run a selector in a thread; None when the database does not answer, since the caller still waits for words."""
    try:
        return await run(question, *args, **kwargs)
    except Error as error:
        log.warning("the database did not answer during a call (%s)", type(error).__name__)
        return None


async def run(function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """Run something that uses the database in a thread, and give its connection back to the pool at once.

    Django returns a connection when the request ends. A call that waits seconds for its reply would hold one all
    the while: once as many calls wait as the pool has connections, no other call in this process gets one to be
    stored with, and each of them runs into its own deadline. Between two looks a waiting call holds none,
    only the idle thread that Django keeps for every request under ASGI.
    """

    def and_give_back() -> _T:
        try:
            return function(*args, **kwargs)
        finally:
            for connection in connections.all(initialized_only=True):
                if (
                    not connection.in_atomic_block
                ):  # a transaction around a whole request, or a test, is not ours to end
                    connection.close()

    return await sync_to_async(and_give_back)()
