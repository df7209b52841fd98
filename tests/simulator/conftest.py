from __future__ import annotations

import pytest

from simulator.customers import create
from simulator.models import SimulatedPhone
from tests.simulator.running import sara

__all__ = ["sara"]


@pytest.fixture
def phone(db: None) -> SimulatedPhone:
    return create()
