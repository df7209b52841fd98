"""What customers are told about their appointments beside the conversation: when, by the business's choice, and how."""

from __future__ import annotations

from datetime import time
from enum import StrEnum
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from calendar_integration.models.appointments import Appointment
from calendar_integration.notice_times import Before, Unit
from receptionist.models import Business, OutboundMessage
from receptionist.models.choices import choices

_LONGEST_DAYS, _LONGEST_HOURS = 60, 72


class NoticeSettings(models.Model):
    """Which messages a business sends around its appointments, and when it does not."""

    business = models.OneToOneField(Business, on_delete=models.CASCADE, related_name="notice_settings")
    quiet_from = models.TimeField(
        "quiet from", default=time(21), help_text="Nobody is written to from then on, by the customer's own clock."
    )
    quiet_until = models.TimeField(
        "quiet until", default=time(8), help_text="The same as “quiet from” means: there are no quiet hours."
    )
    confirms = models.BooleanField(
        "confirmations",
        default=True,
        help_text="By e-mail, with the appointment for the customer's calendar; and by message where staff booked it.",
    )
    tells_changes = models.BooleanField(
        "changes by staff", default=True, help_text="Tell customers when staff move or cancel an appointment."
    )
    tells_no_show = models.BooleanField(
        "did not come", default=True, help_text="Offer another time ten minutes after staff note that nobody came."
    )
    follow_up_hours = models.PositiveSmallIntegerField(
        "hours after the visit",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(720)],
        help_text="Thank the customer so many hours after the end; empty means never. Who opted out of anything is "
        "left alone.",
    )

    class Meta:
        verbose_name = "messages around appointments"
        verbose_name_plural = "messages around appointments"

    def __str__(self) -> str:
        return f"Messages of {self.business}"


class Reminder(models.Model):
    """One reminder that a business sends of every appointment.

    A day is a calendar day: the same wall-clock time so many days before, whatever the clocks did since. Hours are
    hours that pass.
    """

    settings = models.ForeignKey(NoticeSettings, on_delete=models.CASCADE, related_name="reminders", db_index=False)
    amount = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    unit = models.CharField(
        max_length=5, choices=[(Unit.DAYS.value, "days before, at the same time"), (Unit.HOURS.value, "hours before")]
    )

    class Meta:
        ordering: ClassVar = ["unit", "-amount"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["settings", "amount", "unit"],
                name="one_reminder_a_time",
                violation_error_message="There is a reminder at that time already.",
            ),
            models.CheckConstraint(
                condition=Q(unit="days", amount__gte=1, amount__lte=_LONGEST_DAYS)
                | Q(unit="hours", amount__gte=1, amount__lte=_LONGEST_HOURS),
                name="reminder_sane",
                violation_error_message=f"Remind 1 to {_LONGEST_DAYS} days or 1 to {_LONGEST_HOURS} hours before.",
            ),
        ]

    def __str__(self) -> str:
        return str(Before(self.amount, Unit(self.unit)))


class NoticeKind(StrEnum):
    """What a notice is about."""

    CONFIRMATION = "confirmation"
    REMINDER = "reminder"
    MOVED = "moved"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    FOLLOW_UP = "follow_up"


class NoticeStatus(StrEnum):
    """How far a notice has come."""

    #: Waits for its time.
    PENDING = "pending"
    #: Its message is on the way: the carrier's answer, or its report, is awaited.
    QUEUED = "queued"
    SENT = "sent"
    #: Not said, for a reason; nobody need do anything.
    SKIPPED = "skipped"
    #: What it would have said is no longer so.
    DROPPED = "dropped"
    #: It could not be said; a task lies with staff.
    LEFT = "left_to_staff"


#: Those that beat still looks after.
OPEN = (NoticeStatus.PENDING, NoticeStatus.QUEUED)


class Notice(models.Model):
    """One thing to be said of one appointment at one time; the unique key is what says it once.

    It is written in the transaction that makes it true, and sent by whoever finds it due: Redis knows nothing of it.
    """

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="notices", db_index=False)
    kind = models.CharField(max_length=12, choices=choices(NoticeKind))
    #: Which of several: "1 day" for a reminder, the move for a move.
    which = models.CharField(max_length=24, blank=True)
    #: The beginning (UTC) of the appointment as it is told.
    starts = models.DateTimeField()
    due_at = models.DateTimeField()
    #: When nobody can use it any more.
    expires_at = models.DateTimeField()
    #: When beat looks at it next.
    next_at = models.DateTimeField()
    #: The only channel that will do; empty for any.
    only_by = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=13, choices=choices(NoticeStatus), default=NoticeStatus.PENDING.value)
    why = models.CharField(max_length=40, blank=True)
    message = models.ForeignKey(
        OutboundMessage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    #: Channel and form of every attempt so far.
    tried = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "message"
        ordering: ClassVar = ["due_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["appointment", "kind", "starts", "which"], name="one_notice_a_time")
        ]
        indexes: ClassVar = [
            models.Index(fields=["next_at"], condition=Q(status__in=["pending", "queued"]), name="notice_due"),
            models.Index(fields=["message"], condition=Q(message__isnull=False), name="notice_message"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.which}".strip()
