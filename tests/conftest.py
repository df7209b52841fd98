"""What holds for every test: no network beyond this machine, and no wiring left over from the test before."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test.signals import setting_changed
from hypothesis import settings

from receptionist import wiring

# How long one example takes says more about the machine than about the code: a deadline would fail now and then.
settings.register_profile("sara", deadline=None)
settings.load_profile("sara")


class NetworkIsClosedError(RuntimeError):
    """A test reached for another machine."""


def _is_local(host: object) -> bool:
    if host in {"localhost", "", None}:
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def _refuse_unless_local(host: object) -> None:
    if not _is_local(host):
        raise NetworkIsClosedError(f"a test reached for {host}; tests talk to fakes on loopback only")


def _own_servers() -> set[str]:
    """Return the hosts of DATABASE_URL and REDIS_URL: the only others a test may reach."""
    from urllib.parse import urlsplit

    hosts = {urlsplit(os.environ.get(name, "")).hostname for name in ("DATABASE_URL", "REDIS_URL")}
    return {host for host in hosts if host}


@pytest.fixture(scope="session", autouse=True)
def _closed_network() -> Iterator[None]:
    """Refuse every connection and look-up that would leave the machine."""
    allowed = _own_servers()
    allowed |= {str(found[4][0]) for host in allowed for found in socket.getaddrinfo(host, None)}
    connect, connect_ex, lookup = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guard(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in allowed:
            _refuse_unless_local(address[0])

    def guarded_connect(self: socket.socket, address: Any) -> None:
        guard(self, address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        guard(self, address)
        return connect_ex(self, address)

    def guarded_lookup(host: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name not in allowed:
            _refuse_unless_local(name)
        return lookup(host, *args, **kwargs)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", guarded_connect)
    patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    patch.setattr(socket, "getaddrinfo", guarded_lookup)
    yield
    patch.undo()


@pytest.fixture(scope="session", autouse=True)
def _audit_can_be_emptied() -> Iterator[None]:
    """Let Django empty the tables after a test with real transactions, which the audit's own triggers refuse.

    They are off within the transaction of the flush only; a test still finds them on.
    """
    flush = DatabaseOperations.sql_flush
    tables = ("receptionist_auditevent", "receptionist_audithead")

    def without_guards(self: DatabaseOperations, *args: Any, **kwargs: Any) -> list[str]:
        return [
            *(f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables),
            *flush(self, *args, **kwargs),
            *(f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables),
        ]

    patch = pytest.MonkeyPatch()
    patch.setattr(DatabaseOperations, "sql_flush", without_guards)
    yield
    patch.undo()


def _forget_wiring(**_: object) -> None:
    for served in (wiring.channel, wiring.calendar, wiring.knowledge, wiring.readers, wiring.personal_data):
        served.cache_clear()


@pytest.fixture(autouse=True)
def _fresh_wiring() -> Iterator[None]:
    """Resolve settings.RECEPTIONIST anew in each test, and again whenever a test changes a setting."""
    setting_changed.connect(_forget_wiring)
    _forget_wiring()
    cache.clear()
    yield
    setting_changed.disconnect(_forget_wiring)
    _forget_wiring()
