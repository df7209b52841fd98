"""No line of a log holds what is private, whoever wrote it and in whichever form."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from sara import logs

PRIVATE = (
    "+1 (415) 555-0123",
    "+34600111222",
    "whatsapp:+14155550123",
    "maria.lopez+hair@example.co.uk",
    "/calendar/feed/AAAAAAAAAAAAAAAA0123456789abcdef0123456789abcdef.ics",
    "sk-proj-0123456789abcdefghij",
    "EAAGm0PX4ZCpsBAKZCzZBZAZC9",
    "Bearer ya29.secret",
    "postgres://sara:hunter22@db:5432/sara",
    "rediss://:hunter22@redis:6379/0",
)


@pytest.fixture(params=["json", "text"])
def log(request) -> Iterator[tuple[logging.Logger, io.StringIO]]:
    """A logger that writes in one of the two styles, and what it has written."""
    written = io.StringIO()
    config = logs.config(level="INFO", style=request.param)
    made = config["formatters"][request.param]
    handler = logging.StreamHandler(written)
    formatter = {"sara.logs.Json": logs.Json, "sara.logs.Text": logs.Text}[made["()"]]
    handler.setFormatter(formatter(made["format"]))
    logger = logging.getLogger("sara.test")
    logger.addHandler(handler)
    yield logger, written
    logger.removeHandler(handler)


def _hidden(private: str, line: str) -> bool:
    return private.removeprefix("whatsapp:") not in line and "hunter22" not in line


@pytest.mark.parametrize("private", PRIVATE)
def test_a_message_and_its_arguments_are_redacted(log, private):
    logger, written = log
    logger.warning("refused %s: %s", private, {"to": private})
    assert "refused" in written.getvalue()
    assert _hidden(private, written.getvalue())


@pytest.mark.parametrize("private", PRIVATE)
def test_a_traceback_is_redacted(log, private):
    logger, written = log
    try:
        int(f"no number: {private}")
    except ValueError:
        logger.exception("turn 3 failed")
    assert "ValueError" in written.getvalue()
    assert _hidden(private, written.getvalue())


def test_what_a_library_hangs_on_a_record_is_left_out(log):
    logger, written = log
    logger.warning("Not Found: /admin/", extra={"request": "<WSGIRequest: GET '/admin/?q=Maria'>", "status_code": 404})
    assert "Maria" not in written.getvalue()


@pytest.mark.parametrize("log", ["json"], indirect=True)
def test_a_json_line_is_one_object_with_time_level_name_and_words(log):
    logger, written = log
    logger.warning("call %s\nwith Bearer abc\" and '+34600111222'", 7)
    line = json.loads(written.getvalue())
    assert {*line} == {"asctime", "levelname", "name", "message"}
    assert (line["levelname"], line["name"]) == ("WARNING", "sara.test")
    assert written.getvalue().count("\n") == 1


@pytest.mark.parametrize("harmless", ["message 1234 of conversation 56", "HTTP 400, code 21211", "2026-03-02 10:00:00"])
def test_ids_codes_and_times_stay(log, harmless):
    logger, written = log
    logger.warning(harmless)
    assert harmless in written.getvalue()


@pytest.mark.parametrize("name", ["httpx", "httpx2", "httpcore.http11", "openai._base_client", "twilio.http_client"])
def test_libraries_that_tell_of_every_call_are_kept_quiet_at_any_level(name):
    configured = logs.config(level="DEBUG", style="text")["loggers"]
    assert configured[name.split(".")[0]]["level"] == "WARNING"
