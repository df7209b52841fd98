"""The Django app of the knowledge base."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class KnowledgeConfig(AppConfig):
    """Knowledge."""

    name = "knowledge_base"
    verbose_name = "Knowledge"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the system checks, and what is done after each ``migrate``."""
        from knowledge_base import checks  # noqa: F401, PLC0415 - settings are read by now only

        post_migrate.connect(_prepare_pgvector, sender=self)


def _prepare_pgvector(**told: Any) -> None:
    # Imported here: numpy takes memory that other processes need not spend.
    from knowledge_base.searching import pgvector  # noqa: PLC0415

    pgvector.prepare(using=told["using"])
