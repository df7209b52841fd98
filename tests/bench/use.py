"""What Sara's processes use: memory as proportional set size, which counts a shared page once, and processor time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

import psutil

_KINDS = {
    "postgres": "PostgreSQL",
    "valkey": "Valkey",
    "redis": "Valkey",
    "sara.wsgi": "web",
    "sara.asgi": "live (calls)",
    "voice@": "voice worker",
    "worker@": "worker",
    "beat": "beat",
}


def memory(processes: Iterable[psutil.Process]) -> dict[str, float]:
    """Return MiB by kind of process."""
    return _sum(processes, lambda process: process.memory_full_info().pss / 2**20)


def processor_time(processes: Iterable[psutil.Process]) -> dict[str, float]:
    """Return the seconds on a processor so far, by kind of process."""
    return _sum(processes, lambda process: process.cpu_times().user + process.cpu_times().system)


def _sum(processes: Iterable[psutil.Process], measure: Callable[[psutil.Process], float]) -> dict[str, float]:
    total: dict[str, float] = defaultdict(float)
    for process in processes:
        try:
            total[_kind(" ".join(process.cmdline()))] += measure(process)
        except psutil.Error:
            continue
    return dict(total)


def _kind(words: str) -> str:
    return next((kind for mark, kind in _KINDS.items() if mark in words), "helpers of these")
