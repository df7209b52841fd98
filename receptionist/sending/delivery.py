"""Delivery: one worker claims a reply, sends it, and tells how far it has come; a doubt is never resent blindly."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from receptionist import audit, doorbell, wiring
from receptionist.domain.messages import (
    Address,
    AddressKind,
    DeliveryReport,
    DeliveryStatus,
    Enclosure,
    Expectation,
    Outbound,
    Template,
)
from receptionist.errors import ErrorCategory, ProviderError
from receptionist.models import FollowUp, OutboundMessage

log = logging.getLogger(__name__)

#: Seconds before the second, third, … attempt; after the last one a person takes over.
BACKOFF = (5, 20, 60, 300, 900)
#: A claim older than this belongs to a worker that died: no carrier call takes so long.
CLAIM_LIMIT = timedelta(minutes=2)

#: A carrier's reports arrive late, twice and out of order: only a step up this ladder is taken.
_RANK = {
    DeliveryStatus.QUEUED: 0,
    DeliveryStatus.SENDING: 1,
    DeliveryStatus.UNKNOWN: 2,
    DeliveryStatus.SENT: 3,
    DeliveryStatus.FAILED: 4,
    DeliveryStatus.DELIVERED: 5,
    DeliveryStatus.READ: 6,
}


_NOTE_SENT = """
WITH reply AS (
    UPDATE receptionist_outboundmessage
    SET status = %(sent)s, provider_message_id = %(provider_message_id)s, sent_at = %(now)s::timestamptz, error = ''
    WHERE id = %(message)s AND status = %(sending)s
    RETURNING id, conversation_id
)
INSERT INTO receptionist_auditevent (kind, conversation_id, facts, at)
SELECT 'reply.sent', conversation_id, jsonb_build_object('message', id), %(now)s::timestamptz FROM reply
"""


def deliver(message: OutboundMessage) -> None:
    """Send one reply, unless somebody else does or has done.

    The claim is committed before the carrier is called: if this worker dies in between, the row stays ``sending``,
    and the sweeper marks it ``unknown`` for a person to decide; it is never sent twice blindly.
    """
    if _claim(message):
        send(message)


def send(message: OutboundMessage) -> None:
    """Send a reply that this worker has claimed, be it while queueing it: see ``deliver``."""
    try:
        receipt = wiring.channel(message.channel).send(_outbound(message))
    except ProviderError as error:
        _note_failure(message, error)
        return
    _note_sent(message, receipt.provider_message_id)


def deliver_by_id(message_id: int) -> None:
    """Send the reply of that id, if there is one; see ``deliver``."""
    message = OutboundMessage.objects.select_related("conversation", "recipient").filter(pk=message_id).first()
    if message is not None:
        deliver(message)


def claim_unsent(message: OutboundMessage) -> None:
    """Claim a reply that is not stored yet: whoever stores it goes on to send it."""
    message.status, message.claimed_at, message.attempts = DeliveryStatus.SENDING, timezone.now(), 1


def _claim(message: OutboundMessage) -> bool:
    now = timezone.now()
    due = Q(next_attempt_at=None) | Q(next_attempt_at__lte=now)
    of_use = Q(expires_at=None) | Q(expires_at__gt=now)
    # The count of attempts is part of the claim: what we hold in memory is what the row says.
    claimed = OutboundMessage.objects.filter(
        due, of_use, pk=message.pk, status=DeliveryStatus.QUEUED, attempts=message.attempts
    ).update(status=DeliveryStatus.SENDING, claimed_at=now, attempts=message.attempts + 1)
    message.attempts += claimed
    return claimed == 1


def _outbound(message: OutboundMessage) -> Outbound:
    return Outbound(
        channel=message.channel,
        provider=message.provider,
        idempotency_key=message.idempotency_key,
        sender=message.sender,
        to=Address(AddressKind(message.recipient.kind), message.recipient.value),
        text=message.text,
        last_inbound_at=message.conversation.last_inbound_at,
        expects=Expectation(message.expects),
        subject=message.subject,
        enclosures=tuple(Enclosure(**enclosure) for enclosure in message.enclosures),
        template=_template(message),
    )


def _template(message: OutboundMessage) -> Template | None:
    kept = message.template
    return Template(kept["name"], kept["code"], tuple(kept["variables"])) if kept else None


def _note_sent(message: OutboundMessage, provider_message_id: str) -> None:
    facts: dict[str, Any] = {
        "message": message.pk,
        "sending": DeliveryStatus.SENDING.value,
        "sent": DeliveryStatus.SENT.value,
        "provider_message_id": provider_message_id,
        "now": timezone.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_NOTE_SENT, facts)
        if cursor.rowcount:
            return
    # The carrier's report was faster than its receipt, or the sweeper took us for dead: keep the receipt all the same.
    OutboundMessage.objects.filter(pk=message.pk, provider_message_id="").update(
        provider_message_id=provider_message_id
    )


@transaction.atomic
def _note_failure(message: OutboundMessage, error: ProviderError) -> None:
    """Decide from the error's category: again later, doubtful, or over to a person."""
    log.warning("reply %s by %s: %s", message.pk, message.channel, error)
    if error.category.is_transient and message.attempts <= len(BACKOFF):
        delay = timedelta(seconds=max(BACKOFF[message.attempts - 1], error.retry_after or 0))
        # The sweeper sends what is due: a countdown in the broker would not outlive the broker.
        _settle(message, DeliveryStatus.QUEUED, error, next_attempt_at=timezone.now() + delay)
        return
    status = DeliveryStatus.UNKNOWN if error.category is ErrorCategory.UNCERTAIN else DeliveryStatus.FAILED
    if not _settle(message, status, error):
        return
    audit.record(
        f"reply.{status}",
        conversation_id=message.conversation_id,
        message=message.pk,
        category=error.category,
        code=error.code,
    )
    over_its_own = message.channel == message.conversation.channel
    if error.category is ErrorCategory.RECIPIENT and over_its_own and message.conversation.opted_out_at:
        # The carrier blocks what confirms the opt-out, too: as the customer wished, and nothing for staff to do.
        return
    _hand_to_staff(message)


def _settle(
    message: OutboundMessage, status: DeliveryStatus, error: ProviderError, next_attempt_at: datetime | None = None
) -> bool:
    settled = OutboundMessage.objects.filter(pk=message.pk, status=DeliveryStatus.SENDING).update(
        status=status, error=str(error), error_code=error.code[:40], next_attempt_at=next_attempt_at, claimed_at=None
    )
    return settled == 1


def _hand_to_staff(message: OutboundMessage) -> None:
    if message.is_watched:
        return
    FollowUp.objects.get_or_create(
        idempotency_key=f"delivery:{message.pk}",
        defaults={
            "business_id": message.conversation.business_id,
            "conversation": message.conversation,
            "reason": "delivery",
            "summary": "A reply may not have reached the customer. See the conversation for what it said and why.",
        },
    )


@transaction.atomic
def record_report(report: DeliveryReport) -> bool:
    """Take a carrier's word about one of our messages; only ever forwards. Returns whether anything changed.

    A report may overtake the receipt of the very request it reports on, or be the only word we ever get of it: it is
    matched by our own key where the carrier echoes it, else by the carrier's id.
    """
    message = _reported_message(report)
    if message is None:
        log.info("a %s report for a message that is not ours is left aside", report.provider)
        return False
    if _RANK[report.status] <= _RANK[DeliveryStatus(message.status)]:
        return False
    message.status = report.status
    message.provider_message_id = message.provider_message_id or report.provider_message_id
    message.sent_at = message.sent_at or timezone.now()
    message.error_code, message.error = report.error_code[:40], report.error_detail
    message.save(update_fields=["status", "provider_message_id", "sent_at", "error_code", "error"])
    audit.record(
        f"reply.{report.status}", conversation_id=message.conversation_id, message=message.pk, code=report.error_code
    )
    if report.status is DeliveryStatus.FAILED:
        _hand_to_staff(message)
    return True


def _reported_message(report: DeliveryReport) -> OutboundMessage | None:
    rows = OutboundMessage.objects.select_for_update(of=("self",)).select_related("conversation")
    if report.idempotency_key:
        # A reply that was sent once more keeps its key: what is told of the first attempt must not settle the second.
        this_attempt = Q(provider_message_id="") | Q(provider_message_id=report.provider_message_id)
        return rows.filter(this_attempt, provider=report.provider, idempotency_key=report.idempotency_key).first()
    return (
        rows.filter(provider=report.provider, provider_message_id=report.provider_message_id)
        .exclude(provider_message_id="")
        .first()
    )


def try_again(message_id: int, by: str) -> bool:
    """Queue a failed or doubtful reply once more because a person says so; False when it is neither."""
    with transaction.atomic():
        message = OutboundMessage.objects.filter(pk=message_id).first()
        changed = OutboundMessage.objects.filter(
            pk=message_id, status__in=[DeliveryStatus.FAILED, DeliveryStatus.UNKNOWN]
        ).update(
            status=DeliveryStatus.QUEUED,
            next_attempt_at=None,
            attempts=0,
            provider_message_id="",
            error="",
            error_code="",
        )
        if message is None or not changed:
            return False
        audit.record("reply.try_again", conversation_id=message.conversation_id, message=message_id, by=by)
        doorbell.ring("receptionist.deliver_message", message_id)
    return True


def mark_doubtful() -> int:
    """Mark replies whose worker died at the carrier's door as ``unknown``, for staff; returns how many."""
    overdue = OutboundMessage.objects.filter(
        status=DeliveryStatus.SENDING, claimed_at__lt=timezone.now() - CLAIM_LIMIT
    ).select_related("conversation", "recipient")
    doubtful = list(overdue[:100])
    lost = ProviderError(ErrorCategory.UNCERTAIN, "the worker stopped while it was sending")
    for message in doubtful:
        _note_failure(message, lost)
    return len(doubtful)


@transaction.atomic
def withdraw_expired(limit: int = 500) -> int:
    """Withdraw what was to be sent by a time that has passed; returns how many."""
    expired = OutboundMessage.objects.filter(status=DeliveryStatus.QUEUED, expires_at__lte=timezone.now())
    rows = list(expired.select_for_update(skip_locked=True, no_key=True).order_by("expires_at")[:limit])
    OutboundMessage.objects.filter(pk__in=[row.pk for row in rows]).update(status=DeliveryStatus.WITHDRAWN)
    lines = ((row.conversation_id, {"message": row.pk, "why": "it came too late to be of use"}) for row in rows)
    audit.record_all("reply.withdrawn", lines)
    return len(rows)


def due(limit: int = 500) -> list[int]:
    """List the replies that wait to be sent and that nobody rang for, oldest first."""
    now = timezone.now()
    waiting = Q(next_attempt_at__lte=now) | Q(next_attempt_at=None, created_at__lt=now - timedelta(seconds=10))
    pushed = [name for name in wiring.channel_names() if not wiring.channel(name).fetches_replies]
    rows = OutboundMessage.objects.filter(waiting, status=DeliveryStatus.QUEUED, channel__in=pushed)
    return list(rows.order_by("id").values_list("pk", flat=True)[:limit])
