"""What stands under each tag, and how much it is used."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from knowledge_base.editing import usage
from receptionist.admin import show


@require_GET
def coverage(request: HttpRequest) -> HttpResponse:
    """Show the tags as a table, the most used first."""
    if not request.user.has_perm("knowledge_base.view_faq"):
        raise PermissionDenied
    rows = usage.coverage()
    most = max((row.uses for row in rows), default=0)
    context = {
        **admin.site.each_context(request),
        "title": "Coverage by tag",
        "rows": [(row, show.ago(row.last_used), round(100 * row.uses / most) if most else 0) for row in rows],
    }
    return render(request, "knowledge_base/coverage.html", context)
