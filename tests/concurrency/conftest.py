from __future__ import annotations

from tests.receptionist.conftest import no_workers  # noqa: F401 - a fixture
