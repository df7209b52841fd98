"""The diary as staff keep it: services, people and hours are edited; appointments are changed by the diary's rules."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import DateField, F, Func, Q, QuerySet
from django.db.models.functions import Cast, Now
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST
from unfold.admin import ModelAdmin

from calendar_integration import booking, mirroring, selectors
from calendar_integration.forms import StaffForm
from calendar_integration.models import (
    Appointment,
    AppointmentStatus,
    Closure,
    MirrorStatus,
    OpeningHours,
    Service,
    Staff,
)
from receptionist.admin import show
from receptionist.admin.base import ReadOnlyAdmin
from receptionist.admin.filters import StateFilter
from receptionist.models import Business

_MIRROR = {
    MirrorStatus.NOT_NEEDED: ("–", "plain"),
    MirrorStatus.PENDING: ("Being written", "doubtful"),
    MirrorStatus.DONE: ("In step", "good"),
    MirrorStatus.FAILED: ("Refused", "bad"),
}


class DiaryAdmin(ModelAdmin):  # type: ignore[misc]  # the theme is untyped
    """A page on which staff edit; the only business there is need not be chosen."""

    list_per_page = 50
    warn_unsaved_form = True

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Prefill the business where there is one only."""
        businesses = list(Business.objects.values_list("pk", flat=True)[:2])
        prefilled = {"business": businesses[0]} if len(businesses) == 1 else {}
        return {**prefilled, **super().get_changeform_initial_data(request)}


@admin.register(Service)
class ServiceAdmin(DiaryAdmin):
    """What customers can book."""

    list_display = ("name", "length", "price_said", "also_called", "active", "position")
    list_editable = ("active", "position")
    list_filter = ("active",)
    search_fields = ("name", "aliases", "description")
    fieldsets = (
        (None, {"fields": ("name", "aliases", "minutes")}),
        ("Price and description", {"fields": ("price", "price_text", "description")}),
        ("Use", {"fields": ("active", "position", "business")}),
    )

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


@admin.register(Staff)
class StaffAdmin(DiaryAdmin):
    """Who performs what."""

    form = StaffForm
    list_display = ("name", "performs", "active")
    list_editable = ("active",)
    list_filter = ("active", "services")
    search_fields = ("name",)
    filter_horizontal = ("services",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Staff]:
        """Read the services of all lines at once."""
        rows: QuerySet[Staff] = super().get_queryset(request).prefetch_related("services")
        return rows

    @admin.display(description="Performs")
    def performs(self, staff: Staff) -> SafeString:
        """Show the services."""
        return show.labels(service.name for service in staff.services.all())


@admin.register(OpeningHours)
class OpeningHoursAdmin(DiaryAdmin):
    """When the house is open; a day may have several lines."""

    list_display = ("weekday", "opens", "closes")
    list_editable = ("opens", "closes")
    list_display_links = ("weekday",)
    list_filter = ("weekday",)
    fields = ("weekday", "opens", "closes", "business")


@admin.register(Closure)
class ClosureAdmin(DiaryAdmin):
    """Days on which the house is closed."""

    list_display = ("first_day", "last_day", "reason")
    list_display_links = ("first_day",)
    fields = ("first_day", "last_day", "reason", "business")

    def save_model(self, request: HttpRequest, obj: Closure, form: Any, change: bool) -> None:
        """Save, and say how many appointments stand on the closed days all the same."""
        super().save_model(request, obj, form, change)
        standing = selectors.booked_on_days(obj.business_id, obj.first_day, obj.last_day)
        if standing:
            messages.warning(
                request, f"Appointments that stand on these days: {standing}. Move or cancel them yourself."
            )


class WhenFilter(StateFilter):
    """Coming appointments first; today is the day it is where the business is."""

    title = "when"
    _today = Cast(Func(F("timezone"), Now(), function="timezone"), DateField())
    default = ("Coming", Q(during__endswith__gt=Now()))
    states: ClassVar = {
        "today": ("Today", Q(local_day=_today)),
        "past": ("Past", Q(during__endswith__lte=Now())),
        "all": ("All", Q()),
    }


@admin.register(Appointment)
class AppointmentAdmin(ReadOnlyAdmin):
    """Appointments; they are cancelled here by the same rules as in a conversation."""

    actions = ("cancel_selected",)  # type: ignore[assignment]  # the one list where lines are chosen
    list_display = ("when", "customer_name", "service", "staff", "state", "outside_calendar", "act")
    list_display_links = ("when",)
    list_filter = (WhenFilter, "status", "staff", "service", "mirror_status")
    list_select_related = ("service", "staff", "conversation__contact")
    search_fields = ("customer_name",)
    search_help_text = "Search by the customer's name"
    list_per_page = 50
    fields: ClassVar = [
        "when", "customer_name", "service", "staff", "state", "notes", "where",
        "outside_calendar", "mirror_error", "act",
    ]  # fmt: skip
    readonly_fields: ClassVar = fields

    @admin.display(description="When", ordering="during")
    def when(self, appointment: Appointment) -> str:
        """Show the wall-clock time that was agreed."""
        return f"{appointment.start:%a %d %b %Y, %H:%M}–{appointment.end:%H:%M}"

    @admin.display(description="Status", ordering="status")
    def state(self, appointment: Appointment) -> SafeString:
        """Tell standing from cancelled."""
        booked = appointment.status == AppointmentStatus.BOOKED
        return show.badge("Booked" if booked else "Cancelled", "good" if booked else "bad")

    @admin.display(description="Google Calendar", ordering="mirror_status")
    def outside_calendar(self, appointment: Appointment) -> SafeString:
        """Tell how far the outside calendar knows of it."""
        return show.badge(*_MIRROR[MirrorStatus(appointment.mirror_status)])

    @admin.display(description="Conversation")
    def where(self, appointment: Appointment) -> SafeString | str:
        """Link the conversation it was booked in."""
        return show.conversation(appointment.conversation)

    @admin.display(description="What to do")
    def act(self, appointment: Appointment) -> SafeString | str:
        """Offer to write it to the outside calendar again where that went wrong."""
        if not appointment.mirror_error:
            return ""
        url = reverse("admin:calendar_integration_appointment_mirror", args=[appointment.pk])
        return show.button("Write to the calendar again", url, icon="sync")

    def has_cancel_permission(self, request: HttpRequest) -> bool:
        """Whether this account may cancel: who may change appointments."""
        return request.user.has_perm("calendar_integration.change_appointment")

    @admin.action(description="Cancel the selected appointments", permissions=["cancel"])
    def cancel_selected(self, request: HttpRequest, queryset: QuerySet[Appointment]) -> None:
        """Cancel them and free their times, with an audit line that says who did it."""
        assert request.user.pk is not None
        now, user_id = timezone.now(), request.user.pk
        done = sum(booking.cancel_by_staff(row, user_id=user_id, now=now) for row in queryset)
        if done:
            messages.success(request, f"Cancelled: {done}. Their times are free again. Please tell the customers.")
        else:
            messages.info(request, "Nothing to cancel: they were cancelled already.")

    def get_urls(self) -> list[URLPattern]:
        """Add the address that writes to the outside calendar again."""
        again = self.admin_site.admin_view(require_POST(self.mirror_again))
        name = "calendar_integration_appointment_mirror"
        return [path("<int:appointment_id>/mirror/", again, name=name), *super().get_urls()]

    def mirror_again(self, request: HttpRequest, appointment_id: int) -> HttpResponse:
        """Ring for the mirror."""
        if not self.has_cancel_permission(request):
            raise PermissionDenied
        rung = mirroring.try_again(appointment_id)
        messages.info(request, "It is being written again." if rung else "There is nothing to write again.")
        return redirect(show.back(request, "admin:calendar_integration_appointment_changelist"))
