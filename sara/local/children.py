"""Starting and stopping programs so that none outlives us."""

from __future__ import annotations

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Child:
    """A running program, the leader of its own session so that a Ctrl-C in the terminal reaches only us."""

    name: str
    process: subprocess.Popen[bytes]
    stop_signal: int = signal.SIGTERM

    def ask_to_stop(self) -> None:
        """Send the polite signal to the program itself; it stops its own workers."""
        if self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(self.stop_signal)

    def stop(self, within: float = 10) -> None:
        """Stop the program and whatever it started, by force after ``within`` seconds."""
        self.ask_to_stop()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(within)
        self.kill()

    def kill(self) -> None:
        """End the program's whole session at once, stragglers of a dead leader included."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def spawn(
    name: str,
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str],
    output: IO[bytes] | int,
    account: pwd.struct_passwd | None = None,
    stop_signal: int = signal.SIGTERM,
) -> Child:
    """Start a program that gets ``stop_signal`` when we die, even by kill -9 (on Linux; else the next clears up)."""
    identity: dict[str, Any] = {}
    if account:
        identity = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": [], "cwd": "/"}
    process = subprocess.Popen(
        [str(part) for part in command],
        env=dict(env),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        # Runs after the change of user, which would clear the wish; touches no lock another thread may hold.
        preexec_fn=_die_with_parent(stop_signal),  # noqa: PLW1509
        **identity,
    )
    return Child(name, process, stop_signal)


def _die_with_parent(stop_signal: int) -> Callable[[], None] | None:
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl
    launcher = os.getpid()

    def ask_the_kernel() -> None:
        prctl(_PR_SET_PDEATHSIG, stop_signal)
        if os.getppid() != launcher:
            os._exit(1)

    return ask_the_kernel


def stop_with_our_parent() -> None:
    """Have the kernel send us SIGTERM when whoever started us dies: `make`, by kill -9, for one."""
    if sys.platform == "linux" and "MAKELEVEL" in os.environ:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def is_running(pid: int, words: str) -> bool:
    """Tell whether a process of that id is alive and has ``words`` in its command line: ids are used again."""
    command_line = Path(f"/proc/{pid}/cmdline")
    if Path("/proc/self").exists():
        try:
            return words in command_line.read_bytes().decode(errors="replace")
        except OSError:
            return False
    listed = subprocess.run(["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return words in listed.stdout
