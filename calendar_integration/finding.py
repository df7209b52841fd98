"""Finds what to offer, reading no more of the diary than it takes: mostly a few days suffice."""

from __future__ import annotations

from datetime import datetime

from calendar_integration import offers, outside, searching
from calendar_integration.availability import DayNotReadError
from calendar_integration.houses import House
from calendar_integration.outside import Outside
from receptionist.domain import diary
from receptionist.domain.diary import Wish
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
    known = known or outside.read(house.staff, searching.span_of_days(house, *window))
    for days in offers.widening(wish, today, horizon):
        try:
            seen = outside.survey(house, days, now, moving=moving, own_hold=own_hold, known=known)
            return offers.find(seen.search, wish)
        except DayNotReadError:
            continue
    raise AssertionError("an answer looks at no day outside its window")
