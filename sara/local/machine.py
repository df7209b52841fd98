"""All of Sara on this machine: her servers, embedded or given, and her processes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sara import roles
from sara.local import postgres, valkey
from sara.local.bootstrap import ROOT, Told
from sara.local.environment import Secrets, compose, kept_secrets
from sara.local.fleet import Fleet

#: What spares time and memory when all of it runs on one machine.
LEAN = {
    "PYTHONUNBUFFERED": "1",
    # An arena of memory for each of many threads is never given back; two serve as well here.
    "MALLOC_ARENA_MAX": "2",
    # ``prepare`` has run the system checks once for all; running them in each worker would load every view there.
    "CELERY_SKIP_CHECKS": "true",
    "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
}
#: No proxy that the environment names can reach a server on this machine.
_DIRECTLY = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Running:
    """A Sara that answers: where, and with which values beside those that were set."""

    fleet: Fleet
    url: str
    values: Mapping[str, str]
    made: Secrets


def _options(port: int, live_port: int) -> dict[str, tuple[str, ...]]:
    """Return what each role is told on this machine beside its own table."""
    here = ("--host", "127.0.0.1", "--port")
    # Heartbeats are for those who watch many machines.
    alone = ("--without-heartbeat",)
    return {
        "web": (*here, str(port)),
        "live": (*here, str(live_port)),
        "worker": alone,
        "voice-worker": alone,
        "beat": (),
    }


@contextmanager
def servers(
    folder: Path, set_outside: Mapping[str, str], *, durable: bool = True
) -> Iterator[tuple[Fleet, dict[str, str]]]:
    """Start the servers whose URLs are not set, with their data in ``folder``, and stop them at the end."""
    made = kept_secrets(folder)
    values: dict[str, str] = {}
    with Fleet() as fleet:
        if "DATABASE_URL" not in set_outside:
            child, values["DATABASE_URL"] = postgres.start(
                folder / "postgres", password=made.postgres_password, durable=durable
            )
            fleet.adopt(child)
        if "REDIS_URL" not in set_outside:
            child, values["REDIS_URL"] = valkey.start(folder / "valkey", password=made.valkey_password, durable=durable)
            fleet.adopt(child)
        yield fleet, values


@contextmanager
def running(folder: Path, set_outside: Mapping[str, str], *, port: int, live_port: int) -> Iterator[Running]:
    """Start everything and hand over once it answers; stops everything at the end."""
    made = kept_secrets(folder)
    with servers(folder, set_outside) as (fleet, urls):
        values = urls | compose(set_outside, made, port=port, live_port=live_port)
        env = {**os.environ, **values, **LEAN}
        _prepare({**env, "SARA_ADMIN_PASSWORD": made.admin_password})
        for role, options in _options(port, live_port).items():
            fleet.start(role, roles.command(role, *options), env)
        url = f"http://127.0.0.1:{port}"
        for each in (url, f"http://127.0.0.1:{live_port}"):
            _await_ready(fleet, f"{each}/readyz")
        yield Running(fleet, url, values, made)


def _prepare(env: Mapping[str, str]) -> None:
    if subprocess.run([sys.executable, "-m", "sara.local.prepare"], env=env, cwd=ROOT, check=False).returncode != 0:
        sys.exit(1)  # it has said why


def _await_ready(fleet: Fleet, url: str, within: float = 60) -> None:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if reason := fleet.ended(within=0.1):
            raise Told(f"{reason} while starting; its lines above say why")
        try:
            with _DIRECTLY.open(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            continue
    raise Told(f"{url} was not ready after {within:.0f} seconds; the lines above may say why")
