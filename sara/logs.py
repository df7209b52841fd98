"""Logs: one JSON object a line, without secrets and without what customers say."""

from __future__ import annotations

import logging
import re
from typing import Any, Literal

#: Phone numbers, e-mail addresses and the tokens of our providers: an id is enough to find the row.
_PRIVATE = re.compile(
    r"""(?P<email>[\w.+-]+@[\w-]+\.[\w.]+)
      | (?P<phone>\+\d[\d\s().-]{6,}\d)
      | (?P<token>\b(?:sk-[\w-]{16,}|EAA\w{16,}|Bearer\s+\S+|postgres(?:ql)?://\S+|rediss?://\S*@\S+))""",
    re.VERBOSE,
)


class Redact(logging.Filter):
    """Strike personal data and secrets from a line, whoever wrote it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the message in place; keeps every record."""
        record.msg = redact(record.getMessage())
        record.args = None
        if record.exc_info and not record.exc_text:
            record.exc_text = redact(logging.Formatter().formatException(record.exc_info))
        return True


def redact(text: str) -> str:
    """Replace e-mail addresses, phone numbers and secrets by the kind of thing they were."""
    return _PRIVATE.sub(lambda match: f"[{match.lastgroup}]", text)


def config(*, level: str, style: Literal["json", "text"]) -> dict[str, Any]:
    """Make Django's LOGGING setting."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"redact": {"()": "sara.logs.Redact"}},
        "formatters": {
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
            },
            "text": {"format": "%(asctime)s %(levelname)-7s %(name)s: %(message)s"},
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": style, "filters": ["redact"]}},
        "root": {"handlers": ["stderr"], "level": level},
        # One line a request is the web server's business; Django repeats what we log ourselves.
        "loggers": {
            "httpx": {"level": "WARNING"},
            "twilio": {"level": "WARNING"},
            "googleapiclient": {"level": "ERROR"},
        },
    }
