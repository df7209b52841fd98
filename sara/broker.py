"""How long anybody waits for the broker; plain values, so that beat need not load anything else."""

from __future__ import annotations

#: Seconds. Whoever rings must not wait for a broker that does not answer: the rows are safe, the next ring will come.
TIMEOUTS = {"socket_connect_timeout": 1, "socket_timeout": 5}
