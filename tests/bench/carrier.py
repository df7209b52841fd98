"""A carrier's REST endpoint that answers as Twilio does and notes when each reply reached whom."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections import defaultdict
from urllib.parse import parse_qs

from tests.bench.wire import content_length


class ReplyDesk:
    """Takes replies over HTTP; a sender can wait for the next one to its number."""

    def __init__(self) -> None:
        #: Replies taken so far.
        self.taken = 0
        self._arrived: dict[str, asyncio.Queue[float]] = defaultdict(asyncio.Queue)
        self._server: asyncio.Server | None = None

    async def open(self, port: int) -> None:
        """Listen on a port of loopback."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", port)

    async def close(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()

    async def next_reply(self, number: str, within: float) -> float:
        """Wait for the next reply to a number and return when it came; raises TimeoutError."""
        return await asyncio.wait_for(self._arrived[number].get(), within)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                form = parse_qs((await reader.readexactly(content_length(head))).decode())
                writer.write(_receipt())
                self.taken += 1
                self._arrived[form["To"][0]].put_nowait(time.perf_counter())
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            writer.close()


def _receipt() -> bytes:
    answer = json.dumps({"sid": f"SM{uuid.uuid4().hex}", "status": "queued", "error_code": None}).encode()
    head = f"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: {len(answer)}\r\n\r\n"
    return head.encode() + answer
