"""``python -m sara.local COMMAND``: what stands behind each `make` command, inside the virtual environment."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

from sara.local import checks, run, tests
from sara.local.bootstrap import Told, told_when_the_disk_refuses
from sara.local.children import stop_with_our_parent
from sara.local.fleet import Stop, stoppable

COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": run.run,
    "talk": run.talk,
    "test": tests.test,
    "bench": tests.bench,
    "check": checks.check,
    "lock": checks.lock,
}


def main() -> int:
    """Run one command; returns its exit code."""
    command, *arguments = sys.argv[1:]
    stop_with_our_parent()
    try:
        with stoppable(), told_when_the_disk_refuses():
            return COMMANDS[command](arguments)
    except Told as problem:
        print(f"sara: {problem}", file=sys.stderr)
        return 1
    except Stop:
        print("\nsara: stopped.", file=sys.stderr)
        return 0 if command == "run" else 130


if __name__ == "__main__":
    # Servers and readers are stopped by now; nothing is left that a slow interpreter exit would improve.
    status = main()
    sys.stdout.flush()
    os._exit(status)
