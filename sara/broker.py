"""How long anybody waits for the broker; plain values, so that beat need not load anything else."""

from __future__ import annotations

#: Whoever rings must not wait for a broker that is down or does not answer: the rows are safe, the next ring will come.
IMPATIENCE = {
    # Seconds.
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
    # Kombu would try for six seconds to reach a broker that refuses, and keep a webhook's thread that long. Workers
    # and beat go on trying by themselves.
    "max_retries": 0,
}
