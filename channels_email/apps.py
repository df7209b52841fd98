"""The Django app of e-mail."""

from __future__ import annotations

from django.apps import AppConfig


class EmailConfig(AppConfig):
    """E-mail."""

    name = "channels_email"
    verbose_name = "E-mail"
    default_auto_field = "django.db.models.BigAutoField"
