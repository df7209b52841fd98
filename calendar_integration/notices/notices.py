"""What is to be said of an appointment, kept in step with it: in the transaction that changes it, and so never lost.

Nothing is sent here: see ``announcing``. Whoever was told in a conversation is not told once more by the same channel.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from calendar_integration.free.houses import remembered
from calendar_integration.models import (
    OPEN,
    Appointment,
    AppointmentMove,
    Notice,
    NoticeKind,
    NoticeSettings,
    NoticeStatus,
)
from calendar_integration.notice_times import Before, Household, Reminding, Unit, reminders
from calendar_integration.notices.undone import is_undone, which_of
from calendar_integration.statuses import STANDING, AppointmentStatus
from receptionist import audit
from receptionist.domain.delivery_plan import QuietHours
from receptionist.domain.messages import DeliveryStatus
from receptionist.models import OutboundMessage
from receptionist.people.customer_zone import zone_of_contact
from receptionist.sending import emails

#: Who drags an appointment about, or marks one by mistake, may put it right before anybody is told.
SECOND_THOUGHTS = timedelta(minutes=1)
NO_SHOW_AFTER, NO_SHOW_FOR = timedelta(minutes=10), timedelta(days=1)
FOLLOW_UP_FOR = timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a business has chosen to send."""

    befores: tuple[Before, ...]
    quiet: QuietHours
    confirms: bool
    tells_changes: bool
    tells_no_show: bool
    follow_up_after: timedelta | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What happened to an appointment just now; ``at`` is aware.

    ``told`` says whether the customer knows already, having done it in a conversation. ``by_customer`` is whoever did
    it otherwise, on a page of the business's own. One made ``silently`` staff tell of themselves.
    """

    at: datetime
    told: bool
    by_customer: bool
    silently: bool = False
    #: The move, if it was one, and when the appointment had begun before.
    move_id: int | None = None
    moved_from: datetime | None = None


def choice_of(business_id: int) -> Choice | None:
    """Return what a business sends; None where it sends nothing at all. As of a few seconds ago at most."""
    found: list[Choice] = remembered(f"notices:{business_id}", lambda: _read_choice(business_id))
    return found[0] if found else None


def quiet_hours_of(business_id: int) -> QuietHours:
    """Return when a business writes to nobody; where it has not chosen, what is usual."""
    usual, choice = NoticeSettings(), choice_of(business_id)
    return choice.quiet if choice is not None else QuietHours(usual.quiet_from, usual.quiet_until)


def _read_choice(business_id: int) -> list[Choice]:
    row = NoticeSettings.objects.filter(business_id=business_id).prefetch_related("reminders").first()
    if row is None:
        return []
    return [
        Choice(
            befores=tuple(Before(each.amount, Unit(each.unit)) for each in row.reminders.all()),
            quiet=QuietHours(row.quiet_from, row.quiet_until),
            confirms=row.confirms,
            tells_changes=row.tells_changes,
            tells_no_show=row.tells_no_show,
            follow_up_after=timedelta(hours=row.follow_up_hours) if row.follow_up_hours else None,
        )
    ]


def keep_up(appointment: Appointment, change: Change) -> None:
    """Bring what is to be said in step with a locked appointment, in the caller's transaction."""
    if appointment.status in {AppointmentStatus.HELD, AppointmentStatus.EXPIRED}:
        return
    _drop_what_is_no_longer_so(appointment, change)
    choice = choice_of(appointment.business_id)
    if choice is None:
        return
    planned = list(_planned(appointment, choice, change))
    if not planned:
        return
    Notice.objects.bulk_create(planned, ignore_conflicts=True)
    # Moved away and back again: what was dropped is to be said after all, and what was said is not said twice.
    for notice in planned:
        again = Notice.objects.filter(_same(notice), status=NoticeStatus.DROPPED)
        again.update(status=NoticeStatus.PENDING, next_at=notice.next_at, message=None, why="", settled_at=None)
    _audit("notice.planned", appointment, kinds=sorted({str(notice.kind) for notice in planned}))


def is_planned_of(move: AppointmentMove) -> bool:
    """Whether the customer is to be told of a move of theirs, or was."""
    rows = Notice.objects.filter(appointment=move.appointment_id, kind=NoticeKind.MOVED, which=which_of(move.pk))
    return rows.filter(status__in=(*OPEN, NoticeStatus.SENT)).exists()


def drop_those_of(contact_id: int, at: datetime) -> None:
    """Drop all that waits to be said to a customer who is to be forgotten; what is on its way is the core's."""
    waiting = Notice.objects.filter(appointment__contact=contact_id, status=NoticeStatus.PENDING)
    waiting.update(status=NoticeStatus.DROPPED, settled_at=at)


def _same(notice: Notice) -> Q:
    return Q(appointment=notice.appointment_id, kind=notice.kind, starts=notice.starts, which=notice.which)


def _drop_what_is_no_longer_so(appointment: Appointment, change: Change) -> None:
    """Drop what waits and would not be true, and call back what has not left the house yet."""
    rows = Notice.objects.filter(appointment=appointment).exclude(_is_true_of(appointment, change))
    waiting = rows.filter(status=NoticeStatus.QUEUED, message__status=DeliveryStatus.QUEUED)
    messages = list(waiting.values_list("message_id", flat=True))
    if messages:
        OutboundMessage.objects.filter(pk__in=messages, status=DeliveryStatus.QUEUED).update(
            status=DeliveryStatus.WITHDRAWN, next_attempt_at=None
        )
    unsaid = Q(status=NoticeStatus.QUEUED, message__status__in=[DeliveryStatus.WITHDRAWN, DeliveryStatus.FAILED])
    dropped = rows.filter(Q(status=NoticeStatus.PENDING) | unsaid)
    ids = list(dropped.values_list("pk", flat=True))
    if ids:
        Notice.objects.filter(pk__in=ids).update(status=NoticeStatus.DROPPED, why="", settled_at=change.at)
        _audit("notice.dropped", appointment, notices=ids)


def _is_true_of(appointment: Appointment, change: Change) -> Q:
    kinds = [kind for kind in NoticeKind if is_true(kind, AppointmentStatus(appointment.status))]
    if change.move_id and not change.silently:
        # Two moves within a minute are told as one: what is said of the last has all of it.
        kinds.remove(NoticeKind.MOVED)
    return Q(kind__in=kinds, starts=appointment.during.lower)


#: While an appointment stands as one of these, it may be spoken of so.
_TRUE_WHILE = {
    NoticeKind.CONFIRMATION: STANDING,
    NoticeKind.REMINDER: STANDING,
    NoticeKind.MOVED: STANDING,
    NoticeKind.CANCELLED: (AppointmentStatus.CANCELLED,),
    NoticeKind.NO_SHOW: (AppointmentStatus.NO_SHOW,),
    NoticeKind.FOLLOW_UP: (*STANDING, AppointmentStatus.COMPLETED),
}


def is_true(kind: NoticeKind, status: AppointmentStatus) -> bool:
    """Whether a notice of this kind may be said of an appointment that stands so."""
    return status in _TRUE_WHILE[kind]


def is_wanted(notice: Notice, choice: Choice) -> bool:
    """Whether the business still sends such a notice: what is switched off is so at once."""
    if notice.only_by:
        return choice.confirms
    match NoticeKind(notice.kind):
        case NoticeKind.CONFIRMATION:
            return choice.confirms
        case NoticeKind.REMINDER:
            return notice.which in map(str, choice.befores)
        case NoticeKind.MOVED | NoticeKind.CANCELLED:
            return choice.tells_changes
        case NoticeKind.NO_SHOW:
            return choice.tells_no_show
        case NoticeKind.FOLLOW_UP:
            return choice.follow_up_after is not None


def _planned(appointment: Appointment, choice: Choice, change: Change) -> Iterable[Notice]:
    begins, ends, at = appointment.during.lower, appointment.during.upper, change.at
    match appointment.status:
        case AppointmentStatus.BOOKED | AppointmentStatus.CONFIRMED:
            yield from _of_a_standing_one(appointment, choice, change)
            for each in reminders(begins, choice.befores, _household(appointment, choice, at), at):
                yield _reminder(appointment, each, at)
            if choice.follow_up_after is not None:
                due = ends + choice.follow_up_after
                yield _notice(appointment, NoticeKind.FOLLOW_UP, due, expires_at=due + FOLLOW_UP_FOR)
        case AppointmentStatus.CANCELLED if begins > at and not change.silently:
            if choice.tells_changes and not change.by_customer:
                yield _notice(appointment, NoticeKind.CANCELLED, at + SECOND_THOUGHTS, expires_at=begins)
            elif choice.confirms and change.told and _takes_mail(appointment):
                yield _by_mail(_notice(appointment, NoticeKind.CANCELLED, at, expires_at=begins))
        case AppointmentStatus.NO_SHOW if choice.tells_no_show and ends > at - NO_SHOW_FOR:
            due = at + NO_SHOW_AFTER
            yield _notice(appointment, NoticeKind.NO_SHOW, due, expires_at=due + NO_SHOW_FOR)


def _of_a_standing_one(appointment: Appointment, choice: Choice, change: Change) -> Iterable[Notice]:
    begins, at = appointment.during.lower, change.at
    which = which_of(change.move_id) if change.move_id else ""
    if change.silently:
        return
    if which and not change.told and choice.tells_changes:
        if is_undone(appointment):
            return
        # They go by the old time until they know the new one.
        old = change.moved_from
        expires_at = old if old is not None and at + SECOND_THOUGHTS < old < begins else begins
        yield _notice(appointment, NoticeKind.MOVED, at + SECOND_THOUGHTS, expires_at=expires_at, which=which)
    elif change.told and choice.confirms and _takes_mail(appointment):
        yield _by_mail(_notice(appointment, NoticeKind.CONFIRMATION, at, expires_at=begins, which=which))
    elif not which and not change.told and choice.confirms:
        yield _notice(appointment, NoticeKind.CONFIRMATION, at, expires_at=begins)


def _by_mail(notice: Notice) -> Notice:
    """Confirm what Sara has said in the conversation already, for the customer's own calendar."""
    notice.only_by = emails.CHANNEL
    return notice


def _takes_mail(appointment: Appointment) -> bool:
    return emails.can_reach(appointment.contact)


def _reminder(appointment: Appointment, each: Reminding, at: datetime) -> Notice:
    notice = _notice(appointment, NoticeKind.REMINDER, each.due_at, expires_at=each.expires_at, which=each.which)
    if each.is_idle:
        notice.status, notice.why, notice.settled_at = NoticeStatus.SKIPPED, "just_told", at
    return notice


def _notice(
    appointment: Appointment, kind: NoticeKind, due_at: datetime, *, expires_at: datetime, which: str = ""
) -> Notice:
    return Notice(
        appointment=appointment,
        kind=kind,
        which=which,
        starts=appointment.during.lower,
        due_at=due_at,
        next_at=due_at,
        expires_at=max(expires_at, due_at),
    )


def _household(appointment: Appointment, choice: Choice, now: datetime) -> Household:
    home = ZoneInfo(appointment.timezone)
    return Household(location=home, customer=zone_of_contact(appointment.contact_id, home, now), quiet=choice.quiet)


def _audit(kind: str, appointment: Appointment, **facts: object) -> None:
    audit.record(
        kind,
        conversation_id=appointment.conversation_id,
        business_id=appointment.business_id,
        appointment=appointment.pk,
        **facts,
    )
