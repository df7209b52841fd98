"""Whether staff have put an appointment back to where its customer believes it to be, before anybody was told."""

from __future__ import annotations

from calendar_integration.models import Appointment, AppointmentMove, Notice, NoticeKind, NoticeStatus

#: Nobody drags one about more often within a minute.
_MOST_MOVES = 20


def which_of(move_id: int) -> str:
    """Name the notice of a move among those of its appointment."""
    return f"move {move_id}"


def is_undone(appointment: Appointment) -> bool:
    """Whether an appointment that has just been moved stands where it stood before all that nobody was told of.

    What was to be said of the moves before has been dropped by now, unless it had left the house.
    """
    unsaid = Notice.objects.filter(appointment=appointment, kind=NoticeKind.MOVED, status=NoticeStatus.DROPPED)
    dropped = set(unsaid.values_list("which", flat=True))
    last, *before = AppointmentMove.objects.filter(appointment=appointment).order_by("-pk")[:_MOST_MOVES]
    first = last
    for move in before:
        if which_of(move.pk) not in dropped:
            break
        first = move
    known = first.moved_from.lower, first.staff_from_id
    return known == (appointment.during.lower, appointment.staff_id)
