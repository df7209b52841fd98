"""What a look at the calendar outside changes in how we know an event: only where nobody has changed it meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from psycopg.types.range import Range

from calendar_integration.booking import changing
from calendar_integration.models import Appointment, MirrorStatus
from calendar_integration.outside import differences
from calendar_integration.ports import StandingEvent
from receptionist import follow_ups

_MANY = (
    "{count} events of coming appointments were deleted at once in the calendar of {who}, the first that of {first}. "
    "So many may be a slip, so no appointment was cancelled and nobody was told; the events are written again. "
    "If they are to be cancelled, select them under Appointments."
)


def key_of(appointment: Appointment, etag: str) -> str:
    """Name one change of an event, however often it is seen.

    Where etags tell only what stands, the same may come again: after another change of ours it is another one.
    """
    return f"outside:{appointment.pk}:{appointment.mirror_version}:{_short(etag)}"


def was_followed(appointment: Appointment, etag: str) -> bool:
    """Whether the appointment has been moved for the sake of this change of its event, wherever it stands by now."""
    moves = appointment.moves.filter(idempotency_key__startswith="outside:", idempotency_key__endswith=_short(etag))
    return moves.exists()


def adopt(appointment: Appointment, etag: str) -> None:
    """Take an event as it stands: its words and its length are a person's to choose."""
    _as_seen(appointment).update(mirror_etag=etag)


def note_moved(appointment: Appointment, calendar_id: str, standing: StandingEvent) -> None:
    """Note where the event of an appointment that has followed it stands: the mirror need not look for it."""
    assert standing.span is not None
    moved = Appointment.objects.filter(pk=appointment.pk, mirror_status=MirrorStatus.PENDING)
    moved.filter(mirror_version=appointment.mirror_version + 1, mirror_etag=appointment.mirror_etag).update(
        mirror_calendar_id=calendar_id,
        mirror_etag=standing.etag,
        mirrored_during=Range(standing.span.start, standing.span.end, "[)"),
    )


@transaction.atomic
def put_back(appointment: Appointment, etag: str, what: str) -> bool:
    """Have the mirror write the event as our diary has it, and tell staff why; False where all is otherwise by now."""
    if not _due_again(appointment, mirror_etag=etag):
        return False
    differences.leave(appointment, what, key=key_of(appointment, etag))
    return True


@transaction.atomic
def write_again(appointment: Appointment, what: str) -> bool:
    """The same for an event that stands no more, or in another calendar: it is written under a new id."""
    if not _due_again(appointment, **_UNWRITTEN):
        return False
    differences.leave(appointment, what, key=key_of(appointment, appointment.mirror_event_id))
    return True


@transaction.atomic
def write_all_again(appointments: Sequence[Appointment]) -> None:
    """Have the mirror write many deleted events again, all or none, and ask staff what was meant."""
    first_of: dict[int, Appointment] = {}
    counts: dict[int, int] = {}
    for appointment in appointments:
        if _due_again(appointment, **_UNWRITTEN):
            first_of.setdefault(appointment.business_id, appointment)
            counts[appointment.business_id] = counts.get(appointment.business_id, 0) + 1
    for business_id, first in first_of.items():
        what = _MANY.format(count=counts[business_id], who=first.staff.name, first=differences.named(first))
        key = f"outside-many:{first.pk}:{first.mirror_version}"
        follow_ups.leave(business_id=business_id, conversation_id=None, reason="calendar", summary=what, key=key)


_UNWRITTEN: dict[str, Any] = {"mirror_etag": "", "mirror_event_generation": F("mirror_event_generation") + 1}


def _due_again(appointment: Appointment, **columns: Any) -> bool:
    """Make the mirror write an appointment, in the caller's transaction, where it is as it was seen."""
    if not _as_seen(appointment).update(**columns, **changing.to_be_mirrored(mirrored=True)):
        return False
    current = Appointment.objects.get(pk=appointment.pk)
    changing.note(current, "appointment.put_back", current.conversation_id, by="outside")
    return True


def _short(etag: str) -> str:
    return sha256(etag.encode()).hexdigest()[:16]


def _as_seen(appointment: Appointment) -> QuerySet[Appointment]:
    return Appointment.objects.filter(
        pk=appointment.pk,
        mirror_version=appointment.mirror_version,
        mirror_etag=appointment.mirror_etag,
        mirror_status=MirrorStatus.DONE,
    )
