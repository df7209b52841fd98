"""What can be booked, and what each booking needs."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from calendar_integration.models.locations import Location
from receptionist.models import Business

SHORTEST_MINUTES, LONGEST_MINUTES = 5, 720
LONGEST_BUFFER = 240
FURTHEST_DAYS = 730
LARGEST_GROUP = 500


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
    buffer_before = models.PositiveSmallIntegerField(
        default=0,
        validators=[MaxValueValidator(LONGEST_BUFFER)],
        verbose_name="minutes to prepare",
        help_text="Kept free before it, for whoever performs it and for its rooms. Customers are not told.",
    )
    buffer_after = models.PositiveSmallIntegerField(
        default=0,
        validators=[MaxValueValidator(LONGEST_BUFFER)],
        verbose_name="minutes to tidy up",
        help_text="Kept free after it. Changing this does not touch what is booked.",
    )
    lead_minutes = models.PositiveIntegerField(
        default=30,
        validators=[MaxValueValidator(FURTHEST_DAYS * 24 * 60)],
        verbose_name="minutes of notice",
        help_text="Nobody is offered a place that begins sooner than this.",
    )
    horizon_days = models.PositiveSmallIntegerField(
        default=90,
        validators=[MinValueValidator(1), MaxValueValidator(FURTHEST_DAYS)],
        verbose_name="days ahead",
        help_text="How far ahead it can be booked.",
    )
    capacity = models.PositiveSmallIntegerField(
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(LARGEST_GROUP)],
        verbose_name="places",
        help_text="How many customers come to the same sitting; more than 1 makes it a group.",
    )
    cancel_until_hours = models.PositiveSmallIntegerField(
        default=0,
        verbose_name="cancel until (hours before)",
        help_text="Cancelling later than this counts as late; 0 means any time is fine.",
    )
    locations = models.ManyToManyField(
        Location, related_name="services", blank=True, help_text="Where it is offered; none chosen means everywhere."
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
            models.CheckConstraint(
                condition=Q(
                    buffer_before__lte=LONGEST_BUFFER,
                    buffer_after__lte=LONGEST_BUFFER,
                    capacity__gte=1,
                    capacity__lte=LARGEST_GROUP,
                ),
                name="service_limits_sane",
                violation_error_message="Buffers are 4 hours at the most, and a sitting has 1 to 500 places.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def price_said(self) -> str:
        """The price as it is said; empty where none is known."""
        if self.price_text or self.price is None:
            return self.price_text
        return f"{self.price:.2f}".removesuffix(".00")


class ResourceKind(models.Model):
    """A kind of room or device that services may need: treatment room, chair, laser."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="resource_kinds")
    name = models.CharField(max_length=80, help_text="For example treatment room, chair or laser.")

    class Meta:
        verbose_name = "kind of room or device"
        verbose_name_plural = "rooms and devices"
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["business", "name"],
                name="one_resource_kind_a_name",
                violation_error_message="This business has that kind already.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Resource(models.Model):
    """One room, chair or device; it cannot be in two appointments at once."""

    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="resources")
    kind = models.ForeignKey(ResourceKind, on_delete=models.CASCADE, related_name="resources")
    name = models.CharField(max_length=80)
    active = models.BooleanField(default=True, help_text="Untick it to stop booking it; what is booked stays.")

    class Meta:
        verbose_name = "room or device"
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["location", "kind", "name"],
                name="one_resource_a_name",
                violation_error_message="There is one of that name at this location already.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ServiceNeed(models.Model):
    """One resource of a kind that every booking of a service takes up."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="needs", db_index=False)
    kind = models.ForeignKey(ResourceKind, on_delete=models.PROTECT, related_name="needed_by")

    class Meta:
        verbose_name = "room or device it needs"
        verbose_name_plural = "rooms and devices it needs"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["service", "kind"],
                name="one_need_a_kind",
                violation_error_message="It needs that already.",
            )
        ]

    def __str__(self) -> str:
        return f"one {self.kind}"
