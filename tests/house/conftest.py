"""Folders that the embedded servers can use, also where they run as an account of their own."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from sara.local.bootstrap import OUTSIDE, VAR


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder below var/, as a real run has it."""
    path = Path(VAR) / f"tests-{uuid.uuid4().hex[:12]}"
    path.mkdir(parents=True)
    yield path
    for each in (path, *Path(OUTSIDE).glob(f"{path.name}-*")):
        shutil.rmtree(each, ignore_errors=True)
