"""The diary's rows: what can be booked, who does it, when the house is open, and what is booked."""

from __future__ import annotations

import uuid
from datetime import datetime, time
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value

from receptionist.models import Business, Contact, Conversation

SHORTEST_MINUTES, LONGEST_MINUTES = 5, 720
MIDNIGHT = time(0)


class Service(models.Model):
    """Something a customer can book."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="services")
    name = models.CharField(max_length=80)
    aliases = ArrayField(
        models.CharField(max_length=60),
        default=list,
        blank=True,
        help_text="Other words customers use for it, separated by commas: trim, cut and dry.",
    )
    minutes = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(SHORTEST_MINUTES), MaxValueValidator(LONGEST_MINUTES)],
        help_text="How long one appointment takes.",
    )
    price = models.DecimalField(
        max_digits=9, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    price_text = models.CharField(
        max_length=60, blank=True, help_text="As it should be said: “from €35”, “free of charge”."
    )
    description = models.TextField(blank=True)
    active = models.BooleanField(default=True, help_text="Untick it to stop offering it; what is booked stays.")
    position = models.PositiveSmallIntegerField(default=0, help_text="Services are listed in this order.")

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["business", "name"],
                name="one_service_a_name",
                violation_error_message="This business has a service of that name already.",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=SHORTEST_MINUTES, minutes__lte=LONGEST_MINUTES),
                name="service_minutes_sane",
                violation_error_message="A service takes between 5 minutes and 12 hours.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Staff(models.Model):
    """Somebody who performs services; nobody can be in two appointments at once."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="staff")
    name = models.CharField(max_length=80)
    services = models.ManyToManyField(Service, related_name="staff", blank=True, help_text="What this person performs.")
    google_calendar_id = models.CharField(
        max_length=255, blank=True, help_text="Their own Google calendar; empty means the one of GOOGLE_CALENDAR_ID."
    )
    active = models.BooleanField(default=True, help_text="Untick it to stop booking this person; what is booked stays.")

    class Meta:
        verbose_name_plural = "staff"
        ordering: ClassVar = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Weekday(models.IntegerChoices):
    """The days of the week, numbered as ``date.weekday()`` does."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


class OpeningHours(models.Model):
    """One stretch of a weekday on which the house is open; a day may have several."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(choices=Weekday.choices)
    opens = models.TimeField()
    closes = models.TimeField(help_text="00:00 means midnight at the end of the day.")

    class Meta:
        verbose_name_plural = "opening hours"
        ordering: ClassVar = ["weekday", "opens"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")) | Q(closes=MIDNIGHT),
                name="opening_hours_end_after_start",
                violation_error_message=(
                    "Closing must be after opening. For hours past midnight add a second line on the next day."
                ),
            ),
            models.CheckConstraint(
                condition=Q(weekday__gte=0, weekday__lte=6),
                name="opening_hours_weekday",
                violation_error_message="Choose a weekday.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"

    def clean(self) -> None:
        """Refuse hours that overlap others of the same day."""
        if any(value is None for value in (self.business_id, self.weekday, self.opens, self.closes)):
            return
        others = OpeningHours.objects.filter(business_id=self.business_id, weekday=self.weekday).exclude(pk=self.pk)
        overlapping = others.filter(Q(closes__gt=self.opens) | Q(closes=MIDNIGHT))
        if self.closes != MIDNIGHT:
            overlapping = overlapping.filter(opens__lt=self.closes)
        other = overlapping.first()
        if other is not None:
            raise ValidationError(
                "These hours overlap “%(other)s”. Change one of the two.", params={"other": str(other)}
            )


class Closure(models.Model):
    """Days on which the house stays closed whatever the weekday: a holiday, a vacation."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="closures")
    first_day = models.DateField()
    last_day = models.DateField(help_text="The last day that is still closed; the same as the first for a single day.")
    reason = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["first_day"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="closure_ends_after_start",
                violation_error_message="The last day must not be before the first.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_day} to {self.last_day} {self.reason}".strip()


class AppointmentStatus(models.TextChoices):
    """Whether an appointment stands."""

    BOOKED = "booked"
    CANCELLED = "cancelled"


class MirrorStatus(models.TextChoices):
    """How far the outside calendar knows what our diary holds."""

    NOT_NEEDED = "not_needed"
    PENDING = "pending"
    DONE = "done"
    #: The outside calendar refuses: somebody must mend its settings. Tried again all the same, only seldom.
    FAILED = "failed"


class Appointment(models.Model):
    """One committed appointment.

    ``during`` (UTC) is what is compared; ``local_day``, ``local_time`` and ``timezone`` are what was agreed with the
    customer, and stay right when a country changes its clock rules.
    """

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="appointments")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="appointments")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="appointments")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="appointments")
    conversation = models.ForeignKey(
        Conversation, null=True, blank=True, on_delete=models.SET_NULL, related_name="appointments"
    )
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    idempotency_key = models.CharField(max_length=80, unique=True, editable=False)
    customer_name = models.CharField(max_length=120)
    notes = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=AppointmentStatus.choices, default=AppointmentStatus.BOOKED)
    during = DateTimeRangeField(help_text="UTC, the end not included.")
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
    google_calendar_id = models.CharField(max_length=255, blank=True)
    google_event_id = models.CharField(max_length=80, blank=True)
    google_event_generation = models.PositiveSmallIntegerField(default=0)
    #: Set once Google has confirmed the event.
    google_etag = models.CharField(max_length=80, blank=True)
    #: What stands in the outside calendar, as far as we know.
    mirrored_during = DateTimeRangeField(null=True, blank=True)
    #: The customer was told that the outside calendar did not answer, and is still to hear that it has.
    told_calendar_pending = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["local_day", "local_time"]
        constraints: ClassVar = [
            # A plain "=" on the id would need the extension btree_gist, which small PostgreSQL builds lack.
            ExclusionConstraint(
                name="nobody_in_two_appointments",
                expressions=[
                    (Func(F("staff_id"), F("staff_id"), Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(status=AppointmentStatus.BOOKED),
                violation_error_message="This member of staff has another appointment at that time.",
            ),
            models.CheckConstraint(
                condition=Q(during__isempty=False, during__lower_inf=False, during__upper_inf=False),
                name="appointment_has_start_and_end",
                violation_error_message="An appointment needs a start and a later end.",
            ),
            models.CheckConstraint(
                condition=Q(status=AppointmentStatus.BOOKED, cancelled_at=None)
                | Q(status=AppointmentStatus.CANCELLED, cancelled_at__isnull=False),
                name="appointment_cancelled_has_time",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                Func(F("during"), function="lower"), F("staff"), condition=Q(status="booked"), name="appointment_busy"
            ),
            models.Index(F("contact"), Func(F("during"), function="lower"), name="appointment_of_contact"),
            models.Index(F("business"), F("local_day"), F("local_time"), name="appointment_day"),
            models.Index(
                fields=["mirror_next_at"],
                condition=Q(mirror_status__in=["pending", "failed"]),
                name="appointment_mirror_due",
            ),
            models.Index(
                fields=["google_calendar_id", "local_day"],
                condition=~Q(google_calendar_id=""),
                name="appointment_mirrored",
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
    moved_to = DateTimeRangeField()
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"Move of appointment {self.appointment_id}"
