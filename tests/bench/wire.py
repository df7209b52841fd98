"""Requests as Twilio makes them, signed and written as bytes beforehand, so that measuring costs little."""

from __future__ import annotations

import asyncio
import uuid
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from twilio.request_validator import RequestValidator


@dataclass(frozen=True, slots=True)
class Carrier:
    """Who signs, for which account and number, and where the webhook is."""

    url: str
    auth_token: str
    account_sid: str
    number: str

    def message(self, sender: str, text: str, sid: str = "") -> bytes:
        """Write one signed SMS as a whole HTTP request; distinct, unless its SID is given."""
        form = {
            "MessageSid": sid or f"SM{uuid.uuid4().hex}",
            "AccountSid": self.account_sid,
            "From": sender,
            "To": self.number,
            "Body": text,
            "NumMedia": "0",
            "SmsStatus": "received",
            "ApiVersion": "2010-04-01",
        }
        body = urlencode(form).encode()
        target = urlsplit(self.url)
        head = (
            f"POST {target.path} HTTP/1.1\r\nHost: {target.netloc}\r\n"
            f"X-Twilio-Signature: {RequestValidator(self.auth_token).compute_signature(self.url, form)}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


class Line:
    """One kept-alive connection to a web server."""

    def __init__(self, url: str) -> None:
        target = urlsplit(url)
        self._host, self._port = target.hostname or "127.0.0.1", target.port or 80
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, request: bytes) -> int:
        """Send one request and return the answer's status; a line that was closed, or broke, is opened again.

        Raises OSError or EOFError when it breaks.
        """
        if self._streams is None:
            self._streams = await asyncio.open_connection(self._host, self._port)
        reader, writer = self._streams
        try:
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(content_length(head))
        except BaseException:
            # What is still on its way would be taken for the answer to the next request.
            self.close()
            raise
        return int(head.split(b" ", 2)[1])

    def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


def content_length(head: bytes) -> int:
    """Read how long the body is that follows a head; 0 when it does not say."""
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            return int(value)
    return 0
