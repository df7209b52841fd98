"""Resolves the calendar outside that settings name, once and lazily."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from calendar_integration.ports import OutsideCalendar


def outside_calendar() -> OutsideCalendar | None:
    """Return the calendar outside; None where the business keeps none."""
    path = settings.OUTSIDE_CALENDAR
    return _made(path) if path else None


@cache
def _made(path: str) -> OutsideCalendar:
    calendar: OutsideCalendar = import_string(path)()
    return calendar
