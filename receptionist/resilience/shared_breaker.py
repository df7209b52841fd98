"""A circuit breaker whose state all workers share: what one of them found out spares the others the wait."""

from __future__ import annotations

from redis import Redis

from receptionist.resilience.breaker import Breaker
from receptionist.resilience.shared_redis import ask

#: Seconds after which failures are forgotten when nobody asked any more.
_FORGOTTEN = 3600


class SharedBreaker:
    """A Breaker kept in Redis under ``name``: opens after ``failures`` in a row and rests ``rest`` seconds.

    Promises what Breaker does, for all workers together; Redis's clock counts. Never raises: without Redis each
    process goes by what it has seen itself.
    """

    def __init__(self, name: str, *, failures: int = 3, rest: float = 30.0) -> None:
        self._failed, self._resting = f"sara:breaker:{name}:failed", f"sara:breaker:{name}:resting"
        self._failures, self._rest = failures, round(rest * 1000)
        self._own = Breaker(failures=failures, rest=rest)

    def allows(self) -> bool:
        """Say whether to try; while resting, the first of all workers to ask after the rest is the one that tries."""
        allowed = ask(self._shared_allows)
        return self._own.allows() if allowed is None else allowed

    def succeeded(self) -> None:
        """Close again."""
        self._own.succeeded()
        ask(lambda redis: redis.delete(self._failed, self._resting))

    def failed(self, named: float | None = None) -> None:
        """Count a failure, and rest when there were too many in a row, or for as long as the provider ``named``."""
        self._own.failed(named)
        ask(lambda redis: self._shared_failed(redis, round((named or 0) * 1000)))

    def _shared_allows(self, redis: Redis) -> bool:
        if int(redis.get(self._failed) or 0) < self._failures:
            return True
        # Whoever sets the key is the one that tries; it expires by itself when the rest is over.
        return bool(redis.set(self._resting, 1, nx=True, px=self._rest))

    def _shared_failed(self, redis: Redis, named: int) -> None:
        with redis.pipeline() as steps:
            steps.incr(self._failed)
            steps.expire(self._failed, _FORGOTTEN)
            if int(steps.execute()[0]) >= self._failures:
                redis.set(self._resting, 1, px=max(self._rest, named))
            elif named:
                steps.set(self._failed, self._failures, ex=_FORGOTTEN)
                steps.set(self._resting, 1, px=named)
                steps.execute()
