"""A real CalDAV server on loopback: Radicale, a process of its own, with a password file and a folder to throw away."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USERNAME, PASSWORD = "sara", "app-password-1234"

_CONFIG = """
[server]
hosts = 127.0.0.1:{port}
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = plain
delay = 0
[rights]
type = owner_only
[storage]
filesystem_folder = {folder}/collections
[logging]
level = info
"""


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Yield the address of a server that runs until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (folder / "users").write_text(f"{USERNAME}:{PASSWORD}\n")
    config = folder / "config"
    config.write_text(_CONFIG.format(port=port, folder=folder))
    command = [sys.executable, "-m", "radicale", "--config", str(config)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        said: list[str] = []
        for line in server.stderr:
            said.append(line)
            if "server ready" in line:
                break
        else:
            raise RuntimeError("Radicale did not start:\n" + "".join(said))
        # Nobody reads on, and a full pipe would hold it up.
        threading.Thread(target=lambda: server.stderr and server.stderr.read(), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(10)
