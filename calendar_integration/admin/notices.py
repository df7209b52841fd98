"""What customers are told around their appointments: the business's choice, and what became of each message."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.safestring import SafeString

from calendar_integration.admin.base import DiaryAdmin, DiaryInline
from calendar_integration.models import Notice, NoticeKind, NoticeSettings, NoticeStatus, Reminder
from receptionist.admin import show
from receptionist.domain.messages import DeliveryStatus

#: More would be a nuisance to customers.
_MOST_REMINDERS = 5

_KINDS = {
    NoticeKind.CONFIRMATION: "Confirmation",
    NoticeKind.REMINDER: "Reminder",
    NoticeKind.MOVED: "Moved by you",
    NoticeKind.CANCELLED: "Cancelled by you",
    NoticeKind.NO_SHOW: "Did not come",
    NoticeKind.FOLLOW_UP: "Thanks after the visit",
}
_STATES = {
    NoticeStatus.PENDING: ("Waits for its time", "plain"),
    NoticeStatus.QUEUED: ("On its way", "doubtful"),
    NoticeStatus.SENT: ("Sent", "good"),
    NoticeStatus.SKIPPED: ("Not sent", "plain"),
    NoticeStatus.DROPPED: ("No longer so", "plain"),
    NoticeStatus.LEFT: ("Left to you", "bad"),
}
_WHY = {
    "quiet_hours": "The customer's quiet hours.",
    "too_late": "It would have come too late, or together with the next one.",
    "opted_out": "The customer wants no messages.",
    "no_way": "No way to write to the customer just then. WhatsApp needs an approved template a day after their last "
    "message.",
    "failed": "Every way to the customer has failed.",
    "doubtful": "It may have arrived: look at the conversation.",
    "busy": "Sara was talking with the customer.",
    "just_told": "The customer had just booked it, or moved it.",
    "switched_off": "It has been switched off since.",
}
_ARRIVED = {
    DeliveryStatus.SENT: ("Sent", "good"),
    DeliveryStatus.DELIVERED: ("Arrived", "good"),
    DeliveryStatus.READ: ("Read", "good"),
}


class NoticeInline(DiaryInline):
    """The messages around an appointment: shown, never edited."""

    model = Notice
    fields = ("what", "when", "how", "went", "because")
    readonly_fields = fields
    ordering = ("due_at", "id")
    can_delete = False
    verbose_name_plural = "Messages to the customer"

    def get_queryset(self, request: HttpRequest) -> Any:
        """Read the messages along."""
        return super().get_queryset(request).select_related("message", "appointment")

    @admin.display(description="What")
    def what(self, notice: Notice) -> str:
        """Name it."""
        kind = _KINDS[NoticeKind(notice.kind)]
        return f"{kind}, {notice.which} before" if notice.kind == NoticeKind.REMINDER else kind

    @admin.display(description="When")
    def when(self, notice: Notice) -> str:
        """Show when it is, or was, due on the clock of the location."""
        due = notice.due_at.astimezone(notice.appointment.start.tzinfo)
        return f"{due:%a %d %b %Y, %H:%M}"

    @admin.display(description="By")
    def how(self, notice: Notice) -> SafeString | str:
        """Show the channel it was sent by."""
        if notice.message is None:
            return "–"
        return show.channel(notice.message.channel)

    @admin.display(description="How it went")
    def went(self, notice: Notice) -> SafeString:
        """Tell how far it has come, by the carrier's word where there is one."""
        arrived = _ARRIVED.get(DeliveryStatus(notice.message.status)) if notice.message else None
        is_under_way = notice.status in {NoticeStatus.QUEUED, NoticeStatus.SENT}
        return show.badge(*(arrived if arrived and is_under_way else _STATES[NoticeStatus(notice.status)]))

    @admin.display(description="Why")
    def because(self, notice: Notice) -> str:
        """Say why it was not sent, or not yet."""
        return _WHY.get(notice.why, notice.why)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False


class ReminderInline(DiaryInline):
    """When customers are reminded."""

    model = Reminder
    max_num = _MOST_REMINDERS
    verbose_name = "reminder"
    verbose_name_plural = "Reminders, so long before the appointment"

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Refuse more than there may be, instead of leaving some out without a word."""
        return super().get_formset(request, obj, validate_max=True, **kwargs)


@admin.register(NoticeSettings)
class NoticeSettingsAdmin(DiaryAdmin):
    """Which messages a business sends around its appointments."""

    list_display = ("business", "reminds", "confirms", "tells_changes", "tells_no_show", "follow_up_hours")
    inlines: ClassVar = [ReminderInline]
    fieldsets = (
        (None, {"fields": ("business",)}),
        ("Quiet hours", {"fields": (("quiet_from", "quiet_until"),)}),
        ("Messages", {"fields": ("confirms", "tells_changes", "tells_no_show", "follow_up_hours")}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """Read the reminders along."""
        return super().get_queryset(request).select_related("business").prefetch_related("reminders")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Keep the business."""
        return ("business",) if obj is not None else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: switch off what is not wanted."""
        return False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save, and say what it means for what is booked already."""
        super().save_related(request, form, formsets, change)
        if any(formset.new_objects or formset.changed_objects for formset in formsets):
            messages.info(request, "New reminders are sent of what is booked or moved from now on.")

    @admin.display(description="Reminds")
    def reminds(self, settings: NoticeSettings) -> SafeString | str:
        """List the reminders."""
        return show.labels(f"{reminder} before" for reminder in settings.reminders.all()) or "Never"
