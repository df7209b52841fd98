"""Appointments that repeat: found together, each clash by its name, and booked together.

They keep to the clock on the wall of their location, whatever happens to it in between. All that are booked are written
in one transaction, so that no power cut leaves half a series; each has a savepoint, so that one who was faster with one
of them does not cost the customer the others.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule
from django.db import IntegrityError, transaction

from calendar_integration import selectors
from calendar_integration.booking import booking, holding, locking
from calendar_integration.booking.choosing import Choice
from calendar_integration.booking.committing import in_one_go, is_of_the_diary
from calendar_integration.booking.taking import Place, Taken
from calendar_integration.free import busy_outside, houses, offers, searching
from calendar_integration.free.busy_outside import Outside, Survey
from calendar_integration.free.houses import House
from calendar_integration.free.searches import Search
from calendar_integration.models import Appointment
from calendar_integration.spans import Span
from calendar_integration.statuses import AGREED, AppointmentStatus
from receptionist.domain.diary import NoSlotReason, Slot, Wish
from receptionist.domain.events import SeriesBooked, SeriesFound
from receptionist.domain.repeats import MOST, Clash, Repeat, Unit
from receptionist.ports import Customer

_FREQUENCIES = {Unit.DAY: DAILY, Unit.WEEK: WEEKLY, Unit.MONTH: MONTHLY}
#: So many days are asked of the calendars outside at a time, which answer for no half year at once.
_DAYS_AT_A_TIME = 42
#: The name under which the ids of series are made from keys.
_SERIES = uuid.UUID("0b8f7a52-6d0c-4a57-9f0e-6b0f4f3f7f11")


@dataclass(frozen=True, slots=True)
class _Seen:
    """A house and all that decides what is free in it on the days of a series."""

    house: House
    search: Search
    outside: Outside


def find(house: House, wish: Wish, repeat: Repeat, now: datetime, *, own_hold: int | None = None) -> SeriesFound:
    """Find the places of a series: at the wish's time of day, from its day on."""
    assert wish.day is not None
    assert wish.at is not None
    last_open = house.today(now) + timedelta(days=house.terms.horizon_days)
    # One more than can be booked tells whether it goes on.
    days = occurrences(wish.day, repeat, most=MOST + 1)
    within = [day for day in days[:MOST] if day <= last_open]
    if not within:
        return SeriesFound((), tuple(Clash(_wall(house, wish, day), NoSlotReason.TOO_FAR) for day in days[:1]))
    search = _see(house, within, now, own_hold).search
    slots: list[Slot] = []
    clashes: list[Clash] = []
    for day in within:
        exact, nearest, reason = offers.find_that_day(search, replace(wish, day=day))
        if exact is None:
            clashes.append(Clash(_wall(house, wish, day), reason or NoSlotReason.TAKEN, nearest))
        slots += [slot for slot in (exact or nearest,) if slot is not None]
        if slots and wish.location_id is None:
            # All of them in one house.
            wish = replace(wish, location_id=slots[0].location_id)
    if not any(slot.start.time() == wish.at for slot in slots):
        return SeriesFound((), tuple(clashes))
    return SeriesFound(tuple(slots), tuple(clashes), goes_on=len(within) < len(days))


def occurrences(first: date, repeat: Repeat, *, most: int = MOST) -> list[date]:
    """List the days of a series, so many at the most; a month without such a day is passed over."""
    until = _last_day(first, repeat)
    start = datetime.combine(first, datetime.min.time())
    days = rrule(
        _FREQUENCIES[repeat.unit],
        interval=max(repeat.every, 1),
        dtstart=start,
        count=None if until else min(repeat.times or most, most),
        until=datetime.combine(until, start.time()) if until else None,
    )
    return [day.date() for day, _ in zip(days, range(min(repeat.times or most, most)), strict=False)]


def book(customer: Customer, slots: Sequence[Slot], *, name: str, notes: str, key: str, now: datetime) -> SeriesBooked:
    """Commit all of these slots that are still free, in one transaction. The same ``key`` gives the same series."""
    series = uuid.uuid5(_SERIES, key)
    if not (made := _made(series)):
        house = _house_of(customer, slots, now)
        if house is None:
            return SeriesBooked(str(series), (), tuple(slots))
        # What they hold was kept for something else, and would be in their own way.
        holding.let_go_of_all(customer, now)
        seen = _see(house, sorted({slot.start.date() for slot in slots}), now, None)
        said = {"customer_name": name[: booking.NAME_LENGTH], "notes": notes, "series_id": series}
        in_one_go(partial(_write, customer, _choices(seen, slots, now), said, key))
        made = _made(series)
    committed = [selectors.as_domain(row) for row in made]
    starts = {appointment.start for appointment in committed}
    return SeriesBooked(str(series), tuple(committed), tuple(slot for slot in slots if slot.start not in starts))


def _write(customer: Customer, choices: Sequence[Choice], said: dict[str, Any], key: str) -> bool:
    places = [list(choice.places()) for choice in choices]
    staff = {place.staff.pk for options in places for place in options}
    # All diaries at once and in one order: two series that want them one by one would wait for each other.
    locking.lock_diaries(staff)
    for number, (choice, options) in enumerate(zip(choices, places, strict=True)):
        columns = {**said, "status": AppointmentStatus.BOOKED, "idempotency_key": f"{key}:{number}"}
        for place in options:
            if _takes(customer, choice, place, columns):
                break
    return True


def _takes(customer: Customer, choice: Choice, place: Place, columns: dict[str, Any]) -> bool:
    try:
        with transaction.atomic():
            booking.insert(customer, place, choice, columns)
    except Taken:
        return False
    except IntegrityError as error:
        if not is_of_the_diary(error.__cause__):
            raise
        return False
    return True


def _choices(seen: _Seen, slots: Sequence[Slot], now: datetime) -> list[Choice]:
    survey = Survey(seen.search, seen.outside)
    return [Choice(slot=slot, now=now, house=seen.house, seen=survey) for slot in slots]


def _house_of(customer: Customer, slots: Sequence[Slot], now: datetime) -> House | None:
    service = houses.service_of(customer.business_id, slots[0].service_id) if slots else None
    if service is None or not service.active:
        return None
    return houses.house(service, now)


def _made(series: uuid.UUID) -> list[Appointment]:
    rows = Appointment.objects.select_related("service", "staff", "location", "contact")
    return list(rows.filter(series_id=series, status__in=AGREED).order_by("during__startswith"))


def _see(house: House, days: Sequence[date], now: datetime, own_hold: int | None) -> _Seen:
    """Read our diary once for all these days, and the calendars outside in as few pieces as they allow."""
    busy: dict[int, list[Span]] = defaultdict(list)
    unknown: frozenset[int] = frozenset()
    for first, last in _pieces(days):
        answer = busy_outside.read(house.staff, searching.span_of_days(house, first, last))
        unknown |= answer.unknown
        for pk, spans in answer.busy.items():
            busy[pk] += spans
    known = Outside(busy, unknown)
    whole = days[0] - timedelta(days=1), days[-1] + timedelta(days=1)
    return _Seen(house, busy_outside.survey(house, whole, now, own_hold=own_hold, known=known).search, known)


def _pieces(days: Sequence[date]) -> Iterator[tuple[date, date]]:
    first = days[0]
    while first <= days[-1]:
        last = max(day for day in days if day < first + timedelta(days=_DAYS_AT_A_TIME))
        yield first, last
        first = min((day for day in days if day > last), default=days[-1] + timedelta(days=1))


def _wall(house: House, wish: Wish, day: date) -> datetime:
    site = next((site for site in house.sites if wish.location_id in (None, site.location_id)), None)
    assert wish.at is not None
    zone = site.zone if site else house.service.business.zone
    return datetime.combine(day, wish.at.replace(tzinfo=None), tzinfo=zone)


def _last_day(first: date, repeat: Repeat) -> date | None:
    if repeat.weeks_long:
        return first + timedelta(weeks=repeat.weeks_long) - timedelta(days=1)
    if repeat.months_long:
        ends = rrule(
            MONTHLY, interval=repeat.months_long, dtstart=datetime.combine(first, datetime.min.time()), count=2
        )
        return date.fromordinal(max(day.toordinal() for day in ends) - 1)
    return repeat.until
