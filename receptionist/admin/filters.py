"""Filters in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from receptionist.admin.show import CHANNELS


class StateFilter(admin.SimpleListFilter):
    """Shows one state unless asked for another, so that a page opens with what needs doing.

    You write these: ``title``, ``default`` (its label and condition) and ``states`` (key → label and condition).
    Leave these alone: the methods.
    """

    parameter_name = "state"
    default: ClassVar[tuple[str, Q]]
    states: ClassVar[dict[str, tuple[str, Q]]]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Name the states other than the default."""
        return [(key, label) for key, (label, _) in self.states.items()]

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Call the default by its name rather than "All"."""
        for number, choice in enumerate(super().choices(changelist)):
            yield choice if number else {**choice, "display": self.default[0]}

    def queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> QuerySet[Model]:
        """Keep what is in the state."""
        _, condition = self.states.get(self.value() or "", self.default)
        return queryset.filter(condition)


class ChannelFilter(admin.SimpleListFilter):
    """Filters by channel, named as staff would."""

    title = "channel"
    parameter_name = "channel"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Name the channels."""
        return [(name, words) for name, (_, words) in CHANNELS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> QuerySet[Model]:
        """Keep those of the channel."""
        return queryset.filter(channel=self.value()) if self.value() else queryset
