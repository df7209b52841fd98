"""Sara's processes, started as a deployment starts them and ended as a machine that loses its power ends them."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from sara import roles
from sara.local import ports
from sara.local.children import Child, spawn
from sara.local.machine import LEAN

ROOT = Path(__file__).resolve().parents[2]


class Processes:
    """What runs, by its role; two may serve the same one. Use as a context: leaving it kills them all."""

    def __init__(self, env: Mapping[str, str], folder: Path) -> None:
        self.port = ports.choose()
        self.kills = 0
        #: What a probe looks at to see whether a worker lives.
        self.heartbeat = folder / "alive"
        here = {"PYTHONPATH": str(ROOT), "PORT": str(self.port), "STORM_HEARTBEAT": str(self.heartbeat)}
        self._env = {**env, **LEAN, **here}
        self._folder = folder
        self._options = {"web": ("--host", "127.0.0.1", "--port", str(self.port)), "worker": ()}
        self._running: list[Child] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for role in self._options:
            self.kill(role)

    def start(self, role: str) -> None:
        """Start a process and do not wait for it: nobody tells a customer when to write."""
        while role == "web" and not ports.is_free(self.port):
            time.sleep(0.01)  # the last of those killed lets go of it in a moment
        with self._log(role).open("ab") as log:
            self._running.append(spawn(role, roles.command(role, *self._options[role]), env=self._env, output=log))

    def kill(self, role: str) -> None:
        """Send SIGKILL to all who serve a role, and to whatever they have started."""
        for child in self._serving(role):
            child.kill()
            self._running.remove(child)
            self.kills += 1

    def pause(self, role: str) -> None:
        """Stop the clock of all who serve a role, as a machine does that is moved or out of memory."""
        self._signal(role, signal.SIGSTOP)

    def resume(self, role: str) -> None:
        """Let them go on as if nothing had happened."""
        self._signal(role, signal.SIGCONT)

    def ended(self) -> list[str]:
        """Name the roles whose processes ended by themselves."""
        return [child.name for child in self._running if child.process.poll() is not None]

    def said(self) -> str:
        """Return all that the processes wrote."""
        return "\n".join(f"--- {role}\n{self._log(role).read_text()}" for role in self._options)

    def bury(self) -> list[str]:
        """Name the roles whose processes have ended, and forget them."""
        ended = [child for child in self._running if child.process.poll() is not None]
        for child in ended:
            child.kill()
            self._running.remove(child)
            self.kills += 1
        return [child.name for child in ended]

    def _serving(self, role: str) -> list[Child]:
        return [child for child in self._running if child.name == role]

    def _signal(self, role: str, number: int) -> None:
        for child in self._serving(role):
            os.killpg(child.process.pid, number)

    def _log(self, role: str) -> Path:
        path = self._folder / f"{role}.log"
        path.touch()
        return path
