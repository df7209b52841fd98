"""The core as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class ReceptionistConfig(AppConfig):
    """The core: inbox, dialogue, outbox, audit."""

    name = "receptionist"
    verbose_name = "Reception"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the system checks."""
        from receptionist import checks  # noqa: F401, PLC0415
