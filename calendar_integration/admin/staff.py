"""Who performs services, and when each of them works, on one page."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from calendar_integration import coming
from calendar_integration.admin import subscription
from calendar_integration.admin.base import DiaryAdmin, DiaryInline, warn
from calendar_integration.forms import StaffDayFormSet, StaffForm, StaffHoursFormSet
from calendar_integration.models import Appointment, Staff, StaffDay, StaffHours, TimeOff
from receptionist.admin import show
from receptionist.models import Business


class StaffHoursInline(DiaryInline):
    """The week."""

    model = StaffHours
    formset = StaffHoursFormSet
    verbose_name_plural = "Works every week (no lines: whenever any location is open)"


class StaffDayInline(DiaryInline):
    """Days with other hours."""

    model = StaffDay
    formset = StaffDayFormSet
    verbose_name_plural = "Other hours on single days (they count instead of the week)"


class TimeOffInline(DiaryInline):
    """Stretches without any."""

    model = TimeOff
    verbose_name_plural = "Time off (in the business's time zone)"


@admin.register(Staff)
class StaffAdmin(DiaryAdmin):
    """Members of staff with their week."""

    form = StaffForm
    list_display = ("name", "performs", "active")
    list_editable = ("active",)
    list_filter = ("active", "services")
    search_fields = ("name",)
    inlines: ClassVar = [StaffHoursInline, StaffDayInline, TimeOffInline]
    change_form_outer_after_template = "admin/calendar_integration/subscription_form.html"
    readonly_fields = ("subscription_address",)
    fieldsets = (
        (None, {"fields": ("name", "email", "services")}),
        ("Use", {"fields": ("active", "calendar_id", "business")}),
    )

    class Media:
        js = ("calendar_integration/copy.js",)

    def get_fieldsets(self, request: HttpRequest, obj: Staff | None = None) -> Any:
        """Add the subscription for who may change it: whoever sees the address has the calendar."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self.has_change_permission(request, obj):
            return fieldsets
        fields = ("subscription_address", "subscription_shows_phones")
        return (*fieldsets, ("Calendar subscription", {"fields": fields}))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Staff]:
        """Read the services of all lines at once."""
        rows: QuerySet[Staff] = super().get_queryset(request).prefetch_related("services")
        return rows

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Read and show moments as the clock on the business's wall does."""
        staff = Staff.objects.select_related("business").filter(pk=object_id).first() if object_id else None
        business = staff.business if staff else Business.objects.first()
        with timezone.override(business.zone if business else timezone.get_default_timezone()):
            response = super().changeform_view(request, object_id, form_url, extra_context)
            return response.render() if hasattr(response, "render") else response

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save, and say what does not fit: hours while the house is closed, appointments in time off."""
        super().save_related(request, form, formsets, change)
        staff: Staff = form.instance
        outside = coming.hours_outside(staff)
        if outside:
            listed = ", ".join(f"{row} ({row.location})" for row in outside)
            messages.warning(request, f"Not within any opening hours: {listed}. Customers are booked while it is open.")
        for formset in formsets:
            for row in (*formset.new_objects, *(changed for changed, _ in formset.changed_objects)):
                warn(request, f"Appointments of {staff} stand in this time off ({row})", _standing_in(row))

    def get_urls(self) -> list[URLPattern]:
        """Add the buttons of the subscription."""

        def act(request: HttpRequest, staff_id: int, what: str) -> HttpResponse:
            return subscription.act(request, staff_id, what, may_change=self.has_change_permission(request))

        view = self.admin_site.admin_view(require_POST(act))
        name = "calendar_integration_staff_subscription"
        return [path("<int:staff_id>/subscription/<str:what>/", view, name=name), *super().get_urls()]

    @admin.display(description="Address")
    def subscription_address(self, staff: Staff) -> SafeString:
        """Show it."""
        return subscription.panel(staff)

    @admin.display(description="Performs")
    def performs(self, staff: Staff) -> SafeString:
        """Show the services."""
        return show.labels(service.name for service in staff.services.all())


def _standing_in(row: Any) -> QuerySet[Appointment]:
    """Return the appointments in what is meant to be free of them."""
    if isinstance(row, TimeOff):
        return coming.standing_in(row.staff, row.starts, row.ends)
    if isinstance(row, StaffDay) and row.starts is None:
        return coming.standing_on_days(row.staff, row.day, row.day)
    return Appointment.objects.none()
