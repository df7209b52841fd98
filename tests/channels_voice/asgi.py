"""Serves requests as the ASGI process does: each in a thread of its own, with a connection of its own."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from asgiref.testing import ApplicationCommunicator
from django.core.asgi import get_asgi_application

from tests.channels_voice.conftest import FORM, fields, signature


@dataclass(frozen=True)
class Answer:
    """An HTTP answer, in the shape that the helpers for TwiML read."""

    status_code: int
    content: bytes
    content_type: str

    def __getitem__(self, header: str) -> str:
        return {"Content-Type": self.content_type}[header]


async def post(path: str, event: str, **changed: str) -> Answer:
    """Post a captured event, signed as the carrier signs it."""
    form = fields(event, **changed)
    body = urlencode(form).encode()
    route, _, query = path.partition("?")
    headers = {
        "host": "testserver",
        "content-type": FORM,
        "content-length": str(len(body)),
        "x-twilio-signature": signature(path, form),
    }
    scope: dict[str, Any] = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "path": route,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    call = ApplicationCommunicator(get_asgi_application(), scope)
    await call.send_input({"type": "http.request", "body": body})
    start = await call.receive_output(timeout=30)
    content = (await call.receive_output(timeout=30)).get("body", b"")
    await call.wait(timeout=30)
    content_type = dict(start["headers"]).get(b"Content-Type", b"").decode()
    return Answer(start["status"], content, content_type)


def post_all(requests: list[tuple[str, str, dict[str, str]]]) -> list[Answer]:
    """Post all at once; the answers come in the order of the requests."""

    async def together() -> list[Answer]:
        return await asyncio.gather(*(post(path, event, **changed) for path, event, changed in requests))

    return asyncio.run(together())
