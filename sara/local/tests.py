"""`make test` and `make bench`: on servers of their own, gone afterwards, or on those the environment names."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from sara.local import ports
from sara.local.bootstrap import OUTSIDE, ROOT, VAR
from sara.local.children import is_running
from sara.local.fleet import Stop
from sara.local.machine import running, servers

_SERVERS = ("DATABASE_URL", "REDIS_URL")


def test(arguments: Sequence[str]) -> int:
    """Run the tests, all of them unless arguments choose some; returns pytest's exit code.

    What they cover is measured only where it is asked for, since all of it takes half as long again then:
    ``make test ARGS='-n 2 --dist loadfile --cov'``.
    """
    given = {name: os.environ[name] for name in _SERVERS if os.environ.get(name)}
    everything = ["-n", "2", "--dist", "loadfile", f"--junitxml={VAR}/junit.xml"]
    with _throw_away() as folder, servers(folder, given, durable=False) as (_, values):
        return _in_the_foreground(["-m", "pytest", *(arguments or everything)], {**os.environ, **values})


def bench(arguments: Sequence[str]) -> int:
    """Start a whole Sara on fresh data and free ports, and run ``tests.bench`` against her."""
    given = {name: os.environ[name] for name in _SERVERS if os.environ.get(name)}
    port, live_port, carrier_port = ports.choose(), ports.choose(), ports.choose()
    # The bench takes the replies itself: the simulator's own cost is not what is measured.
    os.environ["TWILIO_API_BASE_URL"] = given["TWILIO_API_BASE_URL"] = f"http://127.0.0.1:{carrier_port}"
    with _throw_away() as folder, running(folder, given, port=port, live_port=live_port) as sara:
        env = {**os.environ, **sara.values, "SARA_URL": sara.url, "BENCH_CARRIER_PORT": str(carrier_port)}
        return _in_the_foreground(["-m", "tests.bench", *arguments], env)


@contextmanager
def _throw_away() -> Iterator[Path]:
    """Make a folder for this run's data, and clear away those of runs that were killed."""
    base = Path(VAR) / "test"
    base.mkdir(parents=True, exist_ok=True)
    for old in base.iterdir():
        if not (old.name.isdigit() and is_running(int(old.name), "sara.local")):
            _remove(old)
    folder = base / str(os.getpid())
    folder.mkdir()
    try:
        yield folder
    finally:
        _remove(folder)


def _remove(folder: Path) -> None:
    """Remove a run's data, wherever PostgreSQL could put it."""
    for path in (folder, *Path(OUTSIDE).glob(f"test-{folder.name}-*")):
        shutil.rmtree(path, ignore_errors=True)


def _in_the_foreground(arguments: Sequence[str], env: Mapping[str, str]) -> int:
    """Run a Python program in our terminal, so that a Ctrl-C reaches it too; returns its exit code."""
    with subprocess.Popen([sys.executable, *arguments], env=dict(env), cwd=ROOT) as program:
        try:
            return program.wait()
        except Stop:
            try:
                program.wait(10)
            except subprocess.TimeoutExpired:
                program.send_signal(signal.SIGKILL)
            raise
