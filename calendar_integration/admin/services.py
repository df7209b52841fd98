"""What customers can book."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.safestring import SafeString

from calendar_integration import coming
from calendar_integration.admin.base import DiaryAdmin, DiaryInline, warn
from calendar_integration.forms import DiaryFormSet, ServiceForm
from calendar_integration.models import Location, Resource, Service, ServiceNeed
from receptionist.admin import show


class ServiceNeedInline(DiaryInline):
    """What every booking takes up beside its performer."""

    model = ServiceNeed
    formset = DiaryFormSet
    verbose_name_plural = "Rooms and devices it needs (one of each)"


@admin.register(Service)
class ServiceAdmin(DiaryAdmin):
    """Services with their rules."""

    form = ServiceForm
    list_display = ("name", "length", "price_said", "also_called", "active", "position")
    list_editable = ("active", "position")
    list_filter = ("active", "locations")
    search_fields = ("name", "aliases", "description")
    inlines: ClassVar = [ServiceNeedInline]
    fieldsets = (
        (None, {"fields": ("name", "aliases", "minutes")}),
        ("Around it", {"fields": (("buffer_before", "buffer_after"),)}),
        ("When it can be booked and cancelled", {"fields": (("lead_minutes", "horizon_days"), "cancel_until_hours")}),
        ("For groups", {"fields": ("capacity",)}),
        ("Where", {"fields": ("locations",)}),
        ("Price and description", {"fields": ("price", "price_text", "description")}),
        ("Use", {"fields": ("active", "position", "business")}),
    )

    def save_model(self, request: HttpRequest, obj: Service, form: Any, change: bool) -> None:
        """Save, and say which sittings have more customers than there are places now."""
        super().save_model(request, obj, form, change)
        if change and "capacity" in form.changed_data:
            what = f"Appointments stand in sittings with more customers than “{obj}” has places now ({obj.capacity})"
            warn(request, what, coming.in_too_full_sittings(obj))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save, and say where it cannot be booked because something it needs is not there."""
        super().save_related(request, form, formsets, change)
        service: Service = form.instance
        offered = service.locations.all() or Location.objects.filter(business=service.business, active=True)
        for need in service.needs.select_related("kind"):
            there = Resource.objects.filter(kind=need.kind, active=True)
            lacking = ", ".join(str(place) for place in offered.exclude(resources__in=there))
            if lacking:
                messages.warning(request, f"There is no {need.kind} at {lacking}: it cannot be booked there.")

    @admin.display(description="Takes", ordering="minutes")
    def length(self, service: Service) -> str:
        """Show how long it takes."""
        return f"{service.minutes} min"

    @admin.display(description="Price", ordering="price")
    def price_said(self, service: Service) -> str:
        """Show the price as it is said, else as a number."""
        return service.price_text or ("–" if service.price is None else f"{service.price:.2f}")

    @admin.display(description="Also called")
    def also_called(self, service: Service) -> SafeString:
        """Show the other words for it."""
        return show.labels(service.aliases)
