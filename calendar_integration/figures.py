"""How many appointments were made, and what became of them, for the manager's page."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from calendar_integration.models import Appointment
from calendar_integration.statuses import AppointmentStatus
from receptionist.domain.periods import Edges
from receptionist.reports.buckets import bucket, within

#: A place that was only held is no appointment.
_NEVER_AGREED = (AppointmentStatus.HELD, AppointmentStatus.EXPIRED)


@dataclass(slots=True)
class Bookings:
    """Appointments made in one bucket, as they stand today; those ``by_sara`` were made in a conversation with her."""

    by_sara: int = 0
    by_others: int = 0
    cancelled: int = 0
    no_show: int = 0

    @property
    def made(self) -> int:
        """Count them all."""
        return self.by_sara + self.by_others

    @property
    def kept(self) -> int:
        """Count those that took place or still stand."""
        return self.made - self.cancelled - self.no_show

    def add(self, other: Bookings) -> None:
        """Add those of another bucket."""
        self.by_sara += other.by_sara
        self.by_others += other.by_others
        self.cancelled += other.cancelled
        self.no_show += other.no_show


def bookings(business_id: int, edges: Edges) -> list[Bookings]:
    """Count, bucket by bucket, the appointments of a business that were made between the edges."""
    found = [Bookings() for _ in edges[1:]]
    made = Appointment.objects.filter(within("created_at", edges), business=business_id)
    counted = (
        made.exclude(status__in=_NEVER_AGREED)
        .annotate(bucket=bucket("created_at", edges))
        .values_list("bucket")
        .annotate(
            made=Count("status"),
            by_sara=Count("conversation"),
            cancelled=Count("status", filter=Q(status=AppointmentStatus.CANCELLED)),
            no_show=Count("status", filter=Q(status=AppointmentStatus.NO_SHOW)),
        )
        .order_by()
    )
    for number, made_in_it, by_sara, cancelled, no_show in counted:
        found[number] = Bookings(by_sara, made_in_it - by_sara, cancelled, no_show)
    return found
