"""Celery beat on its own: it rings by name and needs neither Django nor the database, nor their memory."""

from __future__ import annotations

from celery import Celery

from sara.env import BASE_DIR, load, require_servers
from sara.schedule import SCHEDULE

ENV = load()
require_servers(ENV)

app = Celery("beat", broker=ENV.broker_url)
app.conf.beat_schedule = SCHEDULE
app.conf.beat_schedule_filename = str(BASE_DIR / "var" / "beat-schedule")
app.conf.task_default_queue = "default"
app.conf.broker_connection_retry_on_startup = True
