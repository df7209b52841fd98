"""Calls that wait for a worker, served as the ASGI process serves them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from time import monotonic
from typing import Any, cast

import pytest
from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.db import OperationalError, connections
from django.db.backends.postgresql.base import DatabaseWrapper

from receptionist.models import AuditEvent, Business, InboundMessage, OutboundMessage
from receptionist.sending import outbox
from tests.channels_voice.asgi import Answer, post_all
from tests.channels_voice.conftest import START, fields, said, tags
from tests.channels_voice.fakes import Worker

pytestmark = pytest.mark.django_db(transaction=True)

CALL = fields("speech")["CallSid"]
CALLERS = 30
POOL = 3


@pytest.fixture(autouse=True)
def _patient(settings: Any) -> None:
    settings.ENV = settings.ENV.model_copy(update={"voice_reply_deadline": 8.0})


@pytest.fixture
def small_pool(business: Business, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leave fewer connections than calls, and give up on one after a second."""
    database = cast(DatabaseWrapper, connections["default"])
    pool = database.settings_dict["OPTIONS"]["pool"]
    for limit, value in {"max_size": POOL, "timeout": 1}.items():
        monkeypatch.setitem(pool, limit, value)
    connections.close_all()
    database.close_pool()
    yield
    connections.close_all()
    database.close_pool()


def start_calls(how_many: int) -> list[Answer]:
    return post_all([(START, "call_started", {"CallSid": f"CA{number:032x}"}) for number in range(how_many)])


def test_a_turn_waits_for_the_worker_and_then_says_its_reply(business: Business) -> None:
    with Worker(delay=0.3):
        began = monotonic()
        (answer,) = post_all([(f"{START}turn/?turn=1", "speech", {})])
    assert said(answer) == "You said I need a haircut tomorrow at ten."
    assert 0.3 <= monotonic() - began < 4


def test_a_turn_gives_up_waiting_at_its_deadline(business: Business, settings: Any) -> None:
    settings.ENV = settings.ENV.model_copy(update={"voice_reply_deadline": 0.4})
    began = monotonic()
    (answer,) = post_all([(f"{START}turn/?turn=1", "speech", {})])
    assert 0.4 <= monotonic() - began < 2
    assert tags(answer) == ["Say", "Redirect"]


def test_the_same_turn_twenty_times_at_once_is_one_event_with_one_answer(business: Business) -> None:
    with Worker(delay=0.2):
        answers = post_all([(f"{START}turn/?turn=1", "speech", {})] * 20)
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert said(answers[0]) == "You said I need a haircut tomorrow at ten."
    assert InboundMessage.objects.count() == 1
    assert OutboundMessage.objects.count() == 1
    assert AuditEvent.objects.filter(kind="reply.sent").count() == 1


def test_a_wait_that_kept_its_connection_would_starve_the_others(small_pool: None) -> None:
    """The danger is real: the same looks at a reply, without giving the connection back in between."""

    async def greedy() -> None:
        async with ThreadSensitiveContext():
            try:
                for _ in range(15):
                    await sync_to_async(outbox.claim_spoken)(0)
                    await asyncio.sleep(0.1)
            finally:
                await sync_to_async(connections.close_all)()

    async def together() -> list[BaseException | None]:
        return await asyncio.gather(*(greedy() for _ in range(CALLERS)), return_exceptions=True)

    starved = [error for error in asyncio.run(together()) if isinstance(error, OperationalError)]
    assert len(starved) >= CALLERS - 2 * POOL


def test_thirty_calls_wait_at_once_on_three_connections_and_none_starves(small_pool: None) -> None:
    with Worker(delay=0.02):
        answers = start_calls(CALLERS)
    assert [said(answer) for answer in answers] == ["You said call_started."] * CALLERS
