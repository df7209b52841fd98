"""Moves an appointment because staff, or a calendar of theirs outside, say so: in one step, and by Sara's own rules.

Notice is for customers to give and does not bind staff. Of the other rules staff may overrule those that are the
house's own (see ``Why.is_hard``): never a double booking, and never the past.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from calendar_integration import selectors
from calendar_integration.booking import moving
from calendar_integration.booking.changing import Step
from calendar_integration.booking.committing import in_one_go
from calendar_integration.booking.moving_refused import NotMoved, Why, refuse, why_lost
from calendar_integration.booking.taking import Place
from calendar_integration.free import busy_outside, houses, searching
from calendar_integration.free.refusals import refusal
from calendar_integration.models import Appointment, AppointmentMove, Staff
from calendar_integration.notices import notices
from calendar_integration.spans import overlap
from calendar_integration.statuses import STANDING
from receptionist.domain import diary
from receptionist.domain.phrases import PhraseKey
from receptionist.sending import announcing

_UNKNOWN = "The calendar outside did not answer: look yourself whether {who} is free there."


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedByStaff:
    """The appointment as it stands now, and what staff had better know of it, in plain words."""

    appointment: diary.Appointment
    remarks: tuple[str, ...] = ()
    #: Whether Sara tells the customer, a minute for second thoughts later, or has done so.
    will_be_told: bool = False
    #: Whether there is no way to tell them now: staff are left a task when the minute is over.
    is_out_of_reach: bool = False


def move_by_staff(
    appointment_id: int,
    *,
    start: datetime,
    staff_id: int,
    by: str,
    key: str,
    now: datetime,
    within_hours: bool,
    tell: bool = True,
) -> MovedByStaff | NotMoved:
    """Move an appointment in one step, for as long as it was booked; or say which rule is in the way.

    ``start`` and ``now`` are aware; ``by`` is "user 3" or "outside", as the audit names them. ``within_hours`` lets all
    rules of the house count, else only those that cannot be broken. ``tell`` lets Sara tell the customer. The same
    ``key`` is the same move, told of once. A move to where it stands already is none. Raises Appointment.DoesNotExist.
    """
    seen = _appointment(appointment_id)
    stays = (seen.staff_id, seen.during.lower) == (staff_id, start) and seen.status in STANDING
    if stays or moving.has_moved(appointment_id, key):
        return _moved(seen, key, now)
    staff = Staff.objects.filter(pk=staff_id, business_id=seen.business_id).first()
    if staff is None:
        return refuse(Why.NO_SUCH_PERSON)
    place = _place(seen, staff, start)
    why, remarks = _judge(place, now, within_hours=within_hours)
    if why is not None:
        return refuse(why, place)
    step = Step(by=by, at=now, silently=not tell)
    in_one_go(partial(moving.move_to, appointment_id, place, step, key=key))
    current = _appointment(appointment_id)
    if not moving.has_moved(appointment_id, key):
        return refuse(_why_late(place, current), place)
    return _moved(current, key, now, remarks)


def _appointment(appointment_id: int) -> Appointment:
    rows = Appointment.objects.select_related("service__business", "staff", "location", "contact")
    return rows.get(pk=appointment_id)


def _place(seen: Appointment, staff: Staff, start: datetime) -> Place:
    return Place(
        service=seen.service,
        location=seen.location,
        staff=staff,
        at=start.astimezone(UTC),
        needs=seen.needs,
        # A customer who waits for word of the calendar outside is still to have it.
        unknown=seen.told_calendar_pending,
        as_booked=seen,
    )


def _judge(place: Place, now: datetime, *, within_hours: bool) -> tuple[Why | None, tuple[str, ...]]:
    """Say which rule is in the way; and what is to be remarked though it is in nobody's."""
    assert place.as_booked is not None
    if place.as_booked.status not in STANDING:
        return Why.GONE, ()
    if place.at < now:
        return Why.PAST, ()
    unfit = _unfit(place)
    if not within_hours:
        return None, (unfit.words(place),) if unfit else ()
    return (unfit, ()) if unfit else _judge_by_the_house(place, place.as_booked, now)


def _unfit(place: Place) -> Why | None:
    """Say what speaks against this person, whatever the time."""
    if not place.staff.active:
        return Why.NOT_BOOKED_ANY_MORE
    does = place.staff.services.filter(pk=place.service.pk).exists()
    return None if does else Why.DOES_NOT_PERFORM


def _judge_by_the_house(place: Place, seen: Appointment, now: datetime) -> tuple[Why | None, tuple[str, ...]]:
    """Ask the rules by which Sara books; that the calendar outside does not answer is no more than a remark."""
    house = houses.house(place.service, now, as_booked=seen)
    site = next((site for site in house.sites if site.location_id == place.location.pk), None)
    if site is None:
        return Why.NOT_AT_THIS_LOCATION, ()
    alone = tuple(who for who in house.performers if who.staff_id == place.staff.pk)
    house = replace(house, sites=(site,), staff=(place.staff,), performers=alone)
    days = searching.days_of(house, place.at)
    search = searching.load_search(house, days, now, moving=selectors.as_domain(seen))
    reason = refusal(search, [site], place.at)
    if reason is not None:
        return Why(reason.value), ()
    known = busy_outside.read(house.staff, searching.span_of_days(house, *days))
    begins, ends = place.session().occupies.lower, place.session().occupies.upper
    assert begins is not None
    assert ends is not None
    if overlap(known.busy.get(place.staff.pk, ()), begins, ends):
        return Why.BUSY_OUTSIDE, ()
    return None, (_UNKNOWN.format(who=place.staff),) if known.unknown else ()


def _moved(current: Appointment, key: str, now: datetime, remarks: tuple[str, ...] = ()) -> MovedByStaff:
    """Tell how it stands now, and whether its customer hears of the move of this key."""
    move = AppointmentMove.objects.filter(appointment=current, idempotency_key=key).first()
    tells = move is not None and notices.is_planned_of(move)
    has_way = tells and announcing.has_way(current.contact, current.conversation_id, PhraseKey.MOVED_BY_US, now)
    appointment = selectors.as_domain(current)
    return MovedByStaff(
        appointment=appointment, remarks=remarks, will_be_told=has_way, is_out_of_reach=tells and not has_way
    )


def _why_late(place: Place, current: Appointment) -> Why:
    """Say what came in between."""
    if current.status not in STANDING:
        return Why.GONE
    return Why.CHANGED if moving.has_changed(current, place.as_booked) else why_lost(place)
