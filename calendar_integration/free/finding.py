"""Finds what to offer, reading no more of the diary than it takes: mostly a few days suffice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from calendar_integration.free import busy_outside, offers, searching
from calendar_integration.free.availability import DayNotReadError, free_starts
from calendar_integration.free.busy_outside import Outside
from calendar_integration.free.houses import House
from calendar_integration.free.refusals import refusal_of_days
from calendar_integration.free.searches import Start
from receptionist.domain import diary
from receptionist.domain.diary import NoSlotReason, Wish
from receptionist.domain.events import SlotsFound


def find(
    house: House,
    wish: Wish,
    now: datetime,
    *,
    moving: diary.Appointment | None = None,
    own_hold: int | None = None,
    known: Outside | None = None,
) -> SlotsFound:
    """Find the wanted slot, or the two or three nearest to the wish, in our diary and the calendars outside.

    What the latter say is ``known``, or read once for all the days that an answer may look at. The appointment
    ``moving`` is not in its own way, but its place is none to offer; ``own_hold`` is the id of what the customer holds.
    """
    today, horizon = house.today(now), house.terms.horizon_days
    window = offers.window(wish, today, horizon)
    known = known or busy_outside.read(house.staff, searching.span_of_days(house, *window))
    for days in offers.widening(wish, today, horizon):
        try:
            seen = busy_outside.survey(house, days, now, moving=moving, own_hold=own_hold, known=known)
            return offers.find(seen.search, wish)
        except DayNotReadError:
            continue
    raise AssertionError("an answer looks at no day outside its window")


@dataclass(frozen=True, slots=True, kw_only=True)
class Free:
    """Every place that is free on some days; ``reason`` says why there is none, where there is none."""

    starts: tuple[Start, ...]
    reason: NoSlotReason | None
    #: Ids of the staff whose calendars outside did not answer: what they do there is not known.
    unknown: frozenset[int]


def all_free(house: House, days: tuple[date, date], now: datetime) -> Free:
    """Find everything that is free on these local days, the first and the last included."""
    seen = busy_outside.survey(house, days, now)
    every = [days[0] + timedelta(days=number) for number in range((days[1] - days[0]).days + 1)]
    starts = tuple(start for day in every for start in free_starts(seen.search, day))
    reason = None if starts else refusal_of_days(seen.search, every)
    return Free(starts=starts, reason=reason, unknown=seen.outside.unknown)
