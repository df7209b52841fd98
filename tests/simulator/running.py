"""Sara as she runs: a web server on a port of its own and a Celery worker on a real broker, in this process."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest
from celery.contrib.testing.worker import start_worker
from pydantic import AnyHttpUrl
from pytest_django.live_server_helper import LiveServer

from sara.celery import app
from simulator import background, demo, reports
from simulator.customers import create
from simulator.models import SimulatedPhone

T = TypeVar("T")


@dataclass(frozen=True)
class Sara:
    """A running Sara with the demo business, and one customer's phone."""

    url: str
    phone: SimulatedPhone


@pytest.fixture
def sara(
    transactional_db: None, live_server: LiveServer, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Sara]:
    """Start everything that `make run` starts, but for the scheduler."""
    monkeypatch.setattr(reports, "_STEPS", {"sent": 0.1, "delivered": 0.2, "read": 0.3})
    url = f"http://127.0.0.1:{live_server.thread.port}"
    carrier = AnyHttpUrl(f"{url}/simulator/carrier")
    settings.ENV = settings.ENV.model_copy(
        update={"port": live_server.thread.port, "twilio_api_base_url": carrier, "meta_graph_base_url": carrier}
    )
    demo.load()
    app.control.purge()
    with start_worker(app, pool="threads", concurrency=2, queues=["default", "voice"], perform_ping_check=False):
        yield Sara(url, create())
        # The carrier's last news must not find the server and its rows gone.
        background.finish()


def eventually(look: Callable[[], T | None], seconds: float = 15) -> T:
    """Look again and again until there is something; fails when there is nothing in time."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)
    return found
