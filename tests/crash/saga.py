"""The steps of the saga of an appointment, in order: wherever a process dies between two of them, nothing may be lost.

Each step names the function that takes it, by its dotted path, and whether the process dies as it begins or right
after it has been done. Where it matters, ``result`` says which outcome of the function counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Edge(StrEnum):
    """When, seen from a function, a process dies."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True)
class Step:
    """One step; ``name`` says what is true while the process dies."""

    name: str
    function: str
    edge: Edge
    result: str = ""


def _before(function: str, name: str) -> Step:
    return Step(name, function, Edge.BEFORE)


def _after(function: str, name: str, result: str = "") -> Step:
    return Step(name, function, Edge.AFTER, result)


_GOOGLE = "calendar_integration.providers.google.calendar.GoogleCalendar"
_MIRRORING = "calendar_integration.outside.mirroring"

WAY_IN = (
    _before("receptionist.inbox.receive", "received, not stored"),
    _after("receptionist.inbox.receive", "stored, not acknowledged"),
)
BOOKING = (
    _after("calendar_integration.booking.taking.occupy", "the place is taken, not committed"),
    _after("calendar_integration.booking.booking.book", "booked, not journalled", "Booked"),
    _before(f"{_GOOGLE}.insert", "the event announced, not written"),
    _after(f"{_GOOGLE}.insert", "the event written, not noted"),
    _after(f"{_MIRRORING}._note_landed", "the event noted"),
    _before("calendar_integration.outside.clashes.look_before_writing", "the event's turn claimed"),
    _after("calendar_integration.free.busy_outside.read", "the calendars asked"),
    _after("calendar_integration.calendar.Diary.find_slots", "searched"),
    _after("receptionist.turn.journal.OpenTurn.save", "journalled"),
    _before("receptionist.turn.committing.settle", "decided, not settled"),
    _after("receptionist.turn.committing.settle", "settled, not sent"),
    _before("receptionist.sending.delivery._note_sent", "taken by the carrier, not noted"),
    _after("receptionist.sending.delivery._note_sent", "sent and noted"),
    _before("receptionist.pipeline._answer_next", "the conversation taken"),
    _after("receptionist.pipeline.listen", "read"),
)
HOLDING = (
    _after("calendar_integration.booking.booking.hold", "held, not told", "Held"),
    _after("calendar_integration.booking.booking._book_hold", "the hold has become the appointment, not committed"),
)
CHANGING = (
    _after("calendar_integration.booking.moving.move_to", "moved, not committed"),
    _after("calendar_integration.booking.booking.move", "moved, not journalled", "Moved"),
    _before(f"{_GOOGLE}.patch", "moved, the event not"),
    _after(f"{_GOOGLE}.patch", "the event moved, not noted"),
    _after("calendar_integration.booking.booking.cancel", "cancelled, not journalled", "Cancelled"),
    _before(f"{_GOOGLE}.delete", "cancelled, the event not"),
    _after(f"{_GOOGLE}.delete", "the event deleted, not noted"),
)
STEPS = (*WAY_IN, *BOOKING, *HOLDING, *CHANGING)
