"""Where an appointment can stand, and where it can go from there. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class AppointmentStatus(StrEnum):
    """Where an appointment stands."""

    #: Kept for a customer who is still being asked for details, up to ``held_until``.
    HELD = "held"
    BOOKED = "booked"
    #: The customer has said that they will come.
    CONFIRMED = "confirmed"
    COMPLETED = "completed"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    #: Held and never booked.
    EXPIRED = "expired"


#: Agreed with a customer and still to come about: what can be moved, cancelled and reminded of.
STANDING = (AppointmentStatus.BOOKED, AppointmentStatus.CONFIRMED)
#: Agreed with a customer and not called off: what the calendars outside show.
AGREED = (*STANDING, AppointmentStatus.COMPLETED, AppointmentStatus.NO_SHOW)
#: Takes up the time of staff and resources; the database demands occupancy of these and refuses it of all others.
TAKES_PLACE = (AppointmentStatus.HELD, *AGREED)

_OVER = frozenset({AppointmentStatus.COMPLETED, AppointmentStatus.NO_SHOW})
#: From where to where; what is over may be corrected by whoever noted it wrongly.
TRANSITIONS: Mapping[AppointmentStatus, frozenset[AppointmentStatus]] = {
    AppointmentStatus.HELD: frozenset({AppointmentStatus.BOOKED, AppointmentStatus.EXPIRED}),
    AppointmentStatus.BOOKED: frozenset({AppointmentStatus.CONFIRMED, AppointmentStatus.CANCELLED}) | _OVER,
    AppointmentStatus.CONFIRMED: frozenset({AppointmentStatus.CANCELLED}) | _OVER,
    AppointmentStatus.COMPLETED: frozenset({AppointmentStatus.NO_SHOW}),
    AppointmentStatus.NO_SHOW: frozenset({AppointmentStatus.COMPLETED}),
    AppointmentStatus.CANCELLED: frozenset(),
    AppointmentStatus.EXPIRED: frozenset(),
}
#: What an appointment can begin as.
BEGINNINGS = frozenset({AppointmentStatus.HELD, AppointmentStatus.BOOKED})


class TransitionRefused(ValueError):
    """An appointment cannot go from where it stands to where it was sent."""


def require(before: AppointmentStatus, after: AppointmentStatus) -> None:
    """Raise TransitionRefused unless an appointment can go from ``before`` to ``after``."""
    if after not in TRANSITIONS[before]:
        raise TransitionRefused(f"An appointment that is {before} cannot become {after}.")
