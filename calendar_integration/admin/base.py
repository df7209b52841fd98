"""What the diary's pages have in common."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from unfold.admin import ModelAdmin, TabularInline

from calendar_integration import coming
from calendar_integration.models import Appointment
from receptionist.models import Business

#: Appointments that a warning names; staff find the others in the list.
_MOST_LINKS = 5


class DiaryAdmin(ModelAdmin):  # type: ignore[misc]  # the theme is untyped
    """A page on which staff edit; nothing they do here changes what is booked, and they are told how much that is.

    You write these: ``list_display``, ``fieldsets`` and the rest of Django's admin; ``why_kept`` for one more reason
    not to delete a row.
    Leave these alone: the methods below.
    """

    list_per_page = 50
    warn_unsaved_form = True

    def why_kept(self, row: Any) -> str:
        """Say why a row must not be deleted though nothing is booked of it; empty when it may be."""
        return ""

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Prefill the business where there is one only."""
        businesses = list(Business.objects.values_list("pk", flat=True)[:2])
        prefilled = {"business": businesses[0]} if len(businesses) == 1 else {}
        return {**prefilled, **super().get_changeform_initial_data(request)}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save, and say how much is booked of what is not offered any more."""
        super().save_model(request, obj, form, change)
        if change and "active" in form.changed_data:
            tell_if_switched_off(request, obj)

    def get_deleted_objects(self, objs: QuerySet[Model], request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        """Refuse to delete what has appointments, saying so in plain words."""
        deleted, counts, needed, protected = super().get_deleted_objects(objs, request)
        kept = [reason for row in objs if (reason := self._why_kept(row))]
        # A permission that is lacking would be named instead, and nobody has one to delete appointments.
        return (deleted, counts, set(), kept) if kept else (deleted, counts, needed, protected)

    def _why_kept(self, row: Any) -> str:
        appointments = coming.appointments_of(row)
        total, to_come = appointments.count(), coming.still_to_come(appointments).count()
        if not total:
            return self.why_kept(row)
        return (
            f"“{row}” has appointments ({total}, still to come: {to_come}), and they would lose it. "
            "Untick “active” instead: it is booked no more, and what is booked stays."
        )


class DiaryInline(TabularInline):  # type: ignore[misc]  # the theme is untyped
    """Lines that are edited on the page of what they belong to."""

    extra = 0
    #: The lines tell themselves; their words beside the fields would only take room.
    hide_title = True


class HistoryInline(TabularInline):  # type: ignore[misc]  # the theme is untyped
    """Lines that tell what happened: shown, never edited."""

    extra = 0
    hide_title = True
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False


def tell_if_switched_off(request: HttpRequest, row: Any) -> None:
    """Say how much is booked of what is not offered any more."""
    if not row.active:
        standing = coming.still_to_come(coming.appointments_of(row))
        warn(request, f"“{row}” is not booked any more, but appointments are still to come", standing)


def warn(request: HttpRequest, what: str, standing: QuerySet[Appointment]) -> None:
    """Tell staff of what stands all the same, how much and which it is, and that it is theirs to settle."""
    total = standing.count()
    if not total:
        return
    named = more = SafeString()
    if request.user.has_perm("calendar_integration.view_appointment"):
        shown = map(_linked, standing.order_by("during", "pk")[:_MOST_LINKS])
        named = format_html_join(", ", '<a class="underline" href="{}">{}</a>', shown)
        more = format_html(" and {} more", total - _MOST_LINKS) if total > _MOST_LINKS else more
    told = "{}: {}. Nothing that is booked was changed: move or cancel it yourself. {}{}"
    messages.warning(request, format_html(told, what, total, named, more))


def _linked(appointment: Appointment) -> tuple[str, str]:
    url = reverse("admin:calendar_integration_appointment_change", args=[appointment.pk])
    return url, f"{appointment.local_day} {appointment.local_time:%H:%M} {appointment.customer_name or 'held'}"
