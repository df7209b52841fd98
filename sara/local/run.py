"""`make run`: Sara, ready to talk to; and `make talk`: a conversation with her in the terminal."""

from __future__ import annotations

import fcntl
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from sara.local import ports
from sara.local.bootstrap import OUTSIDE, ROOT, VAR, Told
from sara.local.environment import ADMIN, ENV_FILE, is_demo, outside, write_env_file
from sara.local.machine import Running, running

_LOCK = Path(VAR) / "run.lock"


def run(arguments: Sequence[str]) -> int:
    """Start Sara, say where she is, and watch until she is stopped or one of her processes ends."""
    set_outside = outside()
    port = _wanted_port(set_outside)
    with _only_one():
        _await_free(port)
        live_port = ports.choose(*range(port + 1, min(port + 20, 65536)))
        try:
            with running(Path(VAR), set_outside, port=port, live_port=live_port) as sara:
                write_env_file(sara.values)
                _greet(sara, set_outside)
                raise Told(f"{sara.fleet.ended(within=None)}; everything was stopped")
        finally:
            ENV_FILE.unlink(missing_ok=True)


def talk(arguments: Sequence[str]) -> int:
    """Hand over to ``manage.py talk``, once Sara runs."""
    if not ENV_FILE.exists() and "DATABASE_URL" not in outside():
        raise Told("Sara does not run here; start her with `make run` in another terminal, then `make talk`")
    os.execv(sys.executable, [sys.executable, str(Path(ROOT) / "manage.py"), "talk", *arguments])


def _wanted_port(set_outside: Mapping[str, str]) -> int:
    wanted = set_outside.get("PORT", "8000")
    if not wanted.isdigit() or not 1 <= int(wanted) <= 65535:
        raise Told(f"PORT is {wanted!r}; set it to a number from 1 to 65535")
    return int(wanted)


@contextmanager
def _only_one() -> Iterator[None]:
    """Hold the lock of this folder's data; the kernel frees it however we end."""
    _LOCK.parent.mkdir(exist_ok=True)
    with _LOCK.open("a+") as lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            raise Told(
                f"Sara already runs from this folder (process {lock.read() or '?'}); stop her with Ctrl-C there"
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _await_free(port: int) -> None:
    """Give a run that was just killed a moment to let go of its port."""
    patience = time.monotonic() + (6 if ENV_FILE.exists() else 0)
    while not ports.is_free(port):
        if time.monotonic() >= patience:
            raise Told(f"port {port} is taken; stop what listens there, or choose another: make run PORT={port + 10}")
        time.sleep(0.2)


def _greet(sara: Running, set_outside: Mapping[str, str]) -> None:
    public = set_outside.get("PUBLIC_BASE_URL", "").rstrip("/")
    # Behind https every page asked for without it leads there, and this machine's own port has none.
    pages = public if public.startswith("https://") else sara.url
    lines = [("Sara is ready.", "")]
    if is_demo(set_outside):
        lines += [("Talk to her", f"{pages}/simulator/   (or `make talk` in another terminal)")]
    lines += [
        ("Admin", f"{pages}/admin/"),
        ("  login", f"{ADMIN} / {sara.made.admin_password}   (set at the first start)"),
        ("Calls", f"{sara.values.get('LIVE_BASE_URL', sara.url)}/webhooks/voice/"),
        ("Stop", f"Ctrl-C; the data stays in var/{f' and {OUTSIDE}' if Path(OUTSIDE).exists() else ''}"),
    ]
    width = 78
    print(f"\n  {'─' * width}")
    for label, text in lines:
        print(f"   {label:<14}{text}" if text else f"   {label}")
    print(f"  {'─' * width}\n", flush=True)
