"""`make check`: everything that judges the code without running it; and `make lock`: the pinned requirements."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from sara.local.bootstrap import ROOT

_PYTHON = (sys.executable, "-m")
_MANAGE = (sys.executable, "manage.py")
_TOOLS = Path(sys.executable).parent
#: What a deployment sets, so that `check --deploy` judges the settings of a deployment.
_DEPLOYED = {
    "DJANGO_SECRET_KEY": "only-for-the-check-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGH",
    "PUBLIC_BASE_URL": "https://sara.example.com",
    "SARA_DEMO": "0",
}
_HOUSE_TESTS = ("tests/house/test_shape.py", "tests/house/test_requirements.py")
_STEPS: dict[str, tuple[str, ...]] = {
    "ruff check": (*_PYTHON, "ruff", "check", "."),
    "ruff format": (*_PYTHON, "ruff", "format", "--check", "."),
    "mypy --strict": (*_PYTHON, "mypy", "."),
    "import-linter": (str(_TOOLS / "lint-imports"), "--no-cache"),
    "manage.py check --deploy": (*_MANAGE, "check", "--deploy", "--fail-level", "WARNING"),
    "makemigrations --check": (*_MANAGE, "makemigrations", "--check", "--dry-run"),
    "shape and requirements": (*_PYTHON, "pytest", "-q", *_HOUSE_TESTS),
    "kubernetes-validate": (str(_TOOLS / "kubernetes-validate"), "--strict"),
    "hadolint": (str(_TOOLS / "hadolint"), "Dockerfile"),
}
_LOCKS: dict[str, tuple[str, ...]] = {
    "requirements.txt": (),
    "requirements-local.txt": ("--extra", "local", "-c", "requirements.txt"),
    "requirements-dev.txt": ("--extra", "local", "--extra", "dev", "-c", "requirements.txt"),
}


def check(arguments: Sequence[str]) -> int:
    """Run every check, show the words of those that fail, and return 1 when one did."""
    failed = [name for name, command in _STEPS.items() if not _passes(name, command)]
    verdict = f"; mend: {', '.join(failed)}" if failed else ""
    print(f"\n{len(_STEPS) - len(failed)} of {len(_STEPS)} checks passed{verdict}")
    return 1 if failed else 0


def _passes(name: str, command: Sequence[str]) -> bool:
    if name == "kubernetes-validate":
        manifests = [path for path in (Path(ROOT) / "k8s").glob("*.yaml") if path.stem != "kustomization"]
        command = (*command, *map(str, manifests))
    started = time.monotonic()
    env = {**os.environ, **_DEPLOYED}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    print(f"{'ok  ' if done.returncode == 0 else 'FAIL'}  {name:<28}{time.monotonic() - started:5.1f} s", flush=True)
    if done.returncode != 0:
        print((done.stdout + done.stderr).rstrip(), flush=True)
    return done.returncode == 0


def lock(arguments: Sequence[str]) -> int:
    """Pin pyproject.toml's requirements, keeping what is pinned already unless ``--upgrade`` is among the arguments."""
    common = [*_PYTHON, "uv", "pip", "compile", "--quiet", "pyproject.toml", "--no-header", "--no-emit-index-url"]
    common += ["--no-emit-find-links", "--python-version", "3.11", "--universal"]
    for name, extras in _LOCKS.items():
        status = subprocess.run([*common, *extras, "-o", name, *arguments], cwd=ROOT, check=False).returncode
        if status != 0:
            return status
    return 0
