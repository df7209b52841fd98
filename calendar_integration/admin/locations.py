"""Locations and when they are open; rooms and devices."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ChoiceField
from django.http import HttpRequest
from django.utils.safestring import SafeString
from unfold.widgets import UnfoldAdminSelectWidget

from calendar_integration import coming, public_holidays
from calendar_integration.admin.base import DiaryAdmin, DiaryInline, tell_if_switched_off, warn
from calendar_integration.forms import DiaryFormSet, OpeningHoursFormSet, SpecialDayFormSet
from calendar_integration.models import Closure, Location, OpeningHours, Resource, ResourceKind, SpecialDay
from receptionist.admin import show


class OpeningHoursInline(DiaryInline):
    """The week; a day may have several lines."""

    model = OpeningHours
    formset = OpeningHoursFormSet
    verbose_name_plural = "Open every week"


class SpecialDayInline(DiaryInline):
    """Days with other hours."""

    model = SpecialDay
    formset = SpecialDayFormSet
    verbose_name_plural = "Other hours on single days (they count instead of the week and of public holidays)"


class ClosureInline(DiaryInline):
    """Days without any."""

    model = Closure
    verbose_name = "closure"
    verbose_name_plural = "Closed altogether (whatever else is said)"


@admin.register(Location)
class LocationAdmin(DiaryAdmin):
    """A location's week and its exceptions, on one page."""

    list_display = ("name", "address", "timezone", "open_on", "active", "position")
    list_editable = ("active", "position")
    list_filter = ("active",)
    search_fields = ("name", "address")
    inlines: ClassVar = [OpeningHoursInline, SpecialDayInline, ClosureInline]
    fieldsets = (
        (None, {"fields": ("name", "aliases", "address", "timezone")}),
        ("Public holidays", {"fields": (("holiday_country", "holiday_region"),)}),
        ("Use", {"fields": ("active", "position", "business")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Location]:
        """Read the hours of all lines at once."""
        rows: QuerySet[Location] = super().get_queryset(request).prefetch_related("opening_hours")
        return rows

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Let the country be chosen by its name."""
        if db_field.name == "holiday_country":
            choices = [("", "Open on public holidays"), *public_holidays.countries().items()]
            return ChoiceField(
                choices=choices,
                required=False,
                label="Closed on the public holidays of",
                widget=UnfoldAdminSelectWidget,
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def why_kept(self, row: Location) -> str:
        """Keep the last one."""
        is_last = not Location.objects.filter(business=row.business).exclude(pk=row.pk).exists()
        return f"“{row}” is the only location of {row.business}, and every business needs one." if is_last else ""

    def save_model(self, request: HttpRequest, obj: Location, form: Any, change: bool) -> None:
        """Save, and say how much was agreed by the clock that hung there before."""
        super().save_model(request, obj, form, change)
        if change and "timezone" in form.changed_data:
            agreed = coming.still_to_come(coming.appointments_of(obj)).exclude(timezone=obj.timezone)
            before = form.initial["timezone"]
            warn(
                request, f"Appointments still to come at “{obj}” keep the time agreed by the clock of {before}", agreed
            )

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Save, and say how many appointments stand on days that are closed all the same."""
        super().save_formset(request, form, formset, change)
        for row in (*formset.new_objects, *(changed for changed, _ in formset.changed_objects)):
            if days := _closed_days(row):
                standing = coming.standing_on_days(form.instance, *days)
                warn(request, f"Appointments stand on closed days ({row})", standing)

    @admin.display(description="Open on")
    def open_on(self, location: Location) -> SafeString:
        """Name the weekdays."""
        days = dict.fromkeys(row.get_weekday_display()[:3] for row in location.opening_hours.all())
        return show.labels(days)


def _closed_days(row: Any) -> tuple[Any, Any] | None:
    if isinstance(row, Closure):
        return row.first_day, row.last_day
    if isinstance(row, SpecialDay) and row.opens is None:
        return row.day, row.day
    return None


class ResourceInline(DiaryInline):
    """The rooms or devices of a kind."""

    model = Resource
    formset = DiaryFormSet
    verbose_name_plural = "Which there are, and where"


@admin.register(ResourceKind)
class ResourceKindAdmin(DiaryAdmin):
    """Kinds of rooms and devices, each with those there are."""

    list_display = ("name", "those_there_are")
    search_fields = ("name", "resources__name")
    inlines: ClassVar = [ResourceInline]
    fields = ("name", "business")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ResourceKind]:
        """Read the rooms of all lines at once."""
        rows: QuerySet[ResourceKind] = super().get_queryset(request).prefetch_related("resources")
        return rows

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Save, and say how much is booked of rooms that are out of use."""
        super().save_formset(request, form, formset, change)
        for resource, fields in formset.changed_objects:
            if "active" in fields:
                tell_if_switched_off(request, resource)

    @admin.display(description="There are")
    def those_there_are(self, kind: ResourceKind) -> SafeString:
        """Name them."""
        return show.labels(resource.name for resource in kind.resources.all())
