"""The Django app of the diary."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_save, pre_save


class CalendarConfig(AppConfig):
    """Diary."""

    name = "calendar_integration"
    verbose_name = "Diary"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen for new and changed businesses: the core, which keeps them, knows no diary."""
        from calendar_integration import founding  # noqa: PLC0415 - models are loaded by now only

        post_save.connect(founding.found, sender="receptionist.Business", dispatch_uid="first location")
        pre_save.connect(founding.follow, sender="receptionist.Business", dispatch_uid="only location")
