"""The admin's front page: what is to be done today, and how it has been going."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from sara.dashboard import figures, lists


def fill(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add to the front page's context what this account may see."""
    panels = lists.panels(request)
    return {
        **context,
        "title": "Today",
        "panels": panels,
        "lists": [panel for panel in panels if panel.rows is not None],
        "figures": figures.figures(request, timezone.now()),
    }
