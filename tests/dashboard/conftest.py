from __future__ import annotations

from tests.receptionist.staff.conftest import reception, staff_with  # noqa: F401 - fixtures
