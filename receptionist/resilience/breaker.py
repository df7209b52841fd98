"""A circuit breaker: a provider that keeps failing is left alone for a while, so that nobody need wait for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock


@dataclass(slots=True)
class Breaker:
    """Opens after ``failures`` in a row and lets one try through every ``rest`` seconds; one for all threads."""

    failures: int = 3
    rest: float = 30.0
    clock: Callable[[], float] = time.monotonic
    _failed: int = field(default=0, init=False)
    _open_until: float = field(default=0.0, init=False)
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)

    def allows(self) -> bool:
        """Say whether to try; while resting, the first to ask after the rest is the one that tries."""
        with self._lock:
            if self._failed < self.failures:
                return True
            now = self.clock()
            if now < self._open_until:
                return False
            self._open_until = now + self.rest
            return True

    def succeeded(self) -> None:
        """Close again."""
        with self._lock:
            self._failed = 0

    def failed(self, named: float | None = None) -> None:
        """Count a failure, and rest when there were too many in a row.

        Where the provider ``named`` the seconds to leave it alone, that begins at once.
        """
        with self._lock:
            self._failed += 1
            if self._failed >= self.failures:
                self._open_until = self.clock() + max(self.rest, named or 0)
            elif named:
                self._failed = self.failures
                self._open_until = self.clock() + named
