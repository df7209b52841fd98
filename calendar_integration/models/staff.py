"""Who performs services, and when each of them works."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from calendar_integration.models.locations import MIDNIGHT, Location, Weekday
from calendar_integration.models.services import Service
from receptionist.models import Business


class Staff(models.Model):
    """Somebody who performs services; nobody can be in two appointments at once."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="staff")
    name = models.CharField(max_length=80)
    email = models.EmailField(blank=True, help_text="For messages to this person; customers never see it.")
    services = models.ManyToManyField(Service, related_name="staff", blank=True, help_text="What this person performs.")
    calendar_id = models.CharField(
        max_length=255, blank=True, help_text="Their own calendar outside; empty means the one named in the settings."
    )
    active = models.BooleanField(default=True, help_text="Untick it to stop booking this person; what is booked stays.")
    #: What makes the address of their calendar subscription; none while they have no address.
    subscription_key = models.CharField(max_length=16, unique=True, null=True, blank=True, editable=False)
    subscription_shows_phones = models.BooleanField(
        "show customers' phone numbers",
        default=False,
        help_text="In the calendar behind the address. Without it only times, services and customers' names are there.",
    )

    class Meta:
        verbose_name_plural = "staff"
        ordering: ClassVar = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class StaffHours(models.Model):
    """One weekly stretch of work; somebody with none at all works all opening hours of every location."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="hours")
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="staff_hours")
    weekday = models.PositiveSmallIntegerField(choices=Weekday.choices)
    starts = models.TimeField()
    ends = models.TimeField(help_text="00:00 means midnight at the end of the day.")

    class Meta:
        verbose_name = "weekly hours"
        verbose_name_plural = "weekly hours"
        ordering: ClassVar = ["weekday", "starts"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")) | Q(ends=MIDNIGHT),
                name="staff_hours_end_after_start",
                violation_error_message=(
                    "The end must be after the start. For hours past midnight add a second line on the next day."
                ),
            ),
            models.CheckConstraint(
                condition=Q(weekday__gte=0, weekday__lte=6),
                name="staff_hours_weekday",
                violation_error_message="Choose a weekday.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.starts:%H:%M}–{self.ends:%H:%M}"


class StaffDay(models.Model):
    """Somebody's hours of one day, in place of all their weekly ones of that day; without hours it is a day off.

    A day may have several stretches, one row each. No location means wherever they usually work.
    """

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="days")
    location = models.ForeignKey(Location, null=True, blank=True, on_delete=models.CASCADE, related_name="staff_days")
    day = models.DateField()
    starts = models.TimeField(null=True, blank=True, help_text="Leave both times empty for a day off.")
    ends = models.TimeField(null=True, blank=True, help_text="00:00 means midnight at the end of the day.")
    reason = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = "other hours on a day"
        verbose_name_plural = "other hours on single days"
        ordering: ClassVar = ["day", "starts"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(starts=None, ends=None)
                | Q(starts__isnull=False, ends__isnull=False) & (Q(ends__gt=F("starts")) | Q(ends=MIDNIGHT)),
                name="staff_day_ends_after_start",
                violation_error_message="Give both times, the end after the start; or neither, for a day off.",
            )
        ]

    def __str__(self) -> str:
        hours = "off" if self.starts is None or self.ends is None else f"{self.starts:%H:%M}–{self.ends:%H:%M}"
        return f"{self.day} {hours}"


class TimeOff(models.Model):
    """A stretch of time in which somebody cannot be booked, the end not included."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="time_off")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    reason = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = "time off"
        verbose_name_plural = "time off"
        ordering: ClassVar = ["starts"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="time_off_ends_after_start",
                violation_error_message="Time off must end after it starts.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts:%Y-%m-%d %H:%M} to {self.ends:%Y-%m-%d %H:%M} {self.reason}".strip()
