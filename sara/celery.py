"""The Celery app: a doorbell for rows that wait in the database."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any

from celery import Celery, signals
from django.conf import settings
from django.utils import timezone

from sara.env import require_servers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sara.settings")

app = Celery("sara")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# Web servers answer on threads of their own; without this a signature rung there would find no broker.
app.set_default()


@signals.setup_logging.connect
def log_as_django_does(**_: Any) -> None:
    """Keep Celery from a set-up of its own: its lines are redacted and at LOG_LEVEL like all others."""


@signals.celeryd_init.connect
def refuse_to_start_without_servers(**_: Any) -> None:
    """Exit, naming what is missing, before a worker begins."""
    require_servers(settings.ENV)


@signals.worker_init.connect
def load_what_the_first_message_needs(**_: Any) -> None:
    """Load now what is loaded on first use, so that no customer waits for it."""
    from receptionist import wiring  # noqa: PLC0415 - settings import this module: apps are not ready before
    from receptionist.ports import Utterance  # noqa: PLC0415
    from receptionist.understanding.chain import understand  # noqa: PLC0415

    hello = Utterance(text="hello", now=timezone.now(), timezone="UTC", channel="")
    understand(hello, wiring.readers()[-1:])
    import_module("twilio.rest")
    import_module("knowledge_base.searching.search").warm_up()


@signals.heartbeat_sent.connect
def touch_heartbeat_file(**_: Any) -> None:
    """Show a liveness probe that this worker's loop still turns."""
    if path := settings.ENV.worker_heartbeat_file:
        path.touch()
