"""The processes Sara is made of, each by one word: ``python -m sara.roles web``.

One table for `make run`, compose.yaml and k8s/, so that what is tried on a desk is what is deployed.
"""

from __future__ import annotations

import os
import sys

_HTTP = "--http 1 --no-ws --log-level error --workers-kill-timeout 5"
_WORKER = "celery -q -A sara.celery worker -P threads --without-gossip --without-mingle"

ROLES = {
    # Webhooks, API, admin: answers at once, so few threads serve many connections; more would only wait for each other.
    "web": f"sara.serving {_HTTP} --interface wsgi --workers 2 --blocking-threads 4 --backpressure 256"
    " sara.wsgi:application",
    # What waits for a reply, the turns of a call above all.
    "live": f"granian {_HTTP} --interface asginl sara.asgi:application",
    "worker": f"{_WORKER} -n worker@%h -c 8 -Q default",
    # Calls have a worker of their own: no text message may make a caller wait.
    "voice-worker": f"{_WORKER} -n voice@%h -c 8 -Q voice",
    "beat": "celery -q -A sara.beat beat",
}


def command(role: str, *more: str) -> list[str]:
    """Return the command line of a role, run by this Python; KeyError when there is none. Later options win."""
    return [sys.executable, "-m", *ROLES[role].split(), *more]


def main() -> None:
    """Become the role that the first argument names; the rest is handed on."""
    role, *more = sys.argv[1:] or [""]
    if role not in ROLES:
        sys.exit(f"Name a role: {', '.join(ROLES)}.")
    line = command(role, *more)
    os.execv(line[0], line)  # noqa: S606 - fixed arguments, no shell wanted


if __name__ == "__main__":
    main()
