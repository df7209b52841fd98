"""Appointments and group sittings: shown as they stand, and changed by the diary's rules."""

from __future__ import annotations

from typing import ClassVar

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

from calendar_integration.admin.base import HistoryInline
from calendar_integration.admin.notices import NoticeInline
from calendar_integration.booking import booking
from calendar_integration.models import (
    Appointment,
    AppointmentChange,
    AppointmentMove,
    MirrorStatus,
    Notice,
    NoticeKind,
    Session,
)
from calendar_integration.outside import mirroring
from calendar_integration.statuses import STANDING, AppointmentStatus, TransitionRefused
from receptionist.admin import show
from receptionist.admin.base import ReadOnlyAdmin
from receptionist.admin.filters import StateFilter

_MIRROR = {
    MirrorStatus.NOT_NEEDED: ("–", "plain"),
    MirrorStatus.PENDING: ("Being written", "doubtful"),
    MirrorStatus.DONE: ("In step", "good"),
    MirrorStatus.FAILED: ("Refused", "bad"),
}

_TONES = {"held": "doubtful", "no_show": "bad", "cancelled": "bad", "expired": "plain"}


def _who_tells(cancelled: QuerySet[Appointment]) -> str:
    """Say whether the customers will be told, or somebody has to."""
    told = Notice.objects.filter(appointment__in=cancelled, kind=NoticeKind.CANCELLED).exists()
    return "The customers are told in a minute; see each appointment." if told else "Please tell the customers."


class ChangeInline(HistoryInline):
    """The steps of an appointment from one status to the next."""

    model = AppointmentChange
    fields = ("at", "from_status", "to_status", "by", "reason")
    readonly_fields = fields
    verbose_name_plural = "History"


class MoveInline(HistoryInline):
    """Where an appointment stood before."""

    model = AppointmentMove
    fields = ("at", "before", "after")
    readonly_fields = fields
    verbose_name_plural = "Moves"

    @admin.display(description="From")
    def before(self, move: AppointmentMove) -> str:
        """Show when it was to begin."""
        return f"{move.moved_from.lower.astimezone(move.appointment.location.zone):%a %d %b %Y, %H:%M}"

    @admin.display(description="To")
    def after(self, move: AppointmentMove) -> str:
        """Show when it was to begin from then on."""
        return f"{move.moved_to.lower.astimezone(move.appointment.location.zone):%a %d %b %Y, %H:%M}"


class WhenFilter(StateFilter):
    """Coming appointments first; today is the day it is where the business is."""

    title = "when"
    _today = Cast(Func(F("timezone"), Now(), function="timezone"), DateField())
    #: Places that were held and never booked are of no interest, unless all is asked for.
    _meant = ~Q(status=AppointmentStatus.EXPIRED)
    default = ("Coming", _meant & Q(during__endswith__gt=Now()))
    states: ClassVar = {
        "today": ("Today", _meant & Q(local_day=_today)),
        "past": ("Past", _meant & Q(during__endswith__lte=Now())),
        "all": ("All", Q()),
    }


@admin.register(Appointment)
class AppointmentAdmin(ReadOnlyAdmin):
    """Appointments; they are cancelled here by the same rules as in a conversation."""

    actions = ("cancel_selected", "confirm_selected", "came", "did_not_come")  # type: ignore[assignment]  # the one list where lines are chosen
    inlines: ClassVar = [NoticeInline, MoveInline, ChangeInline]
    list_display = ("when", "customer_name", "service", "staff", "location", "state", "outside_calendar", "act")
    list_display_links = ("when",)
    list_filter = (WhenFilter, "status", "location", "staff", "service", "mirror_status")
    list_select_related = ("service", "staff", "location", "session", "conversation__contact")
    search_fields = ("customer_name",)
    search_help_text = "Search by the customer's name"
    list_per_page = 50
    fields: ClassVar = [
        "when", "customer_name", "service", "staff", "location", "group", "rooms", "state", "notes", "where",
        "outside_calendar", "mirror_error", "act",
    ]  # fmt: skip
    readonly_fields: ClassVar = [*fields, "move"]

    @admin.display(description="When", ordering="during")
    def when(self, appointment: Appointment) -> str:
        """Show the wall-clock time that was agreed."""
        return f"{appointment.start:%a %d %b %Y, %H:%M}–{appointment.end:%H:%M}"

    @admin.display(description="Status", ordering="status")
    def state(self, appointment: Appointment) -> SafeString:
        """Tell where it stands."""
        return show.badge(appointment.get_status_display(), _TONES.get(appointment.status, "good"))

    @admin.display(description="Group")
    def group(self, appointment: Appointment) -> str:
        """Tell which seat of how many it is."""
        session = appointment.session
        return "–" if session is None else f"Place {appointment.seat} of {session.capacity}"

    @admin.display(description="Rooms and devices")
    def rooms(self, appointment: Appointment) -> SafeString | str:
        """Name what it takes up."""
        holder = appointment.session or appointment
        taken = holder.occupancies.filter(resource__isnull=False).select_related("resource")
        return show.labels(str(row.resource) for row in taken) or "–"

    @admin.display(description="Calendar outside", ordering="mirror_status")
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

    @admin.display(description="Move")
    def move(self, appointment: Appointment) -> SafeString:
        """Lead to the form that moves it."""
        return show.link("Move it…", reverse("diary:move", args=[appointment.pk]), icon="event_repeat")

    def get_fields(self, request: HttpRequest, obj: Appointment | None = None) -> list[str]:
        """Offer to move what still stands, to whoever may."""
        can_move = obj is not None and obj.status in STANDING and self.has_cancel_permission(request)
        return [*self.fields, "move"] if can_move else self.fields

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
            messages.success(request, f"Cancelled: {done}. Their times are free again. {_who_tells(queryset)}")
        else:
            messages.info(request, "Nothing to cancel: they were cancelled already.")

    @admin.action(description="They confirmed that they come", permissions=["cancel"])
    def confirm_selected(self, request: HttpRequest, queryset: QuerySet[Appointment]) -> None:
        """Note it."""
        self._mark(request, queryset, AppointmentStatus.CONFIRMED)

    @admin.action(description="They came", permissions=["cancel"])
    def came(self, request: HttpRequest, queryset: QuerySet[Appointment]) -> None:
        """Note it."""
        self._mark(request, queryset, AppointmentStatus.COMPLETED)

    @admin.action(description="They did not come", permissions=["cancel"])
    def did_not_come(self, request: HttpRequest, queryset: QuerySet[Appointment]) -> None:
        """Note it."""
        self._mark(request, queryset, AppointmentStatus.NO_SHOW)

    def _mark(self, request: HttpRequest, queryset: QuerySet[Appointment], to: AppointmentStatus) -> None:
        assert request.user.pk is not None
        now, user_id, done = timezone.now(), request.user.pk, 0
        for appointment in queryset:
            try:
                booking.mark_by_staff(appointment, to, user_id=user_id, now=now)
                done += 1
            except TransitionRefused as refusal:
                messages.warning(request, f"{appointment}: {refusal}")
        if done:
            messages.success(request, f"Noted: {done}.")

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


@admin.register(Session)
class SessionAdmin(ReadOnlyAdmin):
    """Sittings of groups: they come with their first seat and go with their last."""

    list_display = ("when", "service", "staff", "location", "seats")
    list_display_links = ("when",)
    list_filter = ("service", "staff", "location")
    list_select_related = ("service", "staff", "location")
    ordering = ("-during",)
    list_per_page = 50
    fields: ClassVar = ["when", "service", "staff", "location", "seats", "who_comes"]
    readonly_fields: ClassVar = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Session]:
        """Read the seats of all lines at once."""
        rows: QuerySet[Session] = super().get_queryset(request).prefetch_related("appointments")
        return rows

    @admin.display(description="When", ordering="during")
    def when(self, session: Session) -> str:
        """Show the time on the clock of the location."""
        begins = session.during.lower.astimezone(session.location.zone)
        return f"{begins:%a %d %b %Y, %H:%M}–{session.during.upper.astimezone(session.location.zone):%H:%M}"

    @admin.display(description="Places taken")
    def seats(self, session: Session) -> str:
        """Count them."""
        return f"{len(session.appointments.all())} of {session.capacity}"

    @admin.display(description="Who comes")
    def who_comes(self, session: Session) -> SafeString:
        """Name them."""
        return show.labels(row.customer_name or "Held" for row in session.appointments.all())
