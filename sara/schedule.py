"""What beat rings for, and how often; plain values, so that beat need not load anything else."""

from __future__ import annotations

from typing import Any

#: A ring that nobody heard in time is worthless: the next one is on its way.
SCHEDULE: dict[str, dict[str, Any]] = {
    "sweep": {"task": "receptionist.sweep", "schedule": 10.0, "options": {"expires": 10}},
    "prune-ledger": {"task": "receptionist.prune", "schedule": 3600.0, "options": {"expires": 3600}},
    "mirror-appointments": {"task": "calendar_integration.sweep", "schedule": 30.0, "options": {"expires": 30}},
    "sync-calendars": {"task": "calendar_integration.sweep_calendars", "schedule": 30.0, "options": {"expires": 30}},
    "keep-channels": {"task": "calendar_integration.keep_channels", "schedule": 600.0, "options": {"expires": 600}},
    "end-holds": {"task": "calendar_integration.end_holds", "schedule": 60.0, "options": {"expires": 60}},
    "prune-diary": {"task": "calendar_integration.prune", "schedule": 3600.0, "options": {"expires": 3600}},
    "send-notices": {"task": "calendar_integration.send_notices", "schedule": 15.0, "options": {"expires": 15}},
    "tend-waitlist": {"task": "calendar_integration.tend_waitlist", "schedule": 30.0, "options": {"expires": 30}},
    "embed-faqs": {"task": "knowledge_base.sweep", "schedule": 10.0, "options": {"expires": 10}},
    "sum-up-days": {"task": "receptionist.sum_up_days", "schedule": 600.0, "options": {"expires": 600}},
    "tend-questions": {"task": "knowledge_base.tend_questions", "schedule": 15.0, "options": {"expires": 15}},
    "close-interactions": {"task": "receptionist.close_interactions", "schedule": 60.0, "options": {"expires": 60}},
}
