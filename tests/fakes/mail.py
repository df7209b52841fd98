"""A mail server on loopback: it speaks real SMTP, refuses what the real ones refuse, and can be told mishaps."""

from __future__ import annotations

import asyncio
import ipaddress
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


@dataclass(frozen=True)
class Mishap:
    """What goes wrong with the next letter, at which step: "connect", "mail", "rcpt", "data", "verdict" or "quit"."""

    at: str
    #: What the server says; nothing at all for one that hangs up.
    says: str = ""


class _Server(SMTP):
    """Says no, or nothing, where it is told to."""

    event_handler: FakeMailServer

    async def smtp_DATA(self, arg: str) -> None:
        if await self.event_handler.befalls(self, "data"):
            return
        await super().smtp_DATA(arg)

    async def smtp_QUIT(self, arg: str) -> None:
        if await self.event_handler.befalls(self, "quit"):
            return
        await super().smtp_QUIT(arg)

    async def smtp_EHLO(self, hostname: str) -> None:
        if await self.event_handler.befalls(self, "connect"):
            return
        await super().smtp_EHLO(hostname)


class FakeMailServer:
    """Takes letters, and keeps them as they came over the line."""

    user, password = "sara", "right"

    def __init__(self) -> None:
        self.letters: list[bytes] = []
        self.envelopes: list[tuple[str, list[str]]] = []
        self.opted_out: set[str] = set()
        #: Letters that somebody began to hand over.
        self.requests = 0
        self.release = threading.Event()
        self._mishaps: list[Mishap] = []
        self.port = 0

    def next(self, *mishaps: Mishap) -> None:
        """Let these befall the coming letters, one each."""
        self._mishaps.extend(mishaps)

    def read(self, number: int = -1) -> EmailMessage:
        """Open a letter as a mail program does."""
        letter = message_from_bytes(self.letters[number], policy=policy.default)
        assert isinstance(letter, EmailMessage)
        return letter

    async def befalls(self, server: Any, step: str) -> str:
        """Return what the server says instead, having hung up where it says nothing; empty where nothing goes wrong."""
        if not self._mishaps or self._mishaps[0].at != step:
            return ""
        mishap = self._mishaps.pop(0)
        if mishap.says == "stall":
            await asyncio.to_thread(self.release.wait, 20)
        if mishap.says in {"", "stall"}:
            server.transport.abort()
            return "gone"
        await server.push(mishap.says) if step in {"data", "connect", "quit"} else None
        return mishap.says

    # aiosmtpd asks these:

    async def handle_MAIL(self, server: Any, session: Session, envelope: Envelope, address: str, options: Any) -> str:
        self.requests += 1
        if said := await self.befalls(server, "mail"):
            return said
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Session, envelope: Envelope, address: str, options: Any) -> str:
        if said := await self.befalls(server, "rcpt"):
            return said
        if address in self.opted_out:
            return f"550 5.1.1 <{address}>: Recipient address rejected: User unknown"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:
        said = next((mishap for mishap in self._mishaps[:1] if mishap.at == "verdict"), None)
        if said is None or said.says in {"", "stall"}:
            assert isinstance(envelope.content, bytes)
            self.letters.append(envelope.content)
            self.envelopes.append((envelope.mail_from or "", list(envelope.rcpt_tos)))
        return await self.befalls(server, "verdict") or "250 2.0.0 Taken"


@contextmanager
def mail_server(*, encrypted: ssl.SSLContext | None = None, **how: Any) -> Iterator[FakeMailServer]:
    """Run one in a thread of its own, ``encrypted`` from the first byte or not; ``how`` as aiosmtpd takes it."""
    fake, loop = FakeMailServer(), asyncio.new_event_loop()
    listening = loop.create_server(lambda: _Server(fake, loop=loop, **how), "127.0.0.1", 0, ssl=encrypted)
    server = loop.run_until_complete(listening)
    fake.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield fake
    finally:
        fake.release.set()
        asyncio.run_coroutine_threadsafe(_close(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _close(server: asyncio.Server) -> None:
    server.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def knows_sara(server: Any, session: Any, envelope: Any, mechanism: str, login: Any) -> AuthResult:
    """Let in who has the right password."""
    known = isinstance(login, LoginPassword) and login.password == FakeMailServer.password.encode()
    return AuthResult(success=known, handled=False, message=None if known else "535 5.7.8 Bad credentials")


def write_certificate(folder: Path) -> Path:
    """Make a certificate for 127.0.0.1 that only who names it trusts; its key stands in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    host = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.IPv4Address("127.0.0.1"))])
    now = datetime.now(UTC)
    issued = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    issued = issued.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    certificate = issued.add_extension(host, critical=False).sign(key, hashes.SHA256())
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    path = folder / "mail.pem"
    path.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain) + certificate.public_bytes(pem))
    return path
