"""Keeps the calendars outside in step with our diary, however often they or we go down in between.

Our row says what should stand; each run makes it so and may be repeated at any point without harm. What a run is
about to touch is written to the row before any call, so that a crash leaves no event that nobody knows of.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from calendar_integration import selectors, wiring
from calendar_integration.booking.changing import MIRROR_TASK
from calendar_integration.free import busy_outside
from calendar_integration.models import Appointment, MirrorStatus
from calendar_integration.outside import clashes, differences, putting_back, syncing
from calendar_integration.ports import (
    Entry,
    EventChangedError,
    EventExistsError,
    EventGoneError,
    OutsideCalendar,
    StandingEvent,
)
from calendar_integration.statuses import AGREED, STANDING
from receptionist import audit, doorbell, follow_ups
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.errors import ErrorCategory, ProviderError
from receptionist.sending import outbox

log = logging.getLogger(__name__)

#: A run that has not reported back by then has died: all its calls together time out sooner.
LEASE = timedelta(minutes=2)
#: Seconds until the second, third, … attempt; the last one again and again until it lands.
BACKOFF = (5, 15, 60, 300, 900)
#: Seconds between attempts while the calendar refuses and somebody must mend the settings; no pause is longer.
REFUSED_BACKOFF = 3600
#: How many spent event ids one run may step over.
_GENERATIONS = 5
#: How often one run takes up a change that came in while it wrote.
_TRIES = 3

_LANDED = (
    "mirror_etag",
    "mirrored_during",
    "mirror_error",
    "mirror_next_at",
    "mirror_attempts",
    "mirror_status",
    "told_calendar_pending",
)
_UNSETTLED = Q(mirror_status__in=[MirrorStatus.PENDING, MirrorStatus.FAILED])


def sweep(limit: int = 200) -> int:
    """Ring for what is due, whatever became of the first ring; returns how many."""
    if wiring.outside_calendar() is None:
        return 0
    now = timezone.now()
    rows = Appointment.objects.filter(_UNSETTLED, Q(mirror_next_at=None) | Q(mirror_next_at__lte=now))
    due = list(rows.order_by("mirror_next_at").values_list("pk", flat=True)[:limit])
    for appointment_id in due:
        doorbell.ring(MIRROR_TASK, appointment_id)
    return len(due)


def try_again(appointment_id: int) -> bool:
    """Make an unsettled appointment due at once, because a person says so; False when there is nothing to do."""
    # A run that is under way has no error yet; one that has reported back may be repeated.
    failed = Appointment.objects.filter(_UNSETTLED, pk=appointment_id).exclude(mirror_error="")
    due = failed.update(mirror_status=MirrorStatus.PENDING, mirror_next_at=None, mirror_attempts=0)
    if due:
        doorbell.ring(MIRROR_TASK, appointment_id)
    return bool(due)


def mirror(appointment_id: int) -> None:
    """Make the calendar outside show what our diary says, unless somebody else does or it does already."""
    calendars = wiring.outside_calendar()
    if calendars is None or not _claim(appointment_id):
        return
    appointment = Appointment.objects.select_related("service", "staff", "contact").get(pk=appointment_id)
    try:
        clashes.look_before_writing(calendars, appointment)
        etag = _write(calendars, appointment)
    except ProviderError as error:
        _note_failure(appointment, error)
        return
    _note_landed(appointment, etag)


def _claim(appointment_id: int) -> bool:
    now = timezone.now()
    due = Q(mirror_next_at=None) | Q(mirror_next_at__lte=now)
    claimed = Appointment.objects.filter(_UNSETTLED, due, pk=appointment_id).update(
        mirror_next_at=now + LEASE, mirror_attempts=F("mirror_attempts") + 1, mirror_error=""
    )
    return claimed == 1


def _write(calendars: OutsideCalendar, appointment: Appointment) -> str:
    """Bring the calendar to what the row says and return the event's etag; empty when no event is to stand."""
    stands = appointment.status in AGREED
    calendar = busy_outside.calendar_of(appointment.staff) if stands else ""
    if appointment.mirror_calendar_id and appointment.mirror_calendar_id != calendar:
        _remove(calendars, appointment)
    if not calendar:
        return ""
    if appointment.mirror_etag:
        try:
            return _patch(calendars, appointment, calendar)
        except EventGoneError:
            _ours_counts(appointment, "its event is gone there, and is written again")
            appointment.mirror_event_generation += 1
    return _add(calendars, appointment, calendar)


def _patch(calendars: OutsideCalendar, appointment: Appointment, calendar: str) -> str:
    """Change the event as we know it; who has changed it meanwhile is not overruled without anybody hearing of it."""
    etag = appointment.mirror_etag
    for _ in range(_TRIES):
        try:
            return calendars.patch(calendar, appointment.mirror_event_id, _entry(appointment), etag=etag)
        except EventChangedError:
            standing = calendars.get(calendar, appointment.mirror_event_id)
        if _was_moved(appointment, standing):
            _ours_counts(appointment, "its event was moved there, and has been put where the appointment is")
        etag = standing.etag
    raise ProviderError(ErrorCategory.PROVIDER_FAULT, "the event is being changed by somebody else")


def _was_moved(appointment: Appointment, standing: StandingEvent) -> bool:
    """Whether an event stands at a time that is neither the appointment's nor the one we wrote."""
    if standing.is_deleted:
        return False
    known = {appointment.during.lower, getattr(appointment.mirrored_during, "lower", None)}
    if standing.span is not None and standing.span.start in known:
        return False
    # What was followed already and overtaken by another move is nothing new.
    return not putting_back.was_followed(appointment, standing.etag)


def _ours_counts(appointment: Appointment, what: str) -> None:
    """Tell staff that both sides were changed at once: what the customer was told counts."""
    if appointment.status in STANDING:
        key = f"outside-too:{appointment.pk}:{appointment.mirror_version}"
        differences.leave(appointment, f"while the diary was changed as well, {what}. The diary counts.", key=key)


def _remove(calendars: OutsideCalendar, appointment: Appointment) -> None:
    try:
        calendars.delete(appointment.mirror_calendar_id, appointment.mirror_event_id)
    except EventGoneError:
        log.info("the event of appointment %s was gone already", appointment.pk)
    appointment.mirror_calendar_id = appointment.mirror_event_id = appointment.mirror_etag = ""
    appointment.mirrored_during = None
    appointment.save(update_fields=["mirror_calendar_id", "mirror_event_id", "mirror_etag", "mirrored_during"])


def _add(calendars: OutsideCalendar, appointment: Appointment, calendar: str) -> str:
    """Insert the event; an id that is taken is ours from a run that died, or spent by a deleted event."""
    for _ in range(_GENERATIONS):
        _announce(calendars, appointment, calendar)
        try:
            return calendars.insert(calendar, appointment.mirror_event_id, _entry(appointment))
        except EventExistsError:
            standing = calendars.get(calendar, appointment.mirror_event_id)
        if standing.appointment == str(appointment.public_id) and not standing.is_deleted:
            return calendars.patch(calendar, appointment.mirror_event_id, _entry(appointment))
        appointment.mirror_event_generation += 1
    raise ProviderError(ErrorCategory.INVALID_REQUEST, "no event id is free for this appointment")


def _announce(calendars: OutsideCalendar, appointment: Appointment, calendar: str) -> None:
    """Write down which event is about to be added, before it is."""
    appointment.mirror_calendar_id = calendar
    appointment.mirror_event_id = calendars.event_id(
        appointment.business_id, appointment.public_id, appointment.mirror_event_generation
    )
    appointment.mirror_etag = ""
    appointment.save(update_fields=["mirror_calendar_id", "mirror_event_id", "mirror_event_generation", "mirror_etag"])


def _entry(appointment: Appointment) -> Entry:
    return Entry(
        appointment=appointment.public_id,
        summary=f"{appointment.service.name}: {appointment.customer_name} ({appointment.staff.name})",
        description=appointment.notes,
        start=appointment.start,
        end=appointment.end,
        timezone=appointment.timezone,
    )


@transaction.atomic
def _note_landed(appointment: Appointment, etag: str) -> None:
    """Note what stands outside now; a change that came in meanwhile goes out next, and only the last one is told."""
    row = (
        Appointment.objects.select_for_update(of=("self",), no_key=True)
        .select_related("service", "staff", "location", "contact")
        .get(pk=appointment.pk)
    )
    if etag and row.mirrored_during != appointment.during:
        # What slipped in just before our event is seen now, while little has been built on it.
        syncing.ask_soon(row.mirror_calendar_id)
    row.mirror_etag = etag
    row.mirrored_during = appointment.during if etag else None
    row.mirror_error, row.mirror_next_at, row.mirror_attempts = "", None, 0
    is_latest = row.mirror_version == appointment.mirror_version
    row.mirror_status = MirrorStatus.DONE if is_latest else MirrorStatus.PENDING
    if is_latest:
        if row.told_calendar_pending:
            row.told_calendar_pending = False
            _keep_the_promise(row)
        # Last: whoever tells a customer something locks the conversation first, and then its audit.
        audit.record("appointment.mirrored", conversation_id=row.conversation_id, appointment=row.pk)
    else:
        doorbell.ring(MIRROR_TASK, row.pk)
    row.save(update_fields=_LANDED)


def _keep_the_promise(appointment: Appointment) -> None:
    """Tell a customer who was promised word of the calendar that it is confirmed, unless a person must settle it."""
    if appointment.status not in STANDING or appointment.conversation_id is None:
        return
    key = differences.promise(appointment)
    if not follow_ups.is_left(key):
        facts = Facts(appointment=selectors.as_domain(appointment))
        outbox.notify(appointment.conversation_id, PhraseKey.CALENDAR_CONFIRMED, facts, key=key)


def _note_failure(appointment: Appointment, error: ProviderError) -> None:
    """Keep the error on the row and try again later: often while the calendar is down, seldom while it refuses."""
    refused = error.category.is_permanent
    pause = REFUSED_BACKOFF if refused else BACKOFF[min(appointment.mirror_attempts, len(BACKOFF)) - 1]
    seconds = min(max(pause, error.retry_after or 0), REFUSED_BACKOFF)
    next_at = timezone.now() + timedelta(seconds=seconds)
    with transaction.atomic():
        Appointment.objects.filter(_UNSETTLED, pk=appointment.pk).update(
            mirror_status=MirrorStatus.FAILED if refused else MirrorStatus.PENDING,
            mirror_next_at=next_at,
            mirror_error=str(error),
        )
        audit.record(
            "appointment.mirror_failed",
            conversation_id=appointment.conversation_id,
            appointment=appointment.pk,
            category=error.category,
            code=error.code,
        )
    log.warning("appointment %s is not in the outside calendar yet: %s", appointment.pk, error)
