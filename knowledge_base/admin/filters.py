"""Filters of the list of FAQs."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, Func, QuerySet
from django.http import HttpRequest

from knowledge_base.editing import usage
from knowledge_base.models import FAQ


class TagFilter(admin.SimpleListFilter):
    """Filter FAQs by one of their tags."""

    title = "tag"
    parameter_name = "tag"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """List the tags in use, each with how many FAQs it has."""
        tags: Any = FAQ.objects.order_by().annotate(tag=Func("tags", function="unnest")).values("tag")
        counted = tags.annotate(count=Count("pk")).order_by("tag").values_list("tag", "count")
        return [(tag, f"{tag} ({count})") for tag, count in counted]

    def queryset(self, request: HttpRequest, queryset: QuerySet[FAQ]) -> QuerySet[FAQ]:
        """Keep those with the tag."""
        return queryset.filter(tags__contains=[self.value()]) if self.value() else queryset


class UsageFilter(admin.SimpleListFilter):
    """Filter FAQs by whether they were ever the answer."""

    title = "use"
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer those that were never used."""
        return [("never", "Never used")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[FAQ]) -> QuerySet[FAQ]:
        """Keep the active ones that no reply has said."""
        return usage.never_used(queryset) if self.value() == "never" else queryset
