"""Bounds for an answer that comes over HTTP, for the HTTP client that OpenAI's SDK brings along."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import cast

import httpx2


class Bounded(httpx2.SyncByteStream):
    """The bytes of an answer; httpx2.ReadError when there are too many, httpx2.ReadTimeout when they take too long."""

    def __init__(self, stream: httpx2.SyncByteStream, most: int, until: float) -> None:
        self._stream, self._most, self._until = stream, most, until

    def __iter__(self) -> Iterator[bytes]:
        """Yield what comes."""
        taken = 0
        for part in self._stream:
            taken += len(part)
            if taken > self._most:
                raise httpx2.ReadError(f"the answer is longer than {self._most} bytes")
            if time.monotonic() > self._until:
                raise httpx2.ReadTimeout("the answer took too long")
            yield part

    def close(self) -> None:
        """Hang up."""
        self._stream.close()


def bounding(most: int, seconds: float) -> Callable[[httpx2.Response], None]:
    """Return a hook that bounds every answer: in bytes, and in seconds from its first line on."""

    def bound(response: httpx2.Response) -> None:
        stream = cast(httpx2.SyncByteStream, response.stream)
        response.stream = Bounded(stream, most, time.monotonic() + seconds)

    return bound
