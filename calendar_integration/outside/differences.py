"""What staff are told where a calendar outside and our diary say different things, each difference once."""

from __future__ import annotations

from django.conf import settings

from calendar_integration import selectors
from calendar_integration.models import Appointment
from receptionist import follow_ups
from receptionist.domain.actions import HandOverReason
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.sending import outbox

_REASON = "calendar"


def leave(appointment: Appointment, what: str, *, key: str) -> None:
    """Leave it to a person; ``what`` tells, in sentences, what was found outside and what was made of it."""
    _leave(appointment, f"{named(appointment)}: {what}", key=key)


def leave_clash(appointment: Appointment) -> None:
    """Tell staff that a calendar holds something else at the time of an appointment, in the caller's transaction.

    Where the business wants it so the customer hears of it at once, honestly: it stands as long as nobody moves it.
    """
    key = f"clash:{appointment.pk}:{appointment.staff_id}:{appointment.during.lower:%Y%m%dT%H%M}"
    if appointment.told_calendar_pending:
        _leave_unconfirmed(appointment)
        return
    if follow_ups.is_left(key):
        return
    # First, as it locks the conversation; the task for staff locks its audit.
    if settings.ENV.calendar_clash == "customer":
        _tell_customer(appointment, key=f"{key}:told")
    _leave(
        appointment,
        f"{named(appointment)}: the calendar of {appointment.staff.name} holds something else at the same time. "
        "Nothing was changed: please move one of the two.",
        key=key,
    )


def promise(appointment: Appointment) -> str:
    """Name the promise to confirm this version of an appointment; it is kept by a message or by a person."""
    return f"calendar-confirmed:{appointment.pk}:{appointment.mirror_version}"


def named(appointment: Appointment) -> str:
    """Name an appointment to staff, without the customer's name: the conversation beside it has that."""
    service, who = appointment.service.name, appointment.staff.name
    when = f"{appointment.local_day} at {appointment.local_time:%H:%M}"
    return f"Appointment {appointment.pk}, {service} with {who} on {when}"


def _leave(appointment: Appointment, summary: str, *, key: str) -> None:
    follow_ups.leave(
        business_id=appointment.business_id,
        conversation_id=appointment.conversation_id,
        reason=_REASON,
        summary=summary,
        key=key,
    )


def _tell_customer(appointment: Appointment, *, key: str) -> None:
    """Say that something else has come up; who cannot be told of it is left to a person."""
    facts, conversation_id = Facts(appointment=selectors.as_domain(appointment)), appointment.conversation_id
    if conversation_id is not None and outbox.notify(conversation_id, PhraseKey.CALENDAR_CLASH, facts, key=key):
        return
    what = "something else has come up at that time, and the customer could not be told. Please tell them."
    leave(appointment, what, key=f"{key}:unreachable")


def _leave_unconfirmed(appointment: Appointment) -> None:
    follow_ups.leave(
        business_id=appointment.business_id,
        conversation_id=appointment.conversation_id,
        reason=HandOverReason.CANNOT_BOOK,
        summary=(
            f"Appointment {appointment.pk} on {appointment.local_day} at {appointment.local_time:%H:%M} was booked "
            "while the outside calendar did not answer, and that calendar holds something else at the same time. "
            "Please settle it with the customer, who still waits for a confirmation."
        ),
        key=promise(appointment),
    )
