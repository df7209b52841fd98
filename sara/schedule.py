"""What beat rings for, and how often; plain values, so that beat need not load anything else."""

from __future__ import annotations

from typing import Any

#: A ring that nobody heard in time is worthless: the next one is on its way.
SCHEDULE: dict[str, dict[str, Any]] = {
    "sweep": {"task": "receptionist.sweep", "schedule": 10.0, "options": {"expires": 10}},
    "prune-ledger": {"task": "receptionist.prune", "schedule": 3600.0, "options": {"expires": 3600}},
    "mirror-appointments": {"task": "calendar_integration.sweep", "schedule": 30.0, "options": {"expires": 30}},
    "end-holds": {"task": "calendar_integration.end_holds", "schedule": 60.0, "options": {"expires": 60}},
    "close-interactions": {"task": "receptionist.close_interactions", "schedule": 60.0, "options": {"expires": 60}},
}
