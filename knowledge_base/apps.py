"""The Django app of the knowledge base."""

from __future__ import annotations

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    """Knowledge."""

    name = "knowledge_base"
    verbose_name = "Knowledge"
    default_auto_field = "django.db.models.BigAutoField"
