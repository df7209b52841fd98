"""`make bench`: measures a whole Sara on fresh data, beside the machine's own floor, and prints a table.

Started by ``python -m sara.local bench``, which sets SARA_URL and the environment of the running processes.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from signal import SIGCONT, SIGSTOP

import psutil

from sara.local import ports
from tests.bench import use
from tests.bench.carrier import ReplyDesk
from tests.bench.load import PATIENCE, Measured, acknowledge, converse
from tests.bench.wire import Carrier

CONNECTIONS = 100
MESSAGES = 3000


def main() -> int:
    """Measure and print; returns 1 when anything was lost, never for being slow."""
    lost = asyncio.run(_measure())
    print(flush=True)
    with _workers_paused():
        subprocess.run([sys.executable, "-m", "tests.bench.diary"], check=True)
        print(flush=True)
        subprocess.run([sys.executable, "-m", "tests.bench.manager"], check=True)
        subprocess.run([sys.executable, "-m", "tests.bench.knowledge"], check=True)
    return 1 if lost else 0


async def _measure() -> int:
    sara = _carrier(f"{os.environ['SARA_URL']}/webhooks/sms/twilio/")
    desk = ReplyDesk()
    await desk.open(int(os.environ["BENCH_CARRIER_PORT"]))
    print("| what | a second | p50 ms | p95 ms | lost |\n|---|---:|---:|---:|---:|")
    lost = 0
    with _floor() as url:
        floor = await acknowledge(_carrier(url), CONNECTIONS, MESSAGES)
        _row("floor: verify, insert, enqueue; 100 connections", floor)
    with _workers_paused():
        alone = await acknowledge(sara, CONNECTIONS, MESSAGES)
        _row("acknowledged, workers paused as for the floor", alone)
    print(f"| of the floor | {alone.rate / floor.rate:.2f} × | | | |", flush=True)
    lost += alone.wrong + await _drain(desk, len(alone.durations))
    for senders, each in ((1, 60), (10, 30), (100, 12)):
        lost += await _converse(sara, desk, senders, each)
    long = await converse(sara, desk, 1, 300, lambda _: "+13105550100")
    lost += long.wrong
    for name, part in (("turns 1 to 50 of one conversation", slice(50)), ("turns 251 to 300", slice(250, 300))):
        _row(name, Measured(long.durations[part], 0, sum(long.durations[part])))
    await desk.close()
    sizes = use.memory(_processes())
    for kind, size in sorted(sizes.items()):
        print(f"| memory of {kind} | {size:.0f} MiB | | | |")
    print(f"| memory in all | {sum(sizes.values()):.0f} MiB | | | |")
    return lost


async def _converse(sara: Carrier, desk: ReplyDesk, senders: int, each: int) -> int:
    """Let so many customers talk at once; returns how many replies never came."""
    before = use.processor_time(_processes())
    measured = await converse(sara, desk, senders, each, lambda sender: f"+1212{senders:03}{sender:04}")
    _row(f"answered, {senders} at once", measured)
    after = use.processor_time(_processes())
    spent = {kind: (after[kind] - before.get(kind, 0)) * 1000 / (senders * each) for kind in sorted(after)}
    told = ", ".join(f"{kind} {milliseconds:.1f}" for kind, milliseconds in spent.items() if milliseconds >= 0.05)
    print(f"| processor time, ms a message: {told} | | | | |", flush=True)
    return measured.wrong


async def _drain(desk: ReplyDesk, expected: int) -> int:
    """Let the workers answer what was only acknowledged so far; returns how many replies never came."""
    began, seen, last = time.perf_counter(), desk.taken, time.perf_counter()
    while desk.taken < expected and time.perf_counter() - last < PATIENCE:
        await asyncio.sleep(0.05)
        if desk.taken != seen:
            seen, last = desk.taken, time.perf_counter()
    print(f"| backlog of {expected} answered | {seen / (last - began):.0f} | | | {expected - seen} |", flush=True)
    return expected - seen


def _processes() -> list[psutil.Process]:
    """List everything that runs for Sara: what our parent started, without ourselves."""
    return [process for process in psutil.Process(os.getppid()).children(recursive=True) if process.pid != os.getpid()]


def _carrier(url: str) -> Carrier:
    return Carrier(
        url, os.environ["TWILIO_AUTH_TOKEN"], os.environ["TWILIO_ACCOUNT_SID"], os.environ["TWILIO_PHONE_NUMBER"]
    )


def _row(what: str, measured: Measured) -> None:
    print(
        f"| {what} | {measured.rate:.0f} | {measured.percentile(50):.0f} | {measured.percentile(95):.0f} "
        f"| {measured.wrong} |",
        flush=True,
    )


@contextmanager
def _floor() -> Iterator[str]:
    """Serve the floor as Sara's web process is served."""
    port = ports.choose()
    serve = f"-m granian --interface wsgi --port {port} --workers 2 --blocking-threads 4 --backpressure 256"
    command = [sys.executable, *serve.split(), "--log-level", "error", "tests.bench.floor:application"]
    subprocess.run([sys.executable, "-c", "from tests.bench import floor; floor.lay()"], check=True)
    with subprocess.Popen(command) as server:
        try:
            while ports.is_free(port):
                if server.poll() is not None:
                    sys.exit("bench: the floor's server ended; its lines above say why")
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}/floor/"
        finally:
            server.terminate()
            subprocess.run([sys.executable, "-c", "from tests.bench import floor; floor.clear()"], check=True)


@contextmanager
def _workers_paused() -> Iterator[None]:
    """Stop the clock of Sara's workers, so that two cores do nothing but acknowledge."""
    workers = [process for process in _processes() if "celery" in " ".join(process.cmdline())]
    for worker in workers:
        worker.send_signal(SIGSTOP)
    try:
        yield
    finally:
        for worker in workers:
            worker.send_signal(SIGCONT)


if __name__ == "__main__":
    sys.exit(main())
