"""What Sara says of her own accord about an appointment, and what may stand for variables where a carrier approves it.

A reply answers somebody; an announcement begins. Carriers that let businesses begin only with approved words
(WhatsApp) are given the name of a template and its variables, always in the order of ``VARIABLES``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.domain.rendering import say_appointment

#: Each with its name for staff.
ANNOUNCEMENTS: Mapping[PhraseKey, str] = MappingProxyType(
    {
        PhraseKey.CONFIRMATION: "Confirmation",
        PhraseKey.REMINDER: "Reminder that asks to confirm or move",
        PhraseKey.REMINDER_PLAIN: "Reminder that asks nothing",
        PhraseKey.MOVED_BY_US: "Moved, by whomever but the customer",
        PhraseKey.CANCELLED_BY_US: "Cancelled, by whomever but the customer",
        PhraseKey.MISSED_YOU: "Did not come",
        PhraseKey.AFTER_VISIT: "After the visit",
    }
)

#: What {{1}}, {{2}} … of a template stand for, and their names for staff.
VARIABLES: Mapping[str, str] = MappingProxyType({"business": "the business", "appointment": "the appointment"})


def variables(facts: Facts, language: str) -> tuple[str, ...]:
    """Return the variables of an announcement's template, in order, as carriers take them: one line, never empty."""
    values = (facts.business, say_appointment(facts, language))
    return tuple(" ".join(value.split()) or "–" for value in values)
