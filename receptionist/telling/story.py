"""What happened, told in sentences: one table from the audit's kinds to words for people who run a shop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from receptionist.telling.reading_in_words import INTENTS, READERS, Facts, percent


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

_DECIDED = {
    "find_slots": "look for free times",
    "hold": "keep the place",
    "let_go": "let go of the place",
    "book": "book it",
    "find_series": "look for times that repeat",
    "book_series": "book all of them",
    "find_appointments": "look up the customer's appointments",
    "move": "move the appointment",
    "cancel": "cancel the appointment",
    "confirm": "note that the customer comes",
    "join_waitlist": "put the customer on the waitlist",
    "leave_waitlist": "take the customer off the waitlist",
    "decline_place": "let the place go to somebody else",
    "send_code": "send a one-time code",
    "check_code": "check the code",
    "cancel_all": "cancel the appointments",
    "look_up_answer": "look for an answer in the FAQs",
    "give_answer": "give the answer that was chosen",
    "keep_question": "keep the question for staff",
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
    "calendar": "a calendar outside says something else",
}


def _arrived(facts: Facts) -> str:
    return _ARRIVED.get(str(facts.get("what")), "Something arrived.")


def _understood(facts: Facts) -> str:
    wants = INTENTS.get(str(facts.get("intent")), "says something")
    reader = READERS.get(str(facts.get("reader")))
    details = ", ".join(part for part in (percent(facts.get("confidence")), reader and f"by {reader}") if part)
    return f"Understood: the customer {wants}{f' ({details})' if details else ''}."


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


def _by(what: str) -> Callable[[Facts], str]:
    return lambda facts: f"{what} by {facts.get('by') or 'a person'}."


def _moment(value: object, zone: object) -> str:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return ""
    if isinstance(zone, str) and zone and moment.tzinfo:
        moment = moment.astimezone(ZoneInfo(zone))
    return f"{moment:%a %-d %b %Y, %H:%M}"


def _place(verb: str) -> Callable[[Facts], str]:
    def tell(facts: Facts) -> str:
        return f"The free place at {_moment(facts.get('start'), facts.get('timezone'))} {verb}."

    return tell


def _handed_over(facts: Facts) -> str:
    reason = REASONS.get(str(facts.get("reason")), "")
    return f"Left for a person{f': {reason}' if reason else ''}."


def _failed(facts: Facts) -> str:
    code = facts.get("code")
    return f"The reply could not be delivered (the carrier's code {code})." if code else "The reply was not delivered."


def _withdrawn(facts: Facts) -> str:
    return f"The reply was taken back: {facts.get('why') or 'it was overtaken'}."


def _announced(facts: Facts) -> str:
    words = "approved words" if facts.get("form") == "template" else "her own words"
    return f"Sara wrote of the appointment by {facts.get('channel') or 'some way'}, in {words}."


def _skipped(facts: Facts) -> str:
    why = str(facts.get("why") or "").replace("_", " ")
    return f"A message around the appointment was not sent{f': {why}' if why else ''}."


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
    "appointment.put_back": (_appointment("put back in the outside calendar"), "undo", Tone.DOUBTFUL),
    "appointment.mirrored": (_appointment("noted in the outside calendar"), "sync", Tone.PLAIN),
    "appointment.mirror_failed": (_appointment("refused by the outside calendar"), "sync_problem", Tone.BAD),
    "subscription.renewed": (_by("A calendar subscription got a new address"), "rss_feed", Tone.PLAIN),
    "subscription.ended": (_by("A calendar subscription was ended"), "rss_feed", Tone.PLAIN),
    "waitlist.joined": ("The customer waits for a place.", "hourglass", Tone.PLAIN),
    "waitlist.offered": (_place("was offered to one who waits"), "campaign", Tone.PLAIN),
    "waitlist.taken": (_place("was taken by one who waited"), "event_available", Tone.GOOD),
    "waitlist.declined": (_place("was not wanted"), "event_busy", Tone.PLAIN),
    "waitlist.lapsed": (_place("was offered and not answered in time"), "hourglass_disabled", Tone.PLAIN),
    "waitlist.dropped": (_place("was not offered after all"), "undo", Tone.PLAIN),
    "waitlist.placed": ("The customer has what they waited for.", "task_alt", Tone.GOOD),
    "waitlist.left": ("The customer waits no longer.", "person_remove", Tone.PLAIN),
    "waitlist.removed": (_by("Taken off the waitlist"), "person_remove", Tone.PLAIN),
    "waitlist.over": ("The last day the customer would have waited for has passed.", "event_busy", Tone.PLAIN),
    "waitlist.silent": ("Taken off the waitlist: several offers were not answered.", "voice_over_off", Tone.DOUBTFUL),
    "waitlist.unreachable": ("Taken off the waitlist: Sara cannot write to them.", "sms_failed", Tone.DOUBTFUL),
    "waitlist.reordered": (_by("Put to the front of the waitlist"), "vertical_align_top", Tone.PLAIN),
    "code.asked": ("Somebody wants to change an appointment made from elsewhere.", "password", Tone.PLAIN),
    "code.sent": ("A code was sent, so that somebody can prove that an appointment is theirs.", "key", Tone.PLAIN),
    "code.withheld": ("No more codes: too many were asked for within an hour.", "block", Tone.DOUBTFUL),
    "code.wrong": ("The code was not right.", "lock", Tone.DOUBTFUL),
    "code.right": ("The code was right: the appointment may be changed here.", "lock_open", Tone.GOOD),
    "question.answered": (lambda facts: f"Answered from FAQ {facts.get('faq_id', '?')}.", "lightbulb", Tone.GOOD),
    "question.unclear": ("Several FAQs answer the question; Sara asks which is meant.", "help", Tone.PLAIN),
    "question.unanswered": ("No FAQ answers the question; it is kept for staff.", "help", Tone.DOUBTFUL),
    "question.turned_down": (
        lambda facts: f"The customer says that FAQ {facts.get('faq_id', '?')} did not answer; it is kept for staff.",
        "thumb_down",
        Tone.DOUBTFUL,
    ),
    "questions.resolved": (_by("Unanswered questions were taken off the list"), "playlist_remove", Tone.PLAIN),
    "questions.reopened": (_by("Unanswered questions were put back on the list"), "undo", Tone.PLAIN),
    "question.answered_late": (_by("Told what could not be answered before"), "quickreply", Tone.GOOD),
    "question.asked": ("Sara asked something of her own accord.", "contact_support", Tone.PLAIN),
    "handed.over": (_handed_over, "person_raised_hand", Tone.DOUBTFUL),
    "contact.noted": ("Noted what the customer said of themselves.", "contact_page", Tone.PLAIN),
    "contact.forgotten": (_forgotten, "person_off", Tone.DOUBTFUL),
    "consent.withdrawn": ("The customer gets no more messages on this channel.", "notifications_off", Tone.DOUBTFUL),
    "consent.given": ("The customer gets messages on this channel again.", "notifications_active", Tone.GOOD),
    "interaction.closed": (_closed, "flag", Tone.PLAIN),
    "follow_up.done": (lambda facts: f"Done by {facts.get('by') or 'a person'}.", "task_alt", Tone.GOOD),
    "notice.planned": ("Messages around the appointment are planned.", "schedule_send", Tone.PLAIN),
    "notice.dropped": ("What was to be said is no longer so, and is not said.", "cancel_schedule_send", Tone.PLAIN),
    "notice.queued": (_announced, "notifications", Tone.PLAIN),
    "notice.sent": ("The message around the appointment went out.", "done_all", Tone.GOOD),
    "notice.skipped": (_skipped, "notifications_off", Tone.PLAIN),
    "notice.left_to_staff": ("The customer could not be told: a person must see to it.", "sms_failed", Tone.BAD),
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
