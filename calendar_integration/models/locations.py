"""Where appointments take place, and when each house is open."""

from __future__ import annotations

from datetime import time
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from calendar_integration import public_holidays
from receptionist.models import Business, validate_timezone

MIDNIGHT = time(0)


class Weekday(models.IntegerChoices):
    """The days of the week, numbered as ``date.weekday()`` does."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


class Location(models.Model):
    """One house of a business, with its own clock and hours; every business has at least one."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="locations")
    name = models.CharField(max_length=80, help_text="As customers would call it: Main Street, the clinic.")
    aliases = ArrayField(
        models.CharField(max_length=60),
        default=list,
        blank=True,
        help_text="Other words customers use for it, separated by commas: the centre, downtown.",
    )
    address = models.CharField(max_length=255, blank=True)
    timezone = models.CharField(
        max_length=64,
        validators=[validate_timezone],
        help_text="The clock on its wall, for example Europe/Madrid. All hours of this location are in it.",
    )
    holiday_country = models.CharField(
        max_length=2,
        blank=True,
        validators=[public_holidays.validate_country],
        help_text="Closed on the public holidays of this country (ES, GB, US …); empty means open on them.",
    )
    holiday_region = models.CharField(
        max_length=10, blank=True, help_text="The region's own code where holidays differ: MD for Madrid, CA, BY."
    )
    active = models.BooleanField(default=True, help_text="Untick it to stop booking here; what is booked stays.")
    position = models.PositiveSmallIntegerField(default=0, help_text="Locations are listed in this order.")

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["business", "name"],
                name="one_location_a_name",
                violation_error_message="This business has a location of that name already.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """The location's time zone."""
        return ZoneInfo(self.timezone)

    def clean(self) -> None:
        """Refuse a region that its country does not know."""
        if self.holiday_region and not self.holiday_country:
            self.holiday_region = ""
        public_holidays.validate_region(self.holiday_country, self.holiday_region)


class OpeningHours(models.Model):
    """One stretch of a weekday on which the house is open; a day may have several."""

    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="opening_hours")
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


class SpecialDay(models.Model):
    """Hours of one day, in place of the weekly ones and of any public holiday; without hours it is closed.

    A day may have several stretches, one row each.
    """

    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="special_days")
    day = models.DateField()
    opens = models.TimeField(null=True, blank=True, help_text="Leave both times empty to close on that day.")
    closes = models.TimeField(null=True, blank=True, help_text="00:00 means midnight at the end of the day.")
    reason = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["day", "opens"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(opens=None, closes=None)
                | Q(opens__isnull=False, closes__isnull=False) & (Q(closes__gt=F("opens")) | Q(closes=MIDNIGHT)),
                name="special_day_ends_after_start",
                violation_error_message="Give both times, closing after opening; or neither, for a closed day.",
            )
        ]

    def __str__(self) -> str:
        hours = "closed" if self.opens is None or self.closes is None else f"{self.opens:%H:%M}–{self.closes:%H:%M}"
        return f"{self.day} {hours}"


class Closure(models.Model):
    """Days on which a house stays closed whatever else is said: a vacation, building work."""

    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="closures")
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
