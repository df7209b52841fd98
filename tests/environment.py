"""The environment every test runs in: the demo's, whatever a developer's shell, .env or var/sara.env says."""

from __future__ import annotations

import os

from sara.env import Environment

#: What a test machine may choose: its servers. All else is fixed, so that a test means the same everywhere.
_FROM_OUTSIDE = {"database_url", "redis_url"}

FIXED = {
    "SARA_DEMO": "1",
    "DJANGO_SECRET_KEY": "a-key-for-tests-only-0123456789-abcdefghijklmnopqrstuvwxyz",
    "LOG_FORMAT": "text",
    "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1],testserver",
    # Redis outlives a test: what one model answered there must not answer for another.
    "LLM_CACHE_HOURS": "0",
    "TWILIO_ACCOUNT_SID": "AC" + "0123456789abcdef" * 2,
    "TWILIO_AUTH_TOKEN": "fedcba9876543210" * 2,
    "TWILIO_PHONE_NUMBER": "+15005550006",
    "WHATSAPP_ACCESS_TOKEN": "EAAtests",
    "WHATSAPP_PHONE_NUMBER_ID": "106540352242922",
    "WHATSAPP_VERIFY_TOKEN": "verify-me",
    "WHATSAPP_APP_SECRET": "0123456789abcdef" * 2,
    # Nothing listens there: a test that sends starts a fake and says so in its settings.
    "TWILIO_API_BASE_URL": "http://127.0.0.1:9",
    "META_GRAPH_BASE_URL": "http://127.0.0.1:9",
}


def prepare() -> None:
    """Make ``os.environ`` that of a test; call before Django's settings are read, in child processes too."""
    Environment.model_config["env_file"] = None
    for name in Environment.model_fields:
        if name not in _FROM_OUTSIDE:
            os.environ.pop(name.upper(), None)
    os.environ.update(FIXED)
    _own_redis()


def _own_redis() -> None:
    """Give each xdist worker a Redis database of its own: the one asked for, plus the worker's number."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    url = os.environ.get("REDIS_URL", "")
    if not worker or not url or os.environ.get("SARA_TEST_REDIS_SHIFTED") == worker:
        return
    base, _, number = url.rpartition("/")
    if not number.isdigit():
        base, number = url.rstrip("/"), "0"
    os.environ["REDIS_URL"] = f"{base}/{int(number) + int(worker.removeprefix('gw'))}"
    os.environ["SARA_TEST_REDIS_SHIFTED"] = worker
