"""Who waits for a place that may become free, and which places they were offered."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from calendar_integration.models.appointments import Appointment
from calendar_integration.models.locations import Location, Weekday
from calendar_integration.models.services import Service
from calendar_integration.models.staff import Staff
from receptionist.models import Business, Contact, Conversation


class WaitlistStatus(models.TextChoices):
    """Where somebody stands who waits for a place."""

    WAITING = "waiting"
    #: They took a place that they were offered.
    PLACED = "placed", "Got a place"
    LEFT = "left", "Left the list"
    REMOVED = "removed", "Removed by staff"
    #: The last day that would have done has passed, or the appointment that was to be earlier has.
    OVER = "over"
    #: They did not answer one offer after another.
    SILENT = "silent", "Did not answer"
    #: There is no way to ask them.
    UNREACHABLE = "unreachable"


class OfferStatus(models.TextChoices):
    """How far the offer of a place has come."""

    #: Written down before its place is held and the customer asked, so that no crash leaves half of it.
    PREPARING = "preparing"
    ASKED = "asked"
    TAKEN = "taken"
    DECLINED = "declined"
    #: Not answered in time, or what was sent did not arrive.
    LAPSED = "lapsed"
    #: Somebody else took the place, or the customer could not be asked just then: as if never offered.
    DROPPED = "dropped"


#: Offers that keep a place.
OPEN_OFFERS = [OfferStatus.PREPARING.value, OfferStatus.ASKED.value]


class WaitlistEntry(models.Model):
    """Somebody waits for a place: of a service, on some days, at some times of day, local to the location."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="waitlist")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="waitlist")
    conversation = models.ForeignKey(
        Conversation, null=True, blank=True, on_delete=models.SET_NULL, related_name="waitlist", db_index=False
    )
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="waitlist", db_index=False)
    location = models.ForeignKey(
        Location, null=True, blank=True, on_delete=models.SET_NULL, related_name="waitlist", help_text="Empty: any."
    )
    staff = models.ForeignKey(
        Staff, null=True, blank=True, on_delete=models.SET_NULL, related_name="waitlist", help_text="Empty: anybody."
    )
    #: The appointment they have, which would be moved to an earlier place.
    appointment = models.ForeignKey(
        Appointment, null=True, blank=True, on_delete=models.SET_NULL, related_name="waitlist"
    )
    customer_name = models.CharField(max_length=120, blank=True, help_text="Whom it is for.")
    first_day = models.DateField(help_text="The first day that would do.")
    last_day = models.DateField(help_text="The last day that would do.")
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(choices=Weekday.choices),
        default=list,
        blank=True,
        help_text="Numbers from 0 for Monday to 6 for Sunday, separated by commas. Empty: any day.",
    )
    earliest = models.TimeField(null=True, blank=True, help_text="Places that begin no earlier. Empty: any time.")
    latest = models.TimeField(null=True, blank=True, help_text="Places that begin before this time. Empty: any time.")
    status = models.CharField(max_length=12, choices=WaitlistStatus.choices, default=WaitlistStatus.WAITING)
    #: Who has waited longest is asked first; staff may put somebody to the front.
    waiting_since = models.DateTimeField(default=timezone.now)
    #: No place is looked for before this moment: they were busy, or what seemed free was not.
    next_look_at = models.DateTimeField(default=timezone.now)
    #: Offers in a row that were not answered.
    unanswered = models.PositiveSmallIntegerField(default=0)
    idempotency_key = models.CharField(max_length=80, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "waitlist entry"
        verbose_name_plural = "waitlist"
        ordering: ClassVar = ["waiting_since", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="waitlist_days_in_order",
                violation_error_message="The last day cannot be before the first.",
            ),
            models.CheckConstraint(
                condition=Q(earliest=None) | Q(latest=None) | Q(latest__gt=F("earliest")),
                name="waitlist_times_in_order",
                violation_error_message="The latest time cannot be before the earliest.",
            ),
            models.CheckConstraint(
                condition=Q(status="waiting", ended_at=None) | ~Q(status="waiting") & Q(ended_at__isnull=False),
                name="waitlist_ended_has_time",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["service", "waiting_since"], condition=Q(status="waiting"), name="waitlist_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.customer_name or self.contact} for {self.service}"

    def admits(self, day: date) -> bool:
        """Whether a local day would do."""
        return self.first_day <= day <= self.last_day and (not self.weekdays or day.weekday() in self.weekdays)


class WaitlistOffer(models.Model):
    """One place that was offered to one who waits, and what came of it; its place is held while it is open."""

    entry = models.ForeignKey(WaitlistEntry, on_delete=models.CASCADE, related_name="offers", db_index=False)
    #: UTC.
    start = models.DateTimeField()
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="+")
    status = models.CharField(max_length=10, choices=OfferStatus.choices, default=OfferStatus.PREPARING)
    #: Up to when the place is kept for them.
    until = models.DateTimeField()
    created_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entry"], condition=Q(status__in=["preparing", "asked"]), name="one_open_offer_an_entry"
            ),
            # Nobody is offered the same place twice.
            models.UniqueConstraint(
                fields=["entry", "start"], condition=~Q(status="dropped"), name="one_offer_a_place_and_entry"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["until"], condition=Q(status__in=["preparing", "asked"]), name="waitlist_offer_open"),
        ]

    def __str__(self) -> str:
        return f"{self.start:%Y-%m-%d %H:%M} UTC to {self.entry}"

    @property
    def key(self) -> str:
        """What its hold and its message are made with, once."""
        return f"place:{self.pk}"
