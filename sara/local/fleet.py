"""The processes of Sara under one manager: lines prefixed with the name, one that dies stops the rest."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from queue import Empty, SimpleQueue
from types import FrameType
from typing import Self

from sara.local.children import Child, spawn

_COLOURS = (36, 32, 33, 35, 34, 96, 92)
_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stop(BaseException):
    """A person, or the system, asked us to stop."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Turn the signals that ask for an end into ``Stop``, raised where the main thread is."""

    def ask(number: int, frame: FrameType | None) -> None:
        # Once is enough: what comes after is the clearing up, and that must not be torn.
        for each in _STOPPING:
            signal.signal(each, signal.SIG_IGN)
        raise Stop

    before = {number: signal.signal(number, ask) for number in _STOPPING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Fleet:
    """Programs that live and die together. Use as a context: leaving it stops them all."""

    def __init__(self) -> None:
        self._children: list[Child] = []
        self._ended: SimpleQueue[Child] = SimpleQueue()
        self._watchers: list[threading.Thread] = []
        self._stopping = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def adopt(self, child: Child) -> None:
        """Watch a program that already runs, such as a database; its output goes elsewhere."""
        self._children.append(child)
        self._watch(self._await_end, child)

    def start(self, name: str, command: Sequence[str], env: Mapping[str, str]) -> None:
        """Start a program and show its lines under its name."""
        child = spawn(name, command, env=env, output=-1)
        self._children.append(child)
        colour = _COLOURS[len(self._children) % len(_COLOURS)]
        self._watch(self._show, child, colour)

    def ended(self, within: float | None) -> str | None:
        """Wait until one program ends by itself and return its name and reason; None when the time is over."""
        try:
            child = self._ended.get(timeout=within)
        except Empty:
            return None
        return f"{child.name} {_reason(child.process.returncode)}"

    def stop(self, within: float = 10) -> None:
        """Stop all: first everything that serves and works, then, in reverse, the servers they lean on."""
        self._stopping = True
        working = [child for child in self._children if child.process.stdout]
        for child in working:
            child.ask_to_stop()
        for child in working:
            child.stop(within)
        for child in reversed(self._children):
            child.stop(within)
        for watcher in self._watchers:
            watcher.join(within)
        self._children.clear()

    def _watch(self, how: Callable[..., None], *arguments: object) -> None:
        watcher = threading.Thread(target=how, args=arguments, daemon=True)
        self._watchers.append(watcher)
        watcher.start()

    def _show(self, child: Child, colour: int) -> None:
        name = f"{child.name:<12} |"
        prefix = f"\033[{colour}m{name}\033[0m" if sys.stdout.isatty() else name
        with child.process.stdout or BytesIO() as output:
            for raw in output:
                if line := raw.decode(errors="replace").rstrip():
                    print(prefix, line, flush=True)
        self._await_end(child)

    def _await_end(self, child: Child) -> None:
        child.process.wait()
        if not self._stopping:
            self._ended.put(child)


def _reason(status: int) -> str:
    return f"was ended by {signal.Signals(-status).name}" if status < 0 else f"ended with exit code {status}"
