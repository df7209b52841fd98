from __future__ import annotations

from tests.receptionist.conftest import carriers, no_workers, phone  # noqa: F401 - fixtures
