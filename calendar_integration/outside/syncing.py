"""Reads what people change in the calendars outside, however often they or we go down in between.

A calendar is asked every few minutes, and at once when it rings. Its answer says only where to look: what is done about
a change is decided by what stands outside at that moment, so a change may be told twice, or late, without harm. The
token for the next question is kept when all of the answer has been dealt with.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from calendar_integration import wiring
from calendar_integration.free import busy_outside
from calendar_integration.models import CalendarSync, PushChannel
from calendar_integration.outside import clashes, outside_changes
from calendar_integration.ports import Changes, EventGoneError, OutsideCalendar, TokenSpentError
from receptionist import doorbell
from receptionist.errors import ErrorCategory, ProviderError

log = logging.getLogger(__name__)

SYNC_TASK = "calendar_integration.sync_calendar"
#: A run that has not reported back by then has died.
LEASE = timedelta(minutes=5)
#: How long a calendar is left alone that cannot tell us of changes, and one that can: no ring is certain to come.
POLL, POLL_WHERE_IT_RINGS = timedelta(minutes=3), timedelta(minutes=15)
#: Seconds until the second, third, … attempt.
BACKOFF = (30, 60, 180, 600, 900)
#: Seconds between attempts while the calendar refuses and somebody must mend the settings; no pause is longer.
REFUSED_BACKOFF = 3600


@dataclass(frozen=True, slots=True)
class _Run:
    """One run over one calendar, as it was claimed."""

    sync: CalendarSync
    number: int
    asked_at: datetime


def sweep(limit: int = 200) -> int:
    """Ring for every calendar that is due; returns how many. One that is new is due at once."""
    in_use = busy_outside.calendars_in_use()
    if not in_use:
        return 0
    known = CalendarSync.objects.filter(calendar_id__in=in_use).values_list("calendar_id", flat=True)
    new = [CalendarSync(calendar_id=each) for each in sorted(in_use - set(known))]
    CalendarSync.objects.bulk_create(new, ignore_conflicts=True)
    now = timezone.now()
    due = CalendarSync.objects.filter(_free(now), due_at__lte=now, calendar_id__in=in_use)
    ids = list(due.order_by("due_at").values_list("pk", flat=True)[:limit])
    for sync_id in ids:
        doorbell.ring(SYNC_TASK, sync_id)
    return len(ids)


def ask_soon(calendar_id: str) -> bool:
    """Make a calendar due at once and ring for it, in the caller's transaction; False when it is due anyway."""
    now = timezone.now()
    syncs = CalendarSync.objects.filter(calendar_id=calendar_id)
    # Many rings in a row are one: the row is locked by the first, and due already for the others.
    if not syncs.filter(due_at__gt=now).update(due_at=now):
        return False
    doorbell.ring(SYNC_TASK, syncs.values_list("pk", flat=True).get())
    return True


def sync(sync_id: int) -> None:
    """Read what has changed in one calendar and follow it, unless it is not due or somebody else does."""
    calendars = wiring.outside_calendar()
    run = _claim(sync_id) if calendars is not None else None
    if calendars is None or run is None:
        return
    try:
        token = _follow(calendars, run)
    except ProviderError as error:
        _note_failure(run, error)
    except Exception as error:
        # Only the error's name: its words may quote somebody's calendar.
        _note_failure(run, ProviderError(ErrorCategory.BAD_ANSWER, f"a fault of Sara's ({type(error).__name__})"))
        raise
    else:
        _note_read(run, token)


def _free(now: datetime) -> Q:
    return Q(lease_until=None) | Q(lease_until__lte=now)


def _claim(sync_id: int) -> _Run | None:
    now = timezone.now()
    due = CalendarSync.objects.filter(_free(now), pk=sync_id, due_at__lte=now)
    # Not due for as long as it may take: whoever rings meanwhile makes it so, and is seen at the end.
    if not due.update(lease_until=now + LEASE, due_at=now + LEASE, run=F("run") + 1, asked_at=now):
        return None
    sync = CalendarSync.objects.get(pk=sync_id)
    return _Run(sync, sync.run, now)


def _follow(calendars: OutsideCalendar, run: _Run) -> str:
    """Follow all that has changed and return the token to ask with next."""
    calendar_id, token = run.sync.calendar_id, run.sync.token
    try:
        changes, is_all = calendars.changes(calendar_id, token), not token
    except TokenSpentError:
        log.info("calendar %s is read from the beginning: it does not know the token any more", run.sync.pk)
        changes, is_all = calendars.changes(calendar_id, ""), True
    except EventGoneError as error:
        # Nothing was deleted: the calendar itself is not to be seen, so nothing can be said of what stands in it.
        raise ProviderError(ErrorCategory.AUTHENTICATION, error.detail, code=error.code) from error
    return _act_on(calendars, run, changes, is_all=is_all)


def _act_on(calendars: OutsideCalendar, run: _Run, changes: Changes, *, is_all: bool) -> str:
    outside_changes.follow(calendars, run.sync.calendar_id, changes, is_all=is_all, now=run.asked_at)
    clashes.look_at_changes(run.sync.calendar_id, changes.events, run.asked_at)
    return changes.token


def _note_read(run: _Run, token: str) -> None:
    """Keep the token, unless a later run has begun; whoever rang meanwhile makes it due at once."""
    rings = PushChannel.objects.filter(sync=run.sync, expires_at__gt=run.asked_at).exists()
    next_at = run.asked_at + (POLL_WHERE_IT_RINGS if rings else POLL)
    _report(run, next_at, token=token, synced_at=run.asked_at, failures=0, error="")


def _note_failure(run: _Run, error: ProviderError) -> None:
    """Keep the error on the row and ask again later: often while the calendar is down, seldom while it refuses."""
    pause = BACKOFF[min(run.sync.failures, len(BACKOFF) - 1)]
    seconds = max(REFUSED_BACKOFF if error.category.is_permanent else pause, error.retry_after or 0)
    next_at = run.asked_at + timedelta(seconds=min(seconds, REFUSED_BACKOFF))
    _report(run, next_at, failures=F("failures") + 1, error=str(error))
    log.warning("calendar %s could not be read: %s", run.sync.pk, error)


def _report(run: _Run, next_at: datetime, **columns: object) -> None:
    mine = CalendarSync.objects.filter(pk=run.sync.pk, run=run.number)
    due_at = Case(When(due_at=run.asked_at + LEASE, then=Value(next_at)), default=F("due_at"))
    if mine.update(lease_until=None, due_at=due_at, **columns):
        rung = mine.filter(due_at__lte=timezone.now())
        for sync_id in rung.values_list("pk", flat=True):
            doorbell.ring(SYNC_TASK, sync_id)
