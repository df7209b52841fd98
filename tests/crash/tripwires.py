"""Tripwires in Sara's processes: who takes a step for which one is armed dies there and then, with all of its group.

Loaded as an app of the rush's own settings, so that the product knows nothing of it. A wire is a file; whoever can
remove it is the one who dies, so that each kills once.
"""

from __future__ import annotations

import functools
import os
import signal
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.utils.module_loading import import_string

from tests.crash.saga import STEPS, Edge, Step


class Tripwires(AppConfig):
    """Lays a wire at every step of the saga."""

    name = "tests.crash"
    label = "tripwires"

    def ready(self) -> None:
        """Wrap the functions that take the steps."""
        folder = Path(os.environ["RUSH_WIRES"])
        for step in STEPS:
            path, _, name = step.function.rpartition(".")
            is_of_class = path.rpartition(".")[2][:1].isupper()
            owner = import_string(path) if is_of_class else import_module(path)
            setattr(owner, name, _wired(getattr(owner, name), step, wire(folder, step)))


def wire(folder: Path, step: Step) -> Path:
    """Return the file that arms a step while it exists."""
    return folder / f"{STEPS.index(step):02}"


def _wired(function: Callable[..., Any], step: Step, armed: Path) -> Callable[..., Any]:
    @functools.wraps(function)
    def step_on_it(*args: Any, **kwargs: Any) -> Any:
        if step.edge is Edge.BEFORE:
            _die_if(armed)
        result = function(*args, **kwargs)
        if step.edge is Edge.AFTER and step.result in {"", type(result).__name__}:
            _die_if(armed)
        return result

    return step_on_it


def _die_if(armed: Path) -> None:
    try:
        armed.unlink()
    except FileNotFoundError:
        return
    os.killpg(0, signal.SIGKILL)
