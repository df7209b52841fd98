"""What the diary keeps of a customer: names and notes, here and in the calendar outside."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from calendar_integration.booking import booking, changing, holding
from calendar_integration.models import ApiRequest, Appointment, WaitlistEntry
from calendar_integration.notices import notices
from calendar_integration.statuses import AGREED, STANDING
from calendar_integration.waiting import waitlist
from receptionist import doorbell
from receptionist.api import problems
from receptionist.people.forgetting import ERASED

#: What a program is told that asks again about a customer who is forgotten.
_FORGOTTEN = problems.body(HTTPStatus.GONE, "forgotten", "The customer has been forgotten since; nothing was changed.")


class DiaryData:
    """The appointments of a customer; those still to come are cancelled, since nobody would know whose they are."""

    def kept(self, contact_id: int) -> Mapping[str, int]:
        """Count the appointments."""
        coming = _coming(contact_id).count()
        return {
            "appointments": Appointment.objects.filter(contact_id=contact_id).count(),
            "appointments still to come, which are cancelled": coming,
            "answers kept for programs": ApiRequest.objects.filter(appointment__contact_id=contact_id).count(),
            "places waited for": waitlist.waiting_of(contact_id).count(),
        }

    def erase(self, contact_id: int) -> None:
        """Cancel what is to come, and take names and notes out of the rest, also where it stands outside."""
        now = timezone.now()
        waitlist.leave(contact_id, by="customer", now=now)
        WaitlistEntry.objects.filter(contact_id=contact_id).update(customer_name=ERASED)
        for appointment in _coming(contact_id):
            booking.cancel_forgotten(appointment, now=now)
        holding.end_those_of(contact_id, now)
        notices.drop_those_of(contact_id, now)
        with transaction.atomic():
            named = Appointment.objects.select_for_update().filter(contact_id=contact_id)
            named = named.exclude(Q(customer_name=ERASED) & Q(notes=""))
            outside = named.filter(status__in=AGREED).exclude(mirror_calendar_id="")
            rewritten = list(outside.values_list("pk", flat=True))
            Appointment.objects.filter(pk__in=rewritten).update(**changing.to_be_mirrored(mirrored=True))
            Appointment.objects.filter(contact_id=contact_id).update(
                customer_name=ERASED, notes="", told_calendar_pending=False
            )
            ApiRequest.objects.filter(appointment__contact_id=contact_id).update(
                status=HTTPStatus.GONE, answer=_FORGOTTEN
            )
            for appointment_id in rewritten:
                doorbell.ring(changing.MIRROR_TASK, appointment_id)


def _coming(contact_id: int) -> QuerySet[Appointment]:
    return Appointment.objects.filter(contact_id=contact_id, status__in=STANDING, during__startswith__gt=timezone.now())
