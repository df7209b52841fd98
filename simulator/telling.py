"""What Sara understood and what she noted, in words for the owner of a shop."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

import phonenumbers

from receptionist.models import AuditEvent, Turn
from receptionist.telling import reading_in_words, story

_CUES = {
    "greeting": "says hello",
    "thanks": "says thank you",
    "goodbye": "says goodbye",
    "yes": "says yes",
    "no": "says no",
    "wants_person": "asks for a person",
    "earliest": "as early as possible",
    "other_times": "wants other times",
    "not_answered": "says that this was no answer",
    "revokes_consent": "does not want messages",
}
_EVENTS = {
    "slots_found": "looked into the diary",
    "booked": "booked it",
    "slot_refused": "found the time taken",
    "appointments_found": "looked up the appointments",
    "moved": "moved it",
    "cancelled": "cancelled it",
    "answer_found": "found the answer",
    "answer_unclear": "found several answers to choose from",
    "answer_missing": "had no answer and noted the question",
    "turned_down": "noted that the answer was none",
    "handed_over": "left a note for a person",
}


def understood(turn: Turn, services: Mapping[int, str]) -> dict[str, Any]:
    """Tell one turn: what was read, how sure that was, by whom, and what came of it.

    ``services`` names the business's services by id.
    """
    spoken: Mapping[str, Any] = next((event for event in turn.events if event.get("happened") == "customer_spoke"), {})
    reading: Mapping[str, Any] = spoken.get("reading") or {}
    facts = _facts(reading, services)
    return {
        "id": turn.pk,
        "text": spoken.get("text", ""),
        "intent": _intent(reading, has_facts=bool(facts)),
        # A short answer has no intent of its own, and so no sureness worth showing.
        "confidence": None if reading.get("intent") == "unknown" else turn.understanding.get("confidence"),
        "milliseconds": turn.understanding.get("milliseconds"),
        "facts": facts,
        "reader": reading_in_words.READERS.get(turn.understanding.get("reader", ""), ""),
        "done": [_EVENTS[event["happened"]] for event in turn.events if event.get("happened") in _EVENTS],
        "error": turn.error,
    }


def _intent(reading: Mapping[str, Any], *, has_facts: bool) -> str:
    if reading.get("intent") == "contact" and "wants_person" not in (reading.get("cues") or ()):
        return "says who they are"
    if reading.get("intent") in reading_in_words.INTENTS and reading["intent"] != "unknown":
        return reading_in_words.INTENTS[reading["intent"]]
    cues = [_CUES[cue] for cue in sorted(reading.get("cues") or ()) if cue in _CUES]
    if cues:
        return " and ".join(cues)
    return "answers Sara's question" if has_facts else "says something Sara did not understand"


def _facts(reading: Mapping[str, Any], services: Mapping[int, str]) -> list[tuple[str, str]]:
    not_before = reading.get("not_before")
    found = {
        "Service": services.get(reading.get("service_id") or 0),
        "Day": _day(reading["day"]) if reading.get("day") else None,
        "Time": clock(time.fromisoformat(reading["at"])) if reading.get("at") else reading.get("part_of_day"),
        "Not before": _day(not_before) if not_before else None,
        "Choice": reading_in_words.choice(reading.get("choice")),
        "Name": reading.get("name"),
        "E-mail": reading.get("email"),
        "Phone": reading.get("phone"),
        "Urgency": reading.get("urgency"),
        "Notes": reading.get("notes"),
        "Language": reading["language"] if reading.get("language", "en") != "en" else None,
    }
    return [(name, str(value)) for name, value in found.items() if value]


def _day(value: str) -> str:
    return f"{date.fromisoformat(value):%A, %B %-d}"


def audit_line(event: AuditEvent) -> dict[str, Any]:
    """Tell one line of the audit, with the beginning of the hash that chains it."""
    told = story.tell(event.kind, event.facts)
    return {
        "id": event.pk,
        "words": told.sentence,
        "tone": told.tone,
        "hash": event.hash[:8],
        "position": event.position,
    }


def phone_number(number: str) -> str:
    """Write a number as people read it; one that is none stays as it is."""
    try:
        return phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    except phonenumbers.NumberParseException:
        return number


def clock(moment: time) -> str:
    """Write a time of day as it is said: "3 pm", "9:30 am"."""
    return f"{moment:%-I}{f':{moment:%M}' if moment.minute else ''} {'am' if moment.hour < 12 else 'pm'}"
