"""Carriers on loopback, a clock that travels, and where transcripts go."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_httpserver import HTTPServer

from sara.celery import app
from tests.fakes.meta import FakeMeta
from tests.fakes.twilio import FakeTwilio
from tests.scenarios import stage
from tests.scenarios.lines import Workers
from tests.scenarios.script import Scenario


def pytest_addoption(parser: pytest.Parser) -> None:
    """Known where tests/scenarios is named on the command line."""
    parser.addoption("--transcripts", type=Path, help="Write what was said in each scenario into this directory.")


@pytest.fixture
def twilio(httpserver: HTTPServer) -> FakeTwilio:
    return FakeTwilio(httpserver)


@pytest.fixture
def meta(httpserver: HTTPServer) -> FakeMeta:
    return FakeMeta(httpserver)


@pytest.fixture(autouse=True)
def _carriers(settings: Any, twilio: FakeTwilio, meta: FakeMeta, httpserver: HTTPServer) -> Iterator[None]:
    """Set Sara up to send to the carriers on loopback, and see that she sends them nothing the real ones refuse."""
    bases = {"twilio_api_base_url": twilio.base_url, "meta_graph_base_url": meta.base_url}
    # The worker works between two requests here: a caller is always asked for a moment, however short.
    settings.ENV = settings.ENV.model_copy(update={**bases, "voice_reply_deadline": 0.001})
    yield
    httpserver.check()


@pytest.fixture(scope="session")
def _tasks() -> None:
    """Let Celery know its tasks, as a worker does when it starts."""
    app.loader.import_default_modules()


@pytest.fixture
def workers(
    _tasks: None,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> Workers:
    """Answer every doorbell rung within the context at its end, in order: the broker is a list, the worker is us."""
    rung: deque[tuple[str, tuple[int, ...]]] = deque()
    monkeypatch.setattr(app, "send_task", lambda name, args=(), *_, **__: rung.append((name, args)))

    @contextmanager
    def work() -> Iterator[None]:
        with django_capture_on_commit_callbacks(execute=True):
            yield
        while rung:
            name, args = rung.popleft()
            with django_capture_on_commit_callbacks(execute=True):
                app.tasks[name](*args)

    return work


@pytest.fixture
def clock(scenario: Scenario) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(scenario.now.replace(tzinfo=stage.ZONE), tick=False) as traveller:
        yield traveller
