"""The vendors' own specifications, where somebody has put them beside the checkout; they are not part of Sara."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "specs"


@cache
def load(name: str) -> dict[str, Any] | None:
    """Read a specification, JSON or YAML; None when it is not there."""
    path = FOLDER / name
    if not path.is_file():
        return None
    text = path.read_text()
    spec: dict[str, Any] = json.loads(text) if path.suffix == ".json" else yaml.load(text, yaml.CSafeLoader)
    return spec


def require(name: str) -> dict[str, Any]:
    """Read a specification, or skip the test that needs it."""
    spec = load(name)
    if spec is None:
        pytest.skip(f"the vendor's specification {name} is not in {FOLDER}")
    return spec
