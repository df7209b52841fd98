"""Why an appointment stays where it is though staff would have it elsewhere, in words for staff."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from calendar_integration.booking.taking import Place
from calendar_integration.models import Appointment, Occupancy, Session


class Why(StrEnum):
    """What is in the way of a move; those shared with a search have the same value there."""

    TAKEN = "taken"
    NO_ROOM = "no_room"
    FULL = "full"
    PAST = "past"
    #: It does not stand any more.
    GONE = "cancelled"
    #: It was moved or changed since whoever moves it looked.
    CHANGED = "changed"
    NO_SUCH_PERSON = "no_such_person"
    # What follows are rules of the house, which staff may overrule.
    CLOSED = "closed"
    NOT_THERE = "nobody"
    TOO_FAR = "too_far"
    BUSY_OUTSIDE = "busy_outside"
    DOES_NOT_PERFORM = "does_not_perform"
    NOT_BOOKED_ANY_MORE = "not_booked_any_more"
    NOT_AT_THIS_LOCATION = "not_at_this_location"

    @property
    def is_hard(self) -> bool:
        """Whether nobody can overrule it."""
        return self in _HARD

    def words(self, place: Place | None = None) -> str:
        """Say it as a sentence to staff."""
        if place is None:
            return _WORDS[self].format(who="That person", service="this service", location="this location")
        return _WORDS[self].format(who=place.staff, service=place.service, location=place.location)


_HARD = {Why.TAKEN, Why.NO_ROOM, Why.FULL, Why.PAST, Why.GONE, Why.CHANGED, Why.NO_SUCH_PERSON}

_WORDS = {
    Why.TAKEN: "{who} is taken then.",
    Why.NO_ROOM: "Every room or device that {service} needs is taken then.",
    Why.FULL: "There is no place left in the group then.",
    Why.PAST: "That time has passed.",
    Why.GONE: "This appointment does not stand any more: it was cancelled, or it is over.",
    Why.CHANGED: "Somebody has moved or changed this appointment meanwhile. Look again.",
    Why.NO_SUCH_PERSON: "The business has no such member of staff.",
    Why.CLOSED: "{location} is closed then.",
    Why.NOT_THERE: "{who} does not work at {location} then.",
    Why.TOO_FAR: "The diary is not open that far ahead for {service}.",
    Why.BUSY_OUTSIDE: "{who} is busy then, by the calendar outside.",
    Why.DOES_NOT_PERFORM: "{who} does not perform {service}.",
    Why.NOT_BOOKED_ANY_MORE: "{who} is not booked any more.",
    Why.NOT_AT_THIS_LOCATION: "{service} is not offered at {location} any more.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NotMoved:
    """Nothing was changed, and why."""

    why: Why
    words: str

    @property
    def can_be_overruled(self) -> bool:
        """Whether it could be moved there all the same, with ``within_hours=False``."""
        return not self.why.is_hard


def refuse(why: Why, place: Place | None = None) -> NotMoved:
    """Refuse a move to a place, naming what stands there already."""
    words = why.words(place)
    if why is Why.TAKEN and place is not None and (standing := _standing(place)):
        words = f"{words} In the diary: {standing}."
    return NotMoved(why=why, words=words)


def why_lost(place: Place) -> Why:
    """Say what the database refused a place for that no rule spoke against."""
    if _occupancy(place) is not None:
        return Why.TAKEN
    if place.service.capacity > 1:
        return Why.FULL
    return Why.NO_ROOM if place.needs else Why.TAKEN


def _occupancy(place: Place) -> Occupancy | None:
    """Find what takes the person's time there, but for what is to move."""
    taken = Occupancy.objects.filter(staff=place.staff, during__overlap=place.session().occupies)
    if place.as_booked is not None:
        taken = taken.exclude(appointment=place.as_booked)
    return taken.select_related("appointment__service", "session__service").order_by("during").first()


def _standing(place: Place) -> str:
    occupancy = _occupancy(place)
    holder: Appointment | Session | None = (occupancy.appointment or occupancy.session) if occupancy else None
    if holder is None:
        return ""
    begins, ends = (edge.astimezone(place.location.zone) for edge in (holder.during.lower, holder.during.upper))
    whose = f", {holder.customer_name or 'held'}" if isinstance(holder, Appointment) else ""
    return f"{holder.service}{whose}, {begins:%H:%M}–{ends:%H:%M}"
