from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
import time_machine
from pytest_httpserver import HTTPServer

from receptionist.errors import ErrorCategory, ProviderError
from receptionist.providers import http

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def test_a_provider_that_does_not_answer_in_time_leaves_it_uncertain():
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}/"
        with pytest.raises(ProviderError) as caught:
            http.exchange("Vendor", "POST", url, timeout=0.1)
    assert caught.value.category is ErrorCategory.UNCERTAIN
    assert "ReadTimeout" in caught.value.detail


def test_a_refused_connection_is_certain_not_to_have_arrived():
    with socket.socket() as taken:
        # Bound so that nobody else gets the port, and not listening.
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(ProviderError) as caught:
            http.exchange("Vendor", "POST", f"http://127.0.0.1:{taken.getsockname()[1]}/")
    assert caught.value.category is ErrorCategory.CONNECTIVITY


@pytest.fixture
def _fresh_client() -> Iterator[None]:
    """Read the proxies of the environment anew."""
    http._client.cache_clear()
    yield
    http._client().close()
    http._client.cache_clear()


@pytest.mark.usefixtures("_fresh_client")
def test_a_proxy_is_asked_for_the_world_but_not_for_this_machine(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    httpserver.expect_request("/here").respond_with_data("here")
    assert http.exchange("Vendor", "GET", httpserver.url_for("/here")).text == "here"
    with pytest.raises(ProviderError) as caught:
        http.exchange("Vendor", "GET", "http://vendor.example/")
    assert caught.value.category is ErrorCategory.CONNECTIVITY


class _Polite(BaseHTTPRequestHandler):
    """Answers and keeps the connection open for more, as carriers do."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_the_pool_hangs_up_as_the_process_ends():
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Polite)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    call = (
        "import sys; from receptionist.providers import http;"
        " print(http.exchange('Vendor', 'GET', sys.argv[1]).status_code)"
    )
    url = f"http://127.0.0.1:{server.server_port}/"
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-c", call, url], capture_output=True, text=True, check=True, timeout=30
    )
    server.shutdown()
    server.server_close()
    assert (done.stdout, done.stderr) == ("204\n", "")


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        (format_datetime(NOW + timedelta(seconds=90), usegmt=True), 90.0),
        (format_datetime(NOW - timedelta(seconds=90), usegmt=True), 0.0),
        ("86400", 3600.0),
        ("9" * 400, 3600.0),
        (format_datetime(NOW + timedelta(days=30), usegmt=True), 3600.0),
        ("Fri, 31 Dec 9999 23:59:59 -0500", None),
        ("soon", None),
        ("-3", None),
        ("", None),
    ],
)
def test_it_reads_retry_after_in_both_forms(header: str, seconds: float | None):
    answer = httpx.Response(429, headers={"Retry-After": header})
    with time_machine.travel(NOW, tick=False):
        error = http.refusal("Vendor", answer, "", {})
    assert error.retry_after == seconds


def test_a_code_in_the_table_outranks_the_status():
    meanings = {"7": (ErrorCategory.RECIPIENT, "cannot be reached")}
    error = http.refusal("Vendor", httpx.Response(500), "7", meanings)
    assert error.category is ErrorCategory.RECIPIENT
    assert error.detail == "Vendor: cannot be reached (HTTP 500, code 7)"


def test_a_code_that_is_not_in_the_table_is_kept_for_the_operator():
    error = http.refusal("Vendor", httpx.Response(400), "99", {})
    assert (error.category, error.code) == (ErrorCategory.INVALID_REQUEST, "99")


@pytest.mark.parametrize(
    ("code", "words", "told"),
    [
        ("7", "Handset is off", "recipient: Handset is off"),
        ("7", "", "recipient: cannot be reached"),
        ("8", "Handset is off", "Handset is off"),
        ("", "", ""),
    ],
)
def test_a_late_failure_is_told_like_a_refusal(code: str, words: str, told: str):
    assert http.late_failure(code, words, {"7": (ErrorCategory.RECIPIENT, "cannot be reached")}) == told
