"""What one utterance was understood to state, told in words for people who run a shop."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

Facts = Mapping[str, Any]

#: What a customer wants, as the second half of a sentence.
INTENTS = {
    "schedule": "wants an appointment",
    "reschedule": "wants to move an appointment",
    "cancel": "wants to cancel an appointment",
    "faq": "asks a question",
    "contact": "wants a person, or leaves contact details",
    "unknown": "says nothing Sara could act on",
}

#: A reader's own name -> what staff call it.
READERS = {"rules": "the rules", "model": "the language model", "second_model": "the second language model"}


def percent(share: object) -> str:
    """Tell how sure a reader was; empty where that is not known."""
    return f"{share:.0%} sure" if isinstance(share, int | float) else ""


def understood(reading: Facts, services: Mapping[int, str]) -> str:
    """Tell what one utterance was understood to state, in a line; empty where nothing was read.

    ``reading`` is a Reading as the turn's journal keeps it; ``services`` names the business's services by id.
    """
    if not reading:
        return ""
    wants = INTENTS.get(str(reading.get("intent")), "")
    stated = [
        services.get(reading.get("service_id") or 0, ""),
        _day(reading.get("day")),
        _time(reading.get("at")),
        str(reading.get("part_of_day") or ""),
        f"from {_day(reading['not_before'])}" if reading.get("not_before") else "",
        choice(reading.get("choice")),
        *(str(reading.get(name) or "") for name in ("name", "phone", "email", "urgency", "notes")),
        *(str(cue).replace("_", " ") for cue in sorted(reading.get("cues") or ())),
    ]
    further = [f"then {understood(wish, services)}" for wish in reading.get("further") or ()]
    sure = percent(reading.get("confidence")) if reading.get("intent") != "unknown" else ""
    return " · ".join(part for part in (sentence(wants), *stated, sure, *further) if part)


def sentence(words: str) -> str:
    """Begin with a capital letter, and leave the rest as it is."""
    return f"{words[:1].upper()}{words[1:]}"


def choice(value: object) -> str:
    """Tell which of the offers was picked; empty for none."""
    if not isinstance(value, int):
        return ""
    return "the last one offered" if value < 0 else f"number {value} of what was offered"


def _day(value: object) -> str:
    return f"{date.fromisoformat(str(value)):%a %-d %b}" if value else ""


def _time(value: object) -> str:
    return f"{time.fromisoformat(str(value)):%H:%M}" if value else ""
