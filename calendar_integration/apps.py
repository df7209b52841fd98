"""The Django app of the diary."""

from __future__ import annotations

from django.apps import AppConfig


class CalendarConfig(AppConfig):
    """Diary."""

    name = "calendar_integration"
    verbose_name = "Diary"
    default_auto_field = "django.db.models.BigAutoField"
