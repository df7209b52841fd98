"""What the diary keeps of a customer: names and notes, here and in the calendar outside."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from calendar_integration import booking, changing, holding
from calendar_integration.models import Appointment
from calendar_integration.statuses import AGREED, STANDING
from receptionist import doorbell
from receptionist.forgetting import ERASED


class DiaryData:
    """The appointments of a customer; those still to come are cancelled, since nobody would know whose they are."""

    def kept(self, contact_id: int) -> Mapping[str, int]:
        """Count the appointments."""
        coming = _coming(contact_id).count()
        return {
            "appointments": Appointment.objects.filter(contact_id=contact_id).count(),
            "appointments still to come, which are cancelled": coming,
        }

    def erase(self, contact_id: int) -> None:
        """Cancel what is to come, and take names and notes out of the rest, also where it stands outside."""
        now = timezone.now()
        for appointment in _coming(contact_id):
            booking.cancel_forgotten(appointment, now=now)
        holding.end_those_of(contact_id, now)
        with transaction.atomic():
            named = Appointment.objects.select_for_update().filter(contact_id=contact_id)
            named = named.exclude(Q(customer_name=ERASED) & Q(notes=""))
            outside = named.filter(status__in=AGREED).exclude(google_calendar_id="")
            rewritten = list(outside.values_list("pk", flat=True))
            Appointment.objects.filter(pk__in=rewritten).update(**changing.to_be_mirrored(mirrored=True))
            Appointment.objects.filter(contact_id=contact_id).update(
                customer_name=ERASED, notes="", told_calendar_pending=False
            )
            for appointment_id in rewritten:
                doorbell.ring(changing.MIRROR_TASK, appointment_id)


def _coming(contact_id: int) -> QuerySet[Appointment]:
    return Appointment.objects.filter(contact_id=contact_id, status__in=STANDING, during__startswith__gt=timezone.now())
