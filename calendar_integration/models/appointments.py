"""What is booked: appointments, what became of each, and the sittings of groups."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q
from psycopg.types.range import Range

from calendar_integration.models.locations import Location
from calendar_integration.models.services import LARGEST_GROUP, Service
from calendar_integration.models.staff import Staff
from calendar_integration.statuses import TAKES_PLACE, AppointmentStatus
from receptionist.models import Business, Contact, Conversation
from receptionist.models.choices import choices

#: Every status with its name in plain words.
STATUSES = choices(AppointmentStatus)
HAS_START_AND_END = Q(during__isempty=False, during__lower_inf=False, during__upper_inf=False)
# Plain values: a migration that named the enumeration would change its meaning with it.
_EVERY = [status.value for status in AppointmentStatus]
_TAKES_PLACE = [status.value for status in TAKES_PLACE]
_HELD, _CANCELLED = AppointmentStatus.HELD.value, AppointmentStatus.CANCELLED.value
_EXPIRED = AppointmentStatus.EXPIRED.value
_WITH_AN_END = [_HELD, _EXPIRED]


class MirrorStatus(models.TextChoices):
    """How far the outside calendar knows what our diary holds."""

    NOT_NEEDED = "not_needed"
    PENDING = "pending"
    DONE = "done"
    #: The outside calendar refuses: somebody must mend its settings. Tried again all the same, only seldom.
    FAILED = "failed"


class Scheduled(models.Model):
    """What takes up somebody's time. Abstract; appointments and sittings of groups are such.

    Buffers and needs are those of the service when it was booked: changing a service leaves alone what is booked.
    """

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="%(class)ss")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="%(class)ss")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="%(class)ss")
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="%(class)ss")
    during = DateTimeRangeField(help_text="UTC, the end not included.")
    #: Minutes kept free around ``during``.
    buffer_before = models.PositiveSmallIntegerField(default=0)
    buffer_after = models.PositiveSmallIntegerField(default=0)
    #: Ids of the kinds of resources it takes up, one of each, ascending.
    needs = ArrayField(models.BigIntegerField(), default=list, blank=True)

    class Meta:
        abstract = True

    @property
    def occupies(self) -> Range[datetime]:
        """The time (UTC) for which its staff and resources are taken, buffers included."""
        before, after = timedelta(minutes=self.buffer_before), timedelta(minutes=self.buffer_after)
        return Range[datetime](self.during.lower - before, self.during.upper + after, "[)")


class Session(Scheduled):
    """One sitting of a group service; it stands as long as anybody has a seat in it, and holds the occupancy."""

    capacity = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(LARGEST_GROUP)])
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "group sitting"
        ordering: ClassVar = ["during"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=HAS_START_AND_END, name="session_has_start_and_end"),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="session_has_places"),
        ]
        indexes: ClassVar = [models.Index(Func(F("during"), function="lower"), F("service"), name="session_open")]

    def __str__(self) -> str:
        return f"{self.service} {self.during.lower:%Y-%m-%d %H:%M} UTC"


class Appointment(Scheduled):
    """One committed appointment.

    ``during`` (UTC) is what is compared; ``local_day``, ``local_time`` and ``timezone`` are what was agreed with the
    customer, and stay right when a country changes its clock rules.
    """

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="appointments")
    conversation = models.ForeignKey(
        Conversation, null=True, blank=True, on_delete=models.SET_NULL, related_name="appointments"
    )
    session = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.PROTECT, related_name="appointments", db_index=False
    )
    #: From 1 to the session's capacity.
    seat = models.PositiveSmallIntegerField(null=True, blank=True)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    idempotency_key = models.CharField(max_length=80, unique=True, editable=False)
    #: The key it was held with, if it was.
    hold_key = models.CharField(max_length=80, unique=True, null=True, blank=True, editable=False)
    #: What it shares with the others that were booked with it as a series.
    series_id = models.UUIDField(null=True, blank=True, db_index=True, editable=False)
    customer_name = models.CharField(max_length=120)
    notes = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=STATUSES, default=AppointmentStatus.BOOKED.value)
    #: Up to when it is held; from then on its place is free to whoever wants it.
    held_until = models.DateTimeField(null=True, blank=True)
    local_day = models.DateField()
    local_time = models.TimeField()
    timezone = models.CharField(max_length=64)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    mirror_status = models.CharField(max_length=10, choices=MirrorStatus.choices, default=MirrorStatus.NOT_NEEDED)
    #: Grows with every change that the outside calendar must learn of.
    mirror_version = models.PositiveIntegerField(default=1)
    mirror_attempts = models.PositiveIntegerField(default=0)
    mirror_next_at = models.DateTimeField(null=True, blank=True)
    mirror_error = models.TextField(blank=True, help_text="What the outside calendar answered, in words for staff.")
    #: Where the event stands or may stand: written before the first call, so that no crash leaves an orphan.
    mirror_calendar_id = models.CharField(max_length=255, blank=True)
    mirror_event_id = models.CharField(max_length=80, blank=True)
    mirror_event_generation = models.PositiveSmallIntegerField(default=0)
    #: Set once the calendar has confirmed the event.
    mirror_etag = models.CharField(max_length=80, blank=True)
    #: What stands in the outside calendar, as far as we know.
    mirrored_during = DateTimeRangeField(null=True, blank=True)
    #: The customer was told that the outside calendar did not answer, and is still to hear that it has.
    told_calendar_pending = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["local_day", "local_time"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=HAS_START_AND_END,
                name="appointment_has_start_and_end",
                violation_error_message="An appointment needs a start and a later end.",
            ),
            models.CheckConstraint(
                condition=Q(status=_CANCELLED, cancelled_at__isnull=False)
                | ~Q(status=_CANCELLED) & Q(cancelled_at=None),
                name="appointment_cancelled_has_time",
            ),
            models.CheckConstraint(
                condition=Q(status__in=_WITH_AN_END, held_until__isnull=False)
                | ~Q(status__in=_WITH_AN_END) & Q(held_until=None),
                name="appointment_held_has_end",
            ),
            models.CheckConstraint(condition=Q(status__in=_EVERY), name="appointment_status_known"),
            models.CheckConstraint(
                condition=Q(session=None, seat=None) | Q(session__isnull=False, seat__gte=1, status__in=_TAKES_PLACE),
                name="appointment_seat_in_session",
            ),
            models.UniqueConstraint(fields=["session", "seat"], name="one_appointment_a_seat"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["held_until"], condition=Q(status=_HELD), name="appointment_held"),
            models.Index(fields=["held_until"], condition=Q(status=_EXPIRED), name="appointment_expired"),
            models.Index(F("contact"), Func(F("during"), function="lower"), name="appointment_of_contact"),
            models.Index(F("staff"), Func(F("during"), function="lower"), name="appointment_of_staff"),
            models.Index(F("business"), F("local_day"), F("local_time"), name="appointment_day"),
            models.Index(
                fields=["business", "created_at"], include=["status", "conversation"], name="appointment_made"
            ),
            models.Index(
                fields=["mirror_next_at"],
                condition=Q(mirror_status__in=["pending", "failed"]),
                name="appointment_mirror_due",
            ),
            models.Index(
                fields=["mirror_calendar_id", "local_day"],
                condition=~Q(mirror_calendar_id=""),
                name="appointment_mirrored",
            ),
            models.Index(
                fields=["mirror_calendar_id", "mirror_event_id"],
                condition=~Q(mirror_event_id=""),
                name="appointment_event",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.local_day} {self.local_time:%H:%M} {self.service}"

    @property
    def start(self) -> datetime:
        """When it begins, aware, in the zone it was agreed in."""
        begins: datetime = self.during.lower
        return begins.astimezone(ZoneInfo(self.timezone))

    @property
    def end(self) -> datetime:
        """When it ends, aware, in the zone it was agreed in."""
        ends: datetime = self.during.upper
        return ends.astimezone(ZoneInfo(self.timezone))


class AppointmentMove(models.Model):
    """One move of an appointment, kept as its history; the unique key makes a repeated move the same move."""

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="moves")
    idempotency_key = models.CharField(max_length=80, unique=True)
    moved_from = DateTimeRangeField()
    staff_from = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    moved_to = DateTimeRangeField()
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"Move of appointment {self.appointment_id}"


class AppointmentChange(models.Model):
    """One step of an appointment from one status to another, kept as its history."""

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="changes")
    #: Empty for the step that made it.
    from_status = models.CharField(max_length=10, choices=STATUSES, blank=True)
    to_status = models.CharField(max_length=10, choices=STATUSES)
    by = models.CharField(max_length=160, help_text="customer, user 3, api maya, outside or time.")
    reason = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.from_status or 'new'} to {self.to_status}"
