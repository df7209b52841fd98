"""Logs: one JSON object a line, without secrets and without what customers say."""

from __future__ import annotations

import logging
import re
from typing import Any, Literal

from pythonjsonlogger.json import JsonFormatter

#: Phone numbers, e-mail addresses, secret addresses and the tokens of our providers: an id is enough to find the row.
_PRIVATE = re.compile(
    r"""(?P<email>[\w.+-]+@[\w-]+\.[\w.]+)
      | (?P<phone>\+\d[\d\s().-]{6,}\d)
      | (?P<address>(?<=calendar/feed/)[\w-]+)
      | (?P<token>\b(?:sk-[\w-]{16,}|EAA\w{16,}|Bearer\s+\S+|postgres(?:ql)?://\S+|rediss?://\S*@\S+))""",
    re.VERBOSE,
)
#: All that a JSON line holds. Libraries hang more on a record (whole requests, a task's arguments): it stays out.
_TOLD = ("asctime", "levelname", "name", "message", "exc_info", "stack_info")
#: Libraries that would tell of every call they make, with its address, headers or body, or of every task.
_TALKATIVE = ("celery", "httpx", "httpx2", "httpcore", "httpcore2", "kombu", "openai", "twilio")


class Text(logging.Formatter):
    """Lines for people, redacted."""

    def format(self, record: logging.LogRecord) -> str:
        """Format, and strike out what is private, traceback included."""
        return redact(super().format(record))


class Json(JsonFormatter):
    """Lines for machines, redacted value by value."""

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        """Keep what a line is to hold, and strike out what is private, traceback included."""
        return {name: redact(str(log_data[name])) for name in _TOLD if log_data.get(name)}


def redact(text: str) -> str:
    """Replace e-mail addresses, phone numbers and secrets by the kind of thing they were."""
    return _PRIVATE.sub(lambda match: f"[{match.lastgroup}]", text)


def config(*, level: str, style: Literal["json", "text"]) -> dict[str, Any]:
    """Make Django's LOGGING setting."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "sara.logs.Json", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
            "text": {"()": "sara.logs.Text", "format": "%(asctime)s %(levelname)-7s %(name)s: %(message)s"},
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": style}},
        "root": {"handlers": ["stderr"], "level": level},
        # One line a request is the web server's business; Django repeats what we log ourselves.
        "loggers": {name: {"level": "WARNING"} for name in _TALKATIVE} | {"googleapiclient": {"level": "ERROR"}},
    }
