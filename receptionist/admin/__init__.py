"""Sara's pages for staff; importing a module registers its pages."""

from __future__ import annotations

from receptionist.admin import audit, businesses, conversations, deliveries, follow_ups, people, spending, templates

__all__ = ["audit", "businesses", "conversations", "deliveries", "follow_ups", "people", "spending", "templates"]
