"""What the carriers on loopback have in common: they take requests one by one, and can be told mishaps."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import AnyHttpUrl
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response


@dataclass(frozen=True)
class Mishap:
    """What goes wrong with the next request instead of taking it."""

    status: int = 500
    #: The vendor's own code, told in the vendor's own shape.
    code: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    #: Carry the request out all the same, then hang up without a word.
    hang_up: bool = False
    #: Answer this and nothing else.
    body: str | None = None


class FakeCarrier:
    """A carrier's REST API below a path prefix of its own."""

    prefix = "/carrier"

    def __init__(self, server: HTTPServer) -> None:
        self.requests = 0
        #: Recipients that want no messages, as the carrier addresses them.
        self.opted_out: set[str] = set()
        #: Seconds between carrying a request out and saying so.
        self.dawdles = 0.0
        self._mishaps: list[Mishap] = []
        self._lock = threading.Lock()
        self.base_url = AnyHttpUrl(server.url_for(self.prefix))
        server.expect_request(re.compile(f"{self.prefix}/.*")).respond_with_handler(self._handle)

    def next(self, *mishaps: Mishap) -> None:
        """Let these befall the coming requests, one each."""
        self._mishaps.extend(mishaps)

    # You write these:

    def take(self, request: Request, path: str) -> Response:
        """Carry out one request; ``path`` is without the prefix."""
        raise NotImplementedError

    def problem(self, status: int, code: int | None) -> str:
        """Put a problem into the vendor's JSON."""
        raise NotImplementedError

    # Leave this alone:

    def _handle(self, request: Request) -> Response:
        with self._lock:
            self.requests += 1
            mishap = self._mishaps.pop(0) if self._mishaps else None
            if mishap and not mishap.hang_up:
                body = self.problem(mishap.status, mishap.code) if mishap.body is None else mishap.body
                return Response(body, mishap.status, mishap.headers, content_type="application/json")
            response = self.take(request, request.path.removeprefix(self.prefix))
        time.sleep(self.dawdles)
        if mishap:
            request.environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
        return response
