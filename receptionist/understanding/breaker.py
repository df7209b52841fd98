"""A circuit breaker: a reader that keeps failing is left alone for a while, so that customers need not wait for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Breaker:
    """Opens after ``failures`` in a row and lets one try through every ``rest`` seconds. One a process."""

    failures: int = 3
    rest: float = 30.0
    clock: Callable[[], float] = time.monotonic
    _failed: int = field(default=0, init=False)
    _open_until: float = field(default=0.0, init=False)

    def allows(self) -> bool:
        """Say whether to try; while resting, the first to ask after the rest is the one that tries."""
        if self._failed < self.failures:
            return True
        now = self.clock()
        if now < self._open_until:
            return False
        self._open_until = now + self.rest
        return True

    def succeeded(self) -> None:
        """Close again."""
        self._failed = 0

    def failed(self) -> None:
        """Count a failure, and rest when there were too many in a row."""
        self._failed += 1
        if self._failed >= self.failures:
            self._open_until = self.clock() + self.rest
