"""What the calendars outside the house say: read before booking, never inside a transaction."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from calendar_integration import wiring
from calendar_integration.free import searching
from calendar_integration.free.houses import House
from calendar_integration.free.searches import Search
from calendar_integration.models import Appointment, MirrorStatus, Staff
from calendar_integration.spans import Span, subtract
from calendar_integration.statuses import AGREED, STANDING
from receptionist.domain import diary
from receptionist.errors import ProviderError
from receptionist.resilience.breaker import Breaker

log = logging.getLogger(__name__)

#: Customers wait while busy times are read; those who come while they keep failing need not wait as well.
_breaker = Breaker()


@dataclass(frozen=True, slots=True)
class Outside:
    """The busy times of staff in their calendars; of those in ``unknown`` nobody knows: that is never "free"."""

    busy: Mapping[int, Sequence[Span]] = field(default_factory=dict)
    unknown: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Survey:
    """What is free for a service, by our diary and the calendars outside together."""

    search: Search
    outside: Outside


def calendar_of(staff: Staff) -> str:
    """Return the id of the calendar that mirrors this person's diary; empty when there is none."""
    calendars = wiring.outside_calendar()
    return "" if calendars is None else staff.calendar_id or calendars.default_calendar_id


def calendars_in_use(business_id: int | None = None) -> set[str]:
    """Return the calendars that mirror somebody's diary, of one business or of all."""
    calendars = wiring.outside_calendar()
    if calendars is None:
        return set()
    staff = _booked()
    if business_id is not None:
        staff = staff.filter(business=business_id)
    ids = staff.order_by().values_list("calendar_id", flat=True).distinct()
    return {calendar_id or calendars.default_calendar_id for calendar_id in ids} - {""}


def people_of(calendar_id: str) -> QuerySet[Staff]:
    """Return those whose diary this calendar mirrors, and who are booked or still have appointments."""
    calendars = wiring.outside_calendar()
    is_default = calendars is not None and calendars.default_calendar_id == calendar_id
    theirs = Q(calendar_id=calendar_id) | Q(calendar_id="") if is_default else Q(calendar_id=calendar_id)
    return _booked().filter(theirs)


def _booked() -> QuerySet[Staff]:
    """Return who is booked, and who is no more but has appointments to come: they stay."""
    yesterday = timezone.now().date() - timedelta(days=1)
    coming = Appointment.objects.filter(staff=OuterRef("pk"), status__in=STANDING, local_day__gte=yesterday)
    return Staff.objects.filter(Q(active=True) | Exists(coming))


def survey(
    house: House,
    days: tuple[date, date],
    now: datetime,
    *,
    moving: diary.Appointment | None = None,
    own_hold: int | None = None,
    known: Outside | None = None,
) -> Survey:
    """Read our diary and, unless it is ``known`` already, what the calendars say; raises nothing when they fail.

    The place of the appointment ``moving`` counts as free, but not as one to offer; what the customer holds already
    (``own_hold``, its id) counts as free altogether.
    """
    outside = known or read(house.staff, searching.span_of_days(house, *days))
    search = searching.load_search(house, days, now, moving=moving, own_hold=own_hold, also_busy=outside.busy)
    return Survey(search, outside)


def read(
    staff: Iterable[Staff], span: Span, *, patient: bool = False, in_question: Appointment | None = None
) -> Outside:
    """Ask the calendars of these people for their busy times; a calendar that does not answer is unknown.

    While they keep failing only one who is ``patient``, because no customer waits, asks all the same. What our own
    events take up is not busy, but for the appointment ``in_question``: whatever stands at its time counts.
    """
    people: dict[str, list[int]] = defaultdict(list)
    for who in staff:
        if calendar := calendar_of(who):
            people[calendar].append(who.pk)
    answers = _ask(sorted(people), span) if people and (patient or _breaker.allows()) else {}
    ours = _our_own(list(answers), span, in_question) if answers else {}
    busy = {
        pk: subtract(taken, ours[calendar])
        for calendar, taken in answers.items()
        if taken is not None
        for pk in people[calendar]
    }
    return Outside(busy, frozenset(pk for pks in people.values() for pk in pks) - frozenset(busy))


def _ask(calendars: Sequence[str], span: Span) -> dict[str, Sequence[Span] | None]:
    """Ask for busy times, and let the breaker know how it went; no answers at all when that failed."""
    provider = wiring.outside_calendar()
    if provider is None:
        return {}
    try:
        answers = dict(provider.free_busy(calendars, span))
    except ProviderError as error:
        log.warning("free/busy could not be read: %s", error)
        _breaker.failed()
        return {}
    _breaker.succeeded()
    return answers


def _our_own(calendars: Sequence[str], span: Span, besides: Appointment | None) -> dict[str, list[Span]]:
    """Return what our own events take up in calendars, ``besides`` that of one appointment.

    Our diary knows better who is busy then: a calendar shared by the whole house shows every appointment as busy for
    everybody, and one that has just been cancelled or moved still stands there until the mirror has caught up.
    """
    unsettled = Q(mirror_status__in=[MirrorStatus.PENDING, MirrorStatus.FAILED])
    a_day = timedelta(days=1)
    in_reach = Q(local_day__range=(span.start.date() - a_day, span.end.date() + a_day))
    rows = Appointment.objects.filter(in_reach | unsettled, mirror_calendar_id__in=calendars)
    if besides is not None:
        rows = rows.exclude(pk=besides.pk)
    spans: dict[str, list[Span]] = defaultdict(list)
    for row in rows.only("mirror_calendar_id", "status", "during", "mirrored_during"):
        if row.status in AGREED:
            spans[row.mirror_calendar_id].append(Span(row.during.lower, row.during.upper))
        if row.mirrored_during is not None:
            spans[row.mirror_calendar_id].append(Span(row.mirrored_during.lower, row.mirrored_during.upper))
    return spans
