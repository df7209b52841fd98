"""The Django app of SMS."""

from __future__ import annotations

from django.apps import AppConfig


class SmsConfig(AppConfig):
    """Text messages."""

    name = "channels_sms"
    verbose_name = "Text messages"
    default_auto_field = "django.db.models.BigAutoField"
