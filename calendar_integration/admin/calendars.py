"""The calendars outside: when each was read last, what is wrong with it, and what to do."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from calendar_integration import wiring
from calendar_integration.models import CalendarSync, PushChannel, Staff
from calendar_integration.outside import syncing
from receptionist.admin import show
from receptionist.admin.base import ReadOnlyAdmin
from receptionist.errors import ErrorCategory

#: What to do about an error of this category; the calendar's own words stand beside it.
_REMEDIES = {
    ErrorCategory.AUTHENTICATION: (
        "Share the calendar with Sara's account, with the right to make changes to events, and check its id. "
        "If all calendars refuse, the key or the consent has been withdrawn: make a new one."
    ),
    ErrorCategory.RATE_LIMIT: "Nothing: Sara asks less often for a while.",
    ErrorCategory.QUOTA: "Raise the daily quota of the project in the provider's console.",
    ErrorCategory.CONNECTIVITY: "Nothing, if it passes; else see whether this machine reaches the provider.",
    ErrorCategory.PROVIDER_FAULT: "Nothing: the provider has a fault, and Sara asks again.",
    ErrorCategory.UNCERTAIN: "Nothing, if it passes: no answer came in time.",
    ErrorCategory.BAD_ANSWER: "Report it if it stays: the answer could not be read.",
}
_UNKNOWN_REMEDY = "Check the calendar's id under Staff, or in the settings."


@admin.register(CalendarSync)
class CalendarSyncAdmin(ReadOnlyAdmin):
    """Calendars outside, one line each."""

    list_display = ("calendar_id", "whose", "state", "last_read", "rings", "what_to_do", "act")
    list_display_links = ("calendar_id",)
    search_fields = ("calendar_id",)
    list_per_page = 50
    fields: ClassVar = [
        "calendar_id",
        "whose",
        "state",
        "last_read",
        "next_time",
        "rings",
        "error",
        "what_to_do",
        "act",
    ]
    readonly_fields: ClassVar = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[CalendarSync]:
        """Read with each calendar whose it is, and whether it rings."""
        calendars = wiring.outside_calendar()
        default = Value(calendars.default_calendar_id if calendars else "")
        people = Staff.objects.annotate(own=Coalesce(NullIf(F("calendar_id"), Value("")), default))
        open_channels = PushChannel.objects.filter(sync=OuterRef("pk"), expires_at__gt=timezone.now())
        rows: QuerySet[CalendarSync] = super().get_queryset(request)
        names = people.filter(own=OuterRef("calendar_id")).order_by("name").values("name")
        return rows.annotate(people=ArraySubquery(names), has_channel=Exists(open_channels))

    @admin.display(description="Whose")
    def whose(self, row: Any) -> SafeString | str:
        """Name whose diary it mirrors."""
        return show.labels(row.people) or "nobody's any more"

    @admin.display(description="State")
    def state(self, row: CalendarSync) -> SafeString:
        """Tell in a word how it stands."""
        if row.error:
            return show.badge("Cannot be read", "bad")
        return show.badge("In step", "good") if row.synced_at else show.badge("Not read yet", "doubtful")

    @admin.display(description="Last read", ordering="synced_at")
    def last_read(self, row: CalendarSync) -> str:
        """Tell when it was read last without an error."""
        return "Never" if row.synced_at is None else f"{timezone.localtime(row.synced_at):%a %d %b %Y, %H:%M}"

    @admin.display(description="Is asked again")
    def next_time(self, row: CalendarSync) -> str:
        """Tell when it is asked next."""
        return f"{timezone.localtime(row.due_at):%a %d %b %Y, %H:%M}"

    @admin.display(description="Tells us of changes")
    def rings(self, row: Any) -> str:
        """Tell whether it rings, or is asked every few minutes."""
        if row.has_channel:
            return "At once"
        return f"Is asked every few minutes ({row.push_error})" if row.push_error else "Is asked every few minutes"

    @admin.display(description="What to do")
    def what_to_do(self, row: CalendarSync) -> str:
        """Say what a person can do about an error."""
        category = row.error.partition(":")[0]
        if not row.error:
            return ""
        return _REMEDIES.get(ErrorCategory(category), _UNKNOWN_REMEDY) if category in list(ErrorCategory) else ""

    @admin.display(description="")
    def act(self, row: CalendarSync) -> SafeString:
        """Offer to read it now."""
        url = reverse("admin:calendar_integration_calendarsync_read", args=[row.pk])
        return show.button("Sync now", url, icon="sync", main=bool(row.error))

    def get_urls(self) -> list[URLPattern]:
        """Add the address that reads a calendar now."""
        read = self.admin_site.admin_view(require_POST(self.read_now))
        name = "calendar_integration_calendarsync_read"
        return [path("<int:sync_id>/read/", read, name=name), *super().get_urls()]

    def read_now(self, request: HttpRequest, sync_id: int) -> HttpResponse:
        """Ring for it; whoever may change members of staff may."""
        if not request.user.has_perm("calendar_integration.change_staff"):
            raise PermissionDenied
        row = CalendarSync.objects.filter(pk=sync_id).first()
        if row is None:
            messages.warning(request, "This calendar is not known any more.")
        else:
            syncing.ask_soon(row.calendar_id)
            messages.info(request, "It is being read. Look again in a moment.")
        return redirect(show.back(request, "admin:calendar_integration_calendarsync_changelist"))
