"""Celery beat on its own: it rings by name and needs neither Django nor the database, nor their memory."""

from __future__ import annotations

from logging.config import dictConfig
from typing import Any

from celery import Celery, signals

from sara import logs
from sara.broker import IMPATIENCE
from sara.env import load, require_servers
from sara.schedule import SCHEDULE

ENV = load()
require_servers(ENV, "redis_url")

app = Celery("beat", broker=ENV.broker_url)
app.conf.beat_schedule = SCHEDULE
# Beat's usual scheduler remembers on disk when it last rang; seconds later it rings anyway, and a file can break.
app.conf.beat_scheduler = "celery.beat:Scheduler"
app.conf.task_default_queue = "default"
app.conf.broker_connection_retry_on_startup = True
app.conf.broker_transport_options = IMPATIENCE


@signals.setup_logging.connect
def log_like_the_others(**_: Any) -> None:
    """Write lines as every other process does, where Celery would write them in its own way."""
    dictConfig(logs.config(level=ENV.log_level, style=ENV.log_format))
