"""The diary of the coming days, laid out to be drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef

from calendar_integration.models import Appointment, OpeningHours
from calendar_integration.statuses import AGREED
from receptionist.models import Business, ContactAddress
from simulator import telling

_DAYS, _MOST = 7, 100
_MIDNIGHT = 24 * 60
#: The days are drawn between these hours even when the house opens later or closes earlier.
_EARLIEST, _LATEST = time(9), time(18)

_Hours = Mapping[int, list[OpeningHours]]


def read(business: Business, number: str, now: datetime) -> dict[str, Any]:
    """Lay out a week from ``now`` (local), and later days that have appointments; times are minutes after midnight.

    The customer's name is told of appointments that belong to ``number`` only.
    """
    today = now.date()
    hours: defaultdict[int, list[OpeningHours]] = defaultdict(list)
    for stretch in OpeningHours.objects.filter(location=business.locations.all()[0]):
        hours[stretch.weekday].append(stretch)
    booked = _booked(business, number, today)
    days = [today + timedelta(days=ahead) for ahead in range(_DAYS)]
    days += sorted({row.local_day for row in booked} - set(days))
    first, last = _frame(stretch for stretches in hours.values() for stretch in stretches)
    return {"from": first, "to": last, "days": [_day(day, today, hours, booked) for day in days]}


def _booked(business: Business, number: str, today: date) -> list[Appointment]:
    of_this_customer = ContactAddress.objects.filter(contact=OuterRef("contact"), value=number)
    return list(
        Appointment.objects.filter(business=business, status__in=AGREED, local_day__gte=today)
        .annotate(is_mine=Exists(of_this_customer))
        .select_related("service", "staff")
        .order_by("local_day", "local_time")[:_MOST]
    )


def _day(day: date, today: date, hours: _Hours, booked: list[Appointment]) -> dict[str, Any]:
    return {
        "date": day.isoformat(),
        "label": {0: "Today", 1: "Tomorrow"}.get((day - today).days, f"{day:%A}"),
        "sub": f"{day:%b %-d}",
        "open": [[_minutes(part.opens), _minutes(part.closes) or _MIDNIGHT] for part in hours.get(day.weekday(), [])],
        "booked": [_entry(row) for row in booked if row.local_day == day],
    }


def _entry(appointment: Appointment) -> dict[str, Any]:
    mine: bool = getattr(appointment, "is_mine")  # noqa: B009 - an annotation, unknown to the type checker
    return {
        "id": appointment.pk,
        "from": _minutes(appointment.local_time),
        "minutes": round((appointment.end - appointment.start).total_seconds() / 60),
        "time": telling.clock(appointment.local_time),
        "service": appointment.service.name,
        "staff": appointment.staff.name,
        "who": appointment.customer_name if mine else "",
        "mine": mine,
    }


def _frame(stretches: Iterable[OpeningHours]) -> tuple[int, int]:
    opens, closes = [_minutes(_EARLIEST)], [_minutes(_LATEST)]
    for stretch in stretches:
        opens.append(_minutes(stretch.opens))
        closes.append(_minutes(stretch.closes) or _MIDNIGHT)
    return min(opens), max(closes)


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute
