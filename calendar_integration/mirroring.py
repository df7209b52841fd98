"""Keeps the calendars outside in step with our diary, however often they or we go down in between.

Our row says what should stand; each run makes it so and may be repeated at any point without harm. What a run is
about to touch is written to the row before Google is called, so that a crash leaves no event that nobody knows of.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from calendar_integration import outside, selectors
from calendar_integration.changing import MIRROR_TASK
from calendar_integration.models import Appointment, MirrorStatus
from calendar_integration.providers import google
from calendar_integration.spans import Span, overlap, subtract
from calendar_integration.statuses import AGREED, STANDING
from receptionist import audit, doorbell, follow_ups, outbox
from receptionist.domain.actions import HandOverReason
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.errors import ErrorCategory, ProviderError

log = logging.getLogger(__name__)

#: A run that has not reported back by then has died: all its calls together time out sooner.
LEASE = timedelta(minutes=2)
#: Seconds until the second, third, … attempt; the last one again and again until it lands.
BACKOFF = (5, 15, 60, 300, 900)
#: Seconds between attempts while Google refuses and somebody must mend the settings; no pause is longer.
REFUSED_BACKOFF = 3600
#: How many spent event ids one run may step over.
_GENERATIONS = 5

_LANDED = (
    "google_etag",
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
    if not google.is_configured():
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
    if not google.is_configured() or not _claim(appointment_id):
        return
    appointment = Appointment.objects.select_related("service", "staff").get(pk=appointment_id)
    try:
        if _is_busy_outside(appointment):
            # Noted before our own event is written: it would hide what stands at the same time.
            _leave_to_a_person(appointment)
        etag = _write(appointment)
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


def _is_busy_outside(appointment: Appointment) -> bool:
    """Whether a time that nobody could check when it was booked turns out to be taken outside."""
    if not appointment.told_calendar_pending or appointment.status not in STANDING:
        return False
    begins, ends = appointment.during.lower, appointment.during.upper
    seen = outside.read([appointment.staff], Span(begins, ends), patient=True, in_question=appointment)
    if seen.unknown:
        raise ProviderError(ErrorCategory.PROVIDER_FAULT, "the calendar's busy times cannot be read")
    taken = seen.busy.get(appointment.staff_id, ())
    return bool(taken) and overlap(subtract(taken, _own_event(appointment)), begins, ends)


def _own_event(appointment: Appointment) -> list[Span]:
    """Return what the appointment's own event takes up, as Google has it: a run that died may have written it."""
    if not appointment.google_event_id or appointment.google_calendar_id != outside.calendar_of(appointment.staff):
        return []
    try:
        standing = google.get(appointment.google_calendar_id, appointment.google_event_id)
    except google.EventGoneError:
        return []
    return [standing.span] if standing.span is not None and not standing.is_deleted else []


def _write(appointment: Appointment) -> str:
    """Bring Google to what the row says and return the event's etag; empty when no event is to stand."""
    stands = appointment.status in AGREED
    calendar = outside.calendar_of(appointment.staff) if stands else ""
    if appointment.google_calendar_id and appointment.google_calendar_id != calendar:
        _remove(appointment)
    if not calendar:
        return ""
    if appointment.google_etag:
        try:
            return google.patch(calendar, appointment.google_event_id, _entry(appointment))
        except google.EventGoneError:
            appointment.google_event_generation += 1
    return _add(appointment, calendar)


def _remove(appointment: Appointment) -> None:
    try:
        google.delete(appointment.google_calendar_id, appointment.google_event_id)
    except google.EventGoneError:
        log.info("the event of appointment %s was gone already", appointment.pk)
    appointment.google_calendar_id = appointment.google_event_id = appointment.google_etag = ""
    appointment.mirrored_during = None
    appointment.save(update_fields=["google_calendar_id", "google_event_id", "google_etag", "mirrored_during"])


def _add(appointment: Appointment, calendar: str) -> str:
    """Insert the event; an id that is taken is ours from a run that died, or spent by a deleted event."""
    for _ in range(_GENERATIONS):
        _announce(appointment, calendar)
        try:
            return google.insert(calendar, appointment.google_event_id, _entry(appointment))
        except google.EventExistsError:
            standing = google.get(calendar, appointment.google_event_id)
        if standing.appointment == str(appointment.public_id) and not standing.is_deleted:
            return google.patch(calendar, appointment.google_event_id, _entry(appointment))
        appointment.google_event_generation += 1
    raise ProviderError(ErrorCategory.INVALID_REQUEST, "no event id is free for this appointment")


def _announce(appointment: Appointment, calendar: str) -> None:
    """Write down which event is about to be added, before it is."""
    appointment.google_calendar_id = calendar
    appointment.google_event_id = google.event_id(
        appointment.business_id, appointment.public_id, appointment.google_event_generation
    )
    appointment.google_etag = ""
    appointment.save(update_fields=["google_calendar_id", "google_event_id", "google_event_generation", "google_etag"])


def _entry(appointment: Appointment) -> google.Entry:
    return google.Entry(
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
    row = Appointment.objects.select_for_update(of=("self",)).select_related("service", "staff").get(pk=appointment.pk)
    row.google_etag = etag
    row.mirrored_during = appointment.during if etag else None
    row.mirror_error, row.mirror_next_at, row.mirror_attempts = "", None, 0
    is_latest = row.mirror_version == appointment.mirror_version
    row.mirror_status = MirrorStatus.DONE if is_latest else MirrorStatus.PENDING
    if is_latest:
        audit.record("appointment.mirrored", conversation_id=row.conversation_id, appointment=row.pk)
        if row.told_calendar_pending:
            row.told_calendar_pending = False
            _keep_the_promise(row)
    else:
        doorbell.ring(MIRROR_TASK, row.pk)
    row.save(update_fields=_LANDED)


def _keep_the_promise(appointment: Appointment) -> None:
    """Tell a customer who was promised word of the calendar that it is confirmed, unless a person must settle it."""
    if appointment.status not in STANDING or appointment.conversation_id is None:
        return
    key = _promise(appointment)
    if not follow_ups.is_left(key):
        facts = Facts(appointment=selectors.as_domain(appointment))
        outbox.notify(appointment.conversation_id, PhraseKey.CALENDAR_CONFIRMED, facts, key=key)


def _leave_to_a_person(appointment: Appointment) -> None:
    follow_ups.leave(
        business_id=appointment.business_id,
        conversation_id=appointment.conversation_id,
        reason=HandOverReason.CANNOT_BOOK,
        summary=(
            f"Appointment {appointment.pk} on {appointment.local_day} at {appointment.local_time:%H:%M} was booked "
            "while the outside calendar did not answer, and that calendar holds something else at the same time. "
            "Please settle it with the customer, who still waits for a confirmation."
        ),
        key=_promise(appointment),
    )


def _promise(appointment: Appointment) -> str:
    """Name the promise to confirm this version of an appointment; it is kept by a message or by a person."""
    return f"calendar-confirmed:{appointment.pk}:{appointment.mirror_version}"


def _note_failure(appointment: Appointment, error: ProviderError) -> None:
    """Keep the error on the row and try again later: often while Google is down, seldom while it refuses."""
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
