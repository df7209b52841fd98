"""The Django app of Phone calls."""

from __future__ import annotations

from django.apps import AppConfig


class VoiceConfig(AppConfig):
    """Phone calls."""

    name = "channels_voice"
    verbose_name = "Phone calls"
    default_auto_field = "django.db.models.BigAutoField"
