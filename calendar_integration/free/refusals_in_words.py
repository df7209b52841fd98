"""Why a time cannot be had, as sentences to programs and to staff; customers are told by the phrases."""

from __future__ import annotations

from receptionist.domain.diary import NoSlotReason

WORDS = {
    NoSlotReason.TAKEN: "Somebody else has that time.",
    NoSlotReason.CLOSED: "The house is closed then.",
    NoSlotReason.NOBODY: "Nobody who performs it is there then.",
    NoSlotReason.NO_ROOM: "Every room or device that it needs is taken then.",
    NoSlotReason.NOT_THEIRS: "The person who was asked for does not perform it.",
    NoSlotReason.NOT_THERE: "It is not done at the location that was asked for.",
    NoSlotReason.PAST: "That time is over.",
    NoSlotReason.TOO_SOON: "That is sooner than the house wants to be told.",
    NoSlotReason.TOO_FAR: "The diary is not open so far ahead.",
    NoSlotReason.NO_SUCH_TIME: "The clocks skip that time on that day.",
    NoSlotReason.FULL: "Everything is taken then.",
    NoSlotReason.CANCELLED: "The appointment no longer stands.",
}
