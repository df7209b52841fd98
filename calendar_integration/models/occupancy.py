"""Who and what is taken, and when: the rows with which the database refuses every double booking."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from calendar_integration.models.appointments import HAS_START_AND_END, Appointment, Session
from calendar_integration.models.services import Resource
from calendar_integration.models.staff import Staff


def _never_twice(what: str, name: str) -> ExclusionConstraint:
    # A plain "=" on the id would need the extension btree_gist, which small PostgreSQL builds lack. The condition is
    # needed: a range from NULL to NULL has no bounds, and would be in the way of everybody.
    return ExclusionConstraint(
        name=name,
        expressions=[
            (Func(F(f"{what}_id"), F(f"{what}_id"), Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
            ("during", RangeOperators.OVERLAPS),
        ],
        condition=Q(**{f"{what}__isnull": False}),
    )


class Occupancy(models.Model):
    """A stretch for which one member of staff or one resource is taken, buffers included.

    It exists exactly as long as the place is taken, and a trigger of the database demands it of every appointment
    and session.
    """

    staff = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    resource = models.ForeignKey(
        Resource, null=True, blank=True, on_delete=models.PROTECT, related_name="occupancies", db_index=False
    )
    during = DateTimeRangeField()
    appointment = models.ForeignKey(
        Appointment, null=True, blank=True, on_delete=models.CASCADE, related_name="occupancies"
    )
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.CASCADE, related_name="occupancies")

    class Meta:
        verbose_name_plural = "occupancies"
        constraints: ClassVar = [
            _never_twice("staff", "nobody_in_two_appointments"),
            _never_twice("resource", "nothing_in_two_appointments"),
            models.CheckConstraint(
                condition=Q(staff__isnull=False, resource=None) | Q(staff=None, resource__isnull=False),
                name="occupancy_of_one_staff_or_resource",
            ),
            models.CheckConstraint(
                condition=Q(appointment__isnull=False, session=None) | Q(appointment=None, session__isnull=False),
                name="occupancy_by_one_appointment_or_session",
            ),
            models.CheckConstraint(condition=HAS_START_AND_END, name="occupancy_has_start_and_end"),
        ]
        indexes: ClassVar = [
            # Whose it is comes first: a search asks for some days of fifty people, and reads just that. The other way
            # round PostgreSQL goes through everybody's diary of those days, and that up to fifty times.
            models.Index(
                F("staff"),
                Func(F("during"), function="lower"),
                condition=Q(staff__isnull=False),
                name="occupancy_of_staff",
            ),
            models.Index(
                F("resource"),
                Func(F("during"), function="lower"),
                condition=Q(resource__isnull=False),
                name="occupancy_of_resource",
            ),
        ]

    def __str__(self) -> str:
        return f"Occupancy {self.pk}"
