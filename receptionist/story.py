"""What happened, told in sentences: one table from the audit's kinds to words for people who run a shop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

Facts = Mapping[str, Any]


class Tone(StrEnum):
    """How a line should look."""

    PLAIN = "plain"
    GOOD = "good"
    DOUBTFUL = "doubtful"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the audit as a sentence, with an icon of the theme's icon font."""

    sentence: str
    icon: str = "circle"
    tone: Tone = Tone.PLAIN


_ARRIVED = {
    "text": "A message arrived.",
    "choice": "The customer tapped one of the choices.",
    "media": "The customer sent a picture or a file.",
    "location": "The customer sent a place.",
    "contact_card": "The customer sent a contact card.",
    "reaction": "The customer reacted to a message.",
    "opt_out": "The customer asked for no more messages.",
    "opt_in": "The customer asked to get messages again.",
    "help": "The customer asked for help.",
    "call_started": "The customer called.",
    "speech": "The caller spoke.",
    "keys": "The caller pressed keys.",
    "silence": "The caller said nothing.",
    "voicemail": "The caller left a recording.",
    "transcript": "What the caller had recorded was written down.",
    "call_ended": "The call ended.",
}

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

_DECIDED = {
    "find_slots": "look for free times",
    "book": "book it",
    "find_appointments": "look up the customer's appointments",
    "move": "move the appointment",
    "cancel": "cancel the appointment",
    "look_up_answer": "look for an answer in the FAQs",
    "hand_over": "leave it to a person",
    "remember_contact": "note the contact details",
    "set_consent": "note whether messages are wanted",
}

#: Why a person is needed, as the second half of a sentence.
REASONS = {
    "asked": "the customer asked for somebody",
    "emergency": "it sounded like an emergency",
    "not_understood": "Sara did not understand",
    "unanswered_question": "no FAQ answers the question",
    "voicemail": "the caller left a recording",
    "media": "the customer sent something Sara cannot look at",
    "cannot_book": "Sara could not book it",
    "opted_out": "the customer wants no messages and wrote all the same",
    "running_late": "the customer will be late",
    "delivery": "a reply may not have arrived",
}


def _arrived(facts: Facts) -> str:
    return _ARRIVED.get(str(facts.get("what")), "Something arrived.")


def _understood(facts: Facts) -> str:
    wants = INTENTS.get(str(facts.get("intent")), "says something")
    reader = READERS.get(str(facts.get("reader")))
    details = ", ".join(part for part in (_percent(facts.get("confidence")), reader and f"by {reader}") if part)
    return f"Understood: the customer {wants}{f' ({details})' if details else ''}."


def _percent(share: object) -> str:
    return f"{share:.0%} sure" if isinstance(share, int | float) else ""


def _decided(facts: Facts) -> str:
    actions = [str(action) for action in facts.get("actions") or ()]
    steps = [_DECIDED.get(action, f"say “{action.replace('_', ' ')}”") for action in actions]
    decided = f"Decided to {', then '.join(steps)}." if steps else "Decided to do nothing."
    match facts.get("style"):
        case None:
            return decided
        case "natural":
            return f"{decided} The language model worded it."
        case why:
            return f"{decided} Said plainly: {why}."


def _appointment(verb: str) -> Callable[[Facts], str]:
    def tell(facts: Facts) -> str:
        number = f"Appointment {facts['appointment']}" if "appointment" in facts else "The appointment"
        moment = _moment(facts.get("start"), facts.get("timezone"))
        by = f" by {facts['by']}" if facts.get("by") not in {None, "customer", "sara"} else ""
        return f"{number} {verb}{f' for {moment}' if moment else ''}{by}."

    return tell


def _moment(value: object, zone: object) -> str:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return ""
    if isinstance(zone, str) and zone and moment.tzinfo:
        moment = moment.astimezone(ZoneInfo(zone))
    return f"{moment:%a %-d %b %Y, %H:%M}"


def _handed_over(facts: Facts) -> str:
    reason = REASONS.get(str(facts.get("reason")), "")
    return f"Left for a person{f': {reason}' if reason else ''}."


def _failed(facts: Facts) -> str:
    code = facts.get("code")
    return f"The reply could not be delivered (the carrier's code {code})." if code else "The reply was not delivered."


def _withdrawn(facts: Facts) -> str:
    return f"The reply was taken back: {facts.get('why') or 'it was overtaken'}."


def _closed(facts: Facts) -> str:
    return f"Closed as {str(facts.get('outcome') or 'over').replace('_', ' ')}."


def _forgotten(facts: Facts) -> str:
    return f"What named or quoted the customer was erased by {facts.get('by') or 'a person'}."


#: kind → (words or how to find them, icon, tone)
_TABLE: dict[str, tuple[str | Callable[[Facts], str], str, Tone]] = {
    "message.received": (_arrived, "inbox", Tone.PLAIN),
    "message.unreadable": ("Something arrived that could not be read.", "unknown_document", Tone.DOUBTFUL),
    "message.unrouted": ("A message arrived at an address that no business has.", "wrong_location", Tone.DOUBTFUL),
    "turn.understood": (_understood, "psychology", Tone.PLAIN),
    "turn.decided": (_decided, "alt_route", Tone.PLAIN),
    "turn.given_up": ("Sara tried again and again and gave it to a person.", "error", Tone.BAD),
    "appointment.held": (_appointment("held"), "hourglass_top", Tone.PLAIN),
    "appointment.expired": (_appointment("no longer held"), "hourglass_disabled", Tone.PLAIN),
    "appointment.booked": (_appointment("booked"), "event_available", Tone.GOOD),
    "appointment.confirmed": (_appointment("confirmed"), "event_upcoming", Tone.GOOD),
    "appointment.completed": (_appointment("kept"), "task_alt", Tone.GOOD),
    "appointment.no_show": (_appointment("missed by the customer"), "person_off", Tone.DOUBTFUL),
    "appointment.moved": (_appointment("moved"), "event_repeat", Tone.GOOD),
    "appointment.cancelled": (_appointment("cancelled"), "event_busy", Tone.GOOD),
    "appointment.mirrored": (_appointment("noted in the outside calendar"), "sync", Tone.PLAIN),
    "appointment.mirror_failed": (_appointment("refused by the outside calendar"), "sync_problem", Tone.BAD),
    "question.answered": (lambda facts: f"Answered from FAQ {facts.get('faq_id', '?')}.", "lightbulb", Tone.GOOD),
    "question.unanswered": ("No FAQ answers the question; it is kept for staff.", "help", Tone.DOUBTFUL),
    "handed.over": (_handed_over, "person_raised_hand", Tone.DOUBTFUL),
    "contact.noted": ("Noted what the customer said of themselves.", "contact_page", Tone.PLAIN),
    "contact.forgotten": (_forgotten, "person_off", Tone.DOUBTFUL),
    "consent.withdrawn": ("The customer gets no more messages on this channel.", "notifications_off", Tone.DOUBTFUL),
    "consent.given": ("The customer gets messages on this channel again.", "notifications_active", Tone.GOOD),
    "interaction.closed": (_closed, "flag", Tone.PLAIN),
    "follow_up.done": (lambda facts: f"Done by {facts.get('by') or 'a person'}.", "task_alt", Tone.GOOD),
    "reply.queued": ("A reply was written.", "edit", Tone.PLAIN),
    "reply.sent": ("The reply was handed to the carrier.", "send", Tone.PLAIN),
    "reply.delivered": ("The reply reached the customer.", "done_all", Tone.GOOD),
    "reply.read": ("The customer has read the reply.", "mark_chat_read", Tone.GOOD),
    "reply.failed": (_failed, "sms_failed", Tone.BAD),
    "reply.unknown": ("Nobody knows whether the reply arrived.", "question_mark", Tone.BAD),
    "reply.withdrawn": (_withdrawn, "undo", Tone.PLAIN),
    "conversation.downloaded": (
        lambda facts: f"Downloaded as a test case by {facts.get('by') or 'a person'}.",
        "download",
        Tone.DOUBTFUL,
    ),
    "reply.try_again": (lambda facts: f"{facts.get('by') or 'A person'} had it sent again.", "refresh", Tone.PLAIN),
}


def tell(kind: str, facts: Facts) -> Told:
    """Tell one line of the audit; a kind without a sentence of its own is shown as it is."""
    words, icon, tone = _TABLE.get(kind, (kind, "circle", Tone.PLAIN))
    return Told(words if isinstance(words, str) else words(facts), icon, tone)


def kinds() -> list[str]:
    """List the kinds that have a sentence."""
    return list(_TABLE)


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
    sure = _percent(reading.get("confidence")) if reading.get("intent") != "unknown" else ""
    return " · ".join(part for part in (sentence(wants), *stated, sure) if part)


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
