"""The diary as staff keep it; importing a module registers its pages."""

from __future__ import annotations

from calendar_integration.admin import appointments, calendars, locations, notices, services, staff, waitlist

__all__ = ["appointments", "calendars", "locations", "notices", "services", "staff", "waitlist"]
