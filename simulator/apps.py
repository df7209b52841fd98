"""The Django app of a simulated carrier."""

from __future__ import annotations

from django.apps import AppConfig


class SimulatorConfig(AppConfig):
    """Simulator."""

    name = "simulator"
    verbose_name = "Simulator"
    default_auto_field = "django.db.models.BigAutoField"
