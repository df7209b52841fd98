"""The addresses of the editor's desk, beside those that every list of the admin has."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from knowledge_base.admin import asking, coverage, exporting, history, importing


def urls(site: AdminSite) -> list[URLPattern]:
    """Return the addresses; every view checks what the account may do."""
    name = "knowledge_base_faq_{}".format
    return [
        path("ask/", site.admin_view(asking.ask), name=name("ask")),
        path("coverage/", site.admin_view(coverage.coverage), name=name("coverage")),
        path("export/<slug:suffix>/", site.admin_view(exporting.export), name=name("export")),
        path("import/", site.admin_view(importing.upload), name=name("import")),
        path("import/<int:import_id>/", site.admin_view(importing.preview), name=name("import_preview")),
        path("import/<int:import_id>/apply/", site.admin_view(importing.apply), name=name("import_apply")),
        path("import/<int:import_id>/drop/", site.admin_view(importing.drop), name=name("import_drop")),
        path(
            "<int:faq_id>/history/<int:version_id>/",
            site.admin_view(history.roll_back),
            name=name("roll_back"),
        ),
    ]
