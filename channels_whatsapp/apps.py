"""The Django app of WhatsApp."""

from __future__ import annotations

from django.apps import AppConfig


class WhatsappConfig(AppConfig):
    """WhatsApp."""

    name = "channels_whatsapp"
    verbose_name = "WhatsApp"
    default_auto_field = "django.db.models.BigAutoField"
