"""Says what is due: one notice, one transaction, and the truth looked up in it.

Beat asks every few seconds. Whoever finds a notice due locks its appointment, so that nothing changes while it is told,
and skips one that somebody else holds: two workers never tell the same, and a worker that dies has told nothing, or
has left a message on its row. What is on its way is looked after until the carrier's word is in.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.db import transaction

from calendar_integration import selectors
from calendar_integration.models import OPEN, Appointment, Notice, NoticeKind, NoticeStatus
from calendar_integration.notices import invitations, notices
from calendar_integration.statuses import AppointmentStatus
from receptionist import audit, follow_ups
from receptionist.domain import delivery_plan
from receptionist.domain.delivery_plan import Leave, Send, Skip, Wait, Why
from receptionist.domain.messages import DeliveryStatus, Enclosure
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.domain.state import Question
from receptionist.models import OutboundMessage
from receptionist.people.customer_zone import zone_of_contact
from receptionist.sending import announcing
from receptionist.sending.announcing import Announcement
from receptionist.sending.asking import Asking

log = logging.getLogger(__name__)

#: How often a message on its way is looked at, and how long a carrier may take to take back its word.
_LOOK_AGAIN, _WORD_STANDS = timedelta(minutes=1), timedelta(hours=6)
#: Until one that could not be dealt with is tried again: it must not stand before the others.
_AFTER_A_FAULT = timedelta(minutes=5)
#: Attempts in all, over every channel.
_MOST_ATTEMPTS = 8

_PHRASES: Mapping[NoticeKind, PhraseKey] = {
    NoticeKind.CONFIRMATION: PhraseKey.CONFIRMATION,
    NoticeKind.REMINDER: PhraseKey.REMINDER_PLAIN,
    NoticeKind.MOVED: PhraseKey.MOVED_BY_US,
    NoticeKind.CANCELLED: PhraseKey.CANCELLED_BY_US,
    NoticeKind.NO_SHOW: PhraseKey.MISSED_YOU,
    NoticeKind.FOLLOW_UP: PhraseKey.AFTER_VISIT,
}
#: What a customer must know, and what they can do without.
_URGENT = {NoticeKind.MOVED, NoticeKind.CANCELLED}
_PROMOTIONAL = {NoticeKind.FOLLOW_UP}
#: What goes into the customer's own calendar as well, where it is told by e-mail.
_INVITING = {NoticeKind.CONFIRMATION, NoticeKind.REMINDER, NoticeKind.MOVED, NoticeKind.CANCELLED}


def send_due(now: datetime, limit: int = 200) -> int:
    """Deal with every notice that is due at ``now`` (aware), the longest due first; returns how many there were."""
    due = Notice.objects.filter(status__in=OPEN, next_at__lte=now).order_by("next_at")
    ids = list(due.values_list("pk", "appointment_id")[:limit])
    for notice_id, appointment_id in ids:
        try:
            _deal_with(notice_id, appointment_id, now)
        except Exception:
            log.exception("notice %s could not be dealt with", notice_id)
            Notice.objects.filter(pk=notice_id, status__in=OPEN).update(next_at=now + _AFTER_A_FAULT)
    return len(ids)


@transaction.atomic(durable=True)
def _deal_with(notice_id: int, appointment_id: int, now: datetime) -> None:
    # First the appointment, as whoever changes it does.
    rows = Appointment.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
    appointment = rows.select_related("business", "service", "staff", "contact__business").filter(pk=appointment_id)
    found = appointment.first()
    if found is None:
        return
    notice = Notice.objects.select_for_update(of=("self",), no_key=True).filter(pk=notice_id).first()
    if notice is None or notice.status not in OPEN or notice.next_at > now:
        return
    notice.appointment = found
    if notice.status == NoticeStatus.QUEUED:
        _look_after(notice, now)
    else:
        _say(notice, now)


def _say(notice: Notice, now: datetime, *, doubtful: bool = False) -> None:
    """Announce it, if it is so, and note what was decided."""
    appointment = notice.appointment
    kind, stands = NoticeKind(notice.kind), AppointmentStatus(appointment.status)
    if not notices.is_true(kind, stands) or appointment.during.lower != notice.starts:
        _settle(notice, NoticeStatus.DROPPED, now)
        return
    choice = notices.choice_of(appointment.business_id)
    if choice is None or not notices.is_wanted(notice, choice):
        _settle(notice, NoticeStatus.SKIPPED, now, why="switched_off")
        return
    announcement = _announcement(notice, now, doubtful=doubtful)
    zone = zone_of_contact(appointment.contact_id, ZoneInfo(appointment.timezone), now)
    announced = announcing.announce(announcement, choice.quiet, zone, now)
    match announced.decision:
        case Send():
            _note_queued(notice, announced.decision, announced.message, now)
        case Wait():
            notice.next_at, notice.why = announced.decision.until, announced.decision.why
            notice.save(update_fields=["next_at", "why"])
        case Skip():
            _settle(notice, NoticeStatus.SKIPPED, now, why=announced.decision.why)
        case Leave():
            _leave(notice, announced.decision.why, now)


def _announcement(notice: Notice, now: datetime, *, doubtful: bool) -> Announcement:
    appointment, kind = notice.appointment, NoticeKind(notice.kind)
    told = selectors.as_domain(appointment)
    if not appointment.contact.name:
        # Nobody is known beside the one whom it was booked for.
        told = replace(told, guest=None)
    facts = Facts(business=appointment.business.name, appointment=told)
    asks = kind is NoticeKind.REMINDER and appointment.status == AppointmentStatus.BOOKED
    return Announcement(
        contact=appointment.contact,
        conversation_id=appointment.conversation_id,
        phrase=_phrase(notice),
        facts=facts,
        notice=delivery_plan.Notice(
            expires_at=notice.expires_at,
            urgent=kind in _URGENT and not notice.only_by,
            promotional=kind in _PROMOTIONAL,
        ),
        key=f"notice:{notice.pk}:{len(notice.tried)}",
        asks=Asking(question=Question.COMING, phrase=PhraseKey.REMINDER, facts=facts, open_until=notice.starts)
        if asks
        else None,
        only_by=notice.only_by,
        tried=frozenset((channel, form) for channel, form in notice.tried),
        doubtful=doubtful,
        enclose=partial(_invitation, notice, now),
    )


def _phrase(notice: Notice) -> PhraseKey:
    """Say what they have done themselves as such."""
    if notice.only_by and notice.kind == NoticeKind.CANCELLED:
        return PhraseKey.CANCELLED
    if notice.only_by and notice.which:
        return PhraseKey.MOVED
    return _PHRASES[NoticeKind(notice.kind)]


def _invitation(notice: Notice, now: datetime, words: str) -> list[Enclosure]:
    if notice.kind not in _INVITING:
        return []
    invitation = invitations.invite(notice.appointment_id, text=words, now=now)
    return [invitation] if invitation else []


def _note_queued(notice: Notice, sent: Send, message: OutboundMessage | None, now: datetime) -> None:
    notice.tried = [*notice.tried, [sent.channel, sent.form]]
    notice.message, notice.why = message, ""
    notice.next_at = now + _LOOK_AGAIN if message else now
    notice.status = NoticeStatus.QUEUED if message else NoticeStatus.PENDING
    notice.save(update_fields=["tried", "message", "why", "next_at", "status"])
    _audit(notice, "notice.queued", channel=sent.channel, form=sent.form, message=message.pk if message else None)


def _look_after(notice: Notice, now: datetime) -> None:
    """See what became of its message; after a failure say it another way."""
    message = notice.message
    status = DeliveryStatus(message.status) if message else DeliveryStatus.WITHDRAWN
    match status:
        case DeliveryStatus.DELIVERED | DeliveryStatus.READ:
            _settle(notice, NoticeStatus.SENT, now)
        case DeliveryStatus.SENT if message and message.sent_at and now - message.sent_at > _WORD_STANDS:
            _settle(notice, NoticeStatus.SENT, now)
        case DeliveryStatus.FAILED if len(notice.tried) < _MOST_ATTEMPTS:
            _say(notice, now)
        case DeliveryStatus.FAILED:
            _leave(notice, Why.FAILED, now)
        case DeliveryStatus.UNKNOWN:
            _leave(notice, Why.DOUBTFUL, now)
        case DeliveryStatus.WITHDRAWN:
            _settle(notice, NoticeStatus.SKIPPED, now, why=Why.TOO_LATE)
        case _:
            notice.next_at = now + _LOOK_AGAIN
            notice.save(update_fields=["next_at"])


def _leave(notice: Notice, why: Why, now: datetime) -> None:
    """Leave it to a person, once."""
    appointment = notice.appointment
    follow_ups.leave(
        business_id=appointment.business_id,
        conversation_id=appointment.conversation_id,
        reason="delivery",
        summary=(
            f"{_SAID[NoticeKind(notice.kind)]} Appointment {appointment.pk}: {appointment.service.name} with "
            f"{appointment.staff.name}, {appointment.start:%a %d %b %Y at %H:%M}. {_WHY[why]}"
        ),
        key=f"notice:{notice.pk}",
    )
    _settle(notice, NoticeStatus.LEFT, now, why=why)


_SAID = {
    NoticeKind.CONFIRMATION: "A confirmation did not reach the customer.",
    NoticeKind.REMINDER: "A reminder did not reach the customer.",
    NoticeKind.MOVED: "The customer does not know that their appointment was moved.",
    NoticeKind.CANCELLED: "The customer does not know that their appointment was cancelled.",
    NoticeKind.NO_SHOW: "The message to a customer who did not come did not reach them.",
    NoticeKind.FOLLOW_UP: "The thanks after a visit did not reach the customer.",
}
_WHY = {
    Why.TOO_LATE: "It could not be said in time.",
    Why.OPTED_OUT: "They want no messages: please call.",
    Why.NO_WAY: "There is no way to write to them now: please call.",
    Why.FAILED: "Every way to write to them has failed: please call.",
    Why.DOUBTFUL: "It may have arrived all the same: look at the conversation.",
    Why.QUIET_HOURS: "The quiet hours last too long for it.",
    Why.BUSY: "Sara was talking with them.",
}


def _settle(notice: Notice, status: NoticeStatus, now: datetime, *, why: str = "") -> None:
    notice.status, notice.why, notice.settled_at = status, why, now
    notice.save(update_fields=["status", "why", "settled_at"])
    _audit(notice, f"notice.{status}", why=why)


def _audit(notice: Notice, kind: str, **facts: object) -> None:
    appointment = notice.appointment
    audit.record(
        kind,
        conversation_id=appointment.conversation_id,
        business_id=appointment.business_id,
        appointment=appointment.pk,
        notice=notice.pk,
        **facts,
    )
