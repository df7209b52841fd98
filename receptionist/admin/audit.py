"""The audit, read-only: everything that happened, newest first."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from receptionist.admin import show
from receptionist.admin.base import ReadOnlyAdmin
from receptionist.models import AuditEvent
from receptionist.telling import story


class KindFilter(admin.SimpleListFilter):
    """Filters by kind of event."""

    title = "kind"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Name the kinds."""
        return [(kind, kind.replace(".", " ").replace("_", " ").capitalize()) for kind in story.kinds()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> QuerySet[Model]:
        """Keep those of the kind."""
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    """The audit's lines."""

    list_display = ("when", "sentence", "conversation_link", "kind")
    list_display_links = ("when",)
    list_filter = (KindFilter, ("at", admin.DateFieldListFilter))
    list_select_related = ("conversation__contact", "conversation__business")
    ordering = ("-pk",)
    list_per_page = 100
    show_full_result_count = False
    fields: ClassVar = ["at", "sentence", "kind", "details", "conversation_link", "position", "previous_hash", "hash"]
    readonly_fields: ClassVar = fields

    @admin.display(description="When (UTC)", ordering="pk")
    def when(self, event: AuditEvent) -> str:
        """Tell the exact moment."""
        return f"{event.at:%d %b %Y %H:%M:%S}"

    @admin.display(description="What happened")
    def sentence(self, event: AuditEvent) -> SafeString:
        """Tell it in words."""
        zone = event.conversation.business.timezone if event.conversation else None
        return show.told(story.tell(event.kind, {"timezone": zone} | event.facts))

    @admin.display(description="Conversation")
    def conversation_link(self, event: AuditEvent) -> SafeString | str:
        """Link the conversation."""
        return show.conversation(event.conversation)

    @admin.display(description="Facts")
    def details(self, event: AuditEvent) -> SafeString:
        """Show the facts as they were written."""
        return format_html('<pre class="sara-raw">{}</pre>', json.dumps(event.facts, indent=2, ensure_ascii=False))
