"""The diary as staff keep it; importing a module registers its pages."""

from __future__ import annotations

from calendar_integration.admin import appointments, locations, services, staff

__all__ = ["appointments", "locations", "services", "staff"]
