"""A phrase key and facts become words, in the customer's language and for the eye or the ear.

No other module holds words for customers; the words themselves stand in ``domain/languages/``, one file a language.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from receptionist.domain.diary import Appointment, NoSlotReason, Service, Slot
from receptionist.domain.languages import LANGUAGES
from receptionist.domain.languages.speech import Language, enumerate_choices


class PhraseKey(StrEnum):
    """Everything Sara can say."""

    #: Put before the first reply of a conversation: who is answering.
    HELLO = "hello"
    GREETING = "greeting"
    GREETING_CALL = "greeting_call"
    #: Asked of a customer who greets again, or who has not said yet what it is about.
    HOW_CAN_I_HELP = "how_can_i_help"
    THANKS = "thanks"
    #: "All right": agreed, or let go of.
    ALL_RIGHT = "all_right"
    #: Name, number or e-mail address are noted.
    NOTED = "noted"
    GOODBYE = "goodbye"
    #: "Sorry, I did not get that", with what Sara can do.
    NOT_UNDERSTOOD = "not_understood"
    #: The same in the middle of something, before the question is asked again.
    PARDON = "pardon"
    #: To a customer who is annoyed.
    SORRY = "sorry"
    #: What a machine must say at once where somebody may be in danger.
    EMERGENCY = "emergency"
    NOT_HEARD = "not_heard"
    ASK_SERVICE = "ask_service"
    ASK_WHEN = "ask_when"
    #: The same about an appointment that is to be moved.
    ASK_NEW_TIME = "ask_new_time"
    ASK_NAME = "ask_name"
    #: To a customer who would rather not give one.
    NAME_NEEDED = "name_needed"
    #: The same questions in a few words, to a customer who has just heard them in full.
    REMIND_SERVICE = "remind_service"
    REMIND_NAME = "remind_name"
    REMIND_SLOTS = "remind_slots"
    REMIND_ONE = "remind_one"
    REMIND_WHICH_APPOINTMENT = "remind_which_appointment"
    REMIND_CONFIRM_CANCEL = "remind_confirm_cancel"
    REMIND_CONFIRM_CHANGE = "remind_confirm_change"
    OFFER_SLOTS = "offer_slots"
    #: A single free slot.
    OFFER_ONE = "offer_one"
    #: The wanted time cannot be had (``reason``); offers others.
    OFFER_INSTEAD = "offer_instead"
    NO_SLOTS = "no_slots"
    BOOKED = "booked"
    #: The same for somebody else than the customer.
    BOOKED_FOR = "booked_for"
    #: Added to BOOKED and MOVED: it stands in our diary, but the outside calendar does not answer.
    CALENDAR_DOWN = "calendar_down"
    #: Said later, when the outside calendar has taken it.
    CALENDAR_CONFIRMED = "calendar_confirmed"
    MOVED = "moved"
    #: It is for another service now.
    CHANGED = "changed"
    #: Ends a written confirmation.
    SEE_YOU_THEN = "see_you_then"
    CANCELLED = "cancelled"
    #: Of several at once.
    CANCELLED_ALL = "cancelled_all"
    ASK_WHICH_APPOINTMENT = "ask_which_appointment"
    #: Whether the only one there is is meant, though something else was named.
    ASK_WHETHER_APPOINTMENT = "ask_whether_appointment"
    ASK_CONFIRM_CANCEL = "ask_confirm_cancel"
    ASK_CONFIRM_CANCEL_ALL = "ask_confirm_cancel_all"
    #: Whether one appointment is to be for another service (``services``), rather than a second one be made.
    ASK_CONFIRM_CHANGE = "ask_confirm_change"
    #: What was named stands nowhere in the diary; said before what does.
    NO_SUCH_APPOINTMENT = "no_such_appointment"
    KEPT = "kept"
    #: "When is my appointment?"
    OWN_APPOINTMENTS = "own_appointments"
    #: Said before the appointments of other days.
    NONE_THAT_DAY = "none_that_day"
    #: Staff know that somebody will be late.
    LATE_NOTED = "late_noted"
    #: What was wished for lies behind, or no calendar has it.
    DAY_IS_PAST = "day_is_past"
    NO_SUCH_DAY = "no_such_day"
    #: To somebody who would come with others.
    ONE_EACH = "one_each"
    ASK_FOR_ANOTHER = "ask_for_another"
    NO_APPOINTMENTS = "no_appointments"
    ANSWER = "answer"
    NO_ANSWER = "no_answer"
    ASK_WANT_PERSON = "ask_want_person"
    HANDED_OVER = "handed_over"
    #: The same to a caller who cannot be called back without saying a number.
    HANDED_OVER_NO_NUMBER = "handed_over_no_number"
    ASK_PHONE = "ask_phone"
    HANDED_OVER_NOT_UNDERSTOOD = "handed_over_not_understood"
    MEDIA_RECEIVED = "media_received"
    OPTED_OUT = "opted_out"
    OPTED_IN = "opted_in"
    HELP = "help"
    ANYTHING_ELSE = "anything_else"
    LEAVE_VOICEMAIL = "leave_voicemail"
    VOICEMAIL_RECEIVED = "voicemail_received"
    #: Voice only: the reply is not ready yet.
    ONE_MOMENT = "one_moment"
    #: Voice only: the reply does not come, with and without the offer to take a message.
    TROUBLE_VOICEMAIL = "trouble_voicemail"
    TROUBLE = "trouble"


#: Fields whose words are somebody else's.
_VERBATIM = ("{answer}", "{business}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that a phrase may speak of; each stands for a committed row, a free slot or the customer's own words."""

    business: str = ""
    name: str | None = None
    phone: str | None = None
    services: tuple[Service, ...] = ()
    slots: tuple[Slot, ...] = ()
    wanted: Slot | None = None
    reason: NoSlotReason | None = None
    appointment: Appointment | None = None
    appointments: tuple[Appointment, ...] = ()
    answer: str | None = None
    faq_id: int | None = None


def render(phrase: PhraseKey, facts: Facts, language: str, *, spoken: bool) -> str:
    """Put a phrase into words; a language that Sara does not speak gets the first of hers.

    ``spoken`` leaves out what only the eye can use.
    """
    tongue = LANGUAGES.get(language) or next(iter(LANGUAGES.values()))
    comma_name = f", {facts.name}" if facts.name else ""
    template = tongue.phrases[phrase]
    words = template.format(
        business=facts.business,
        comma_name=comma_name,
        name=facts.name or "",
        at_phone=f" ({facts.phone})" if facts.phone and not spoken else "",
        services=enumerate_choices([service.name for service in facts.services], tongue.or_word),
        slots=_say_slots(facts.slots, tongue),
        wanted=_say_moment(facts.wanted.start, tongue) if facts.wanted else "",
        reason=tongue.reasons[facts.reason or NoSlotReason.FULL],
        appointment=_say_appointment(facts.appointment, tongue) if facts.appointment else "",
        appointment_time=_say_moment(facts.appointment.start, tongue) if facts.appointment else "",
        appointment_list="; ".join(_say_appointment(each, tongue) for each in facts.appointments),
        appointments=enumerate_choices([_say_appointment(each, tongue) for each in facts.appointments], tongue.or_word),
        answer=facts.answer or "",
    )
    # A day may begin a sentence ("El martes …"); an FAQ and a name are said as they were written.
    return words if template.startswith(_VERBATIM) else words[:1].upper() + words[1:]


def _say_moment(moment: datetime, tongue: Language) -> str:
    return tongue.day_and_time.format(day=tongue.say_day(moment.date()), time=tongue.say_time(moment.time()))


def _say_appointment(appointment: Appointment, tongue: Language) -> str:
    whose = f" {tongue.for_somebody.format(name=appointment.guest)}" if appointment.guest else ""
    return f"{appointment.service_name}{whose}, {_say_moment(appointment.start, tongue)}"


def _say_slots(slots: tuple[Slot, ...], tongue: Language) -> str:
    """Name each day once: "Tuesday 24 November at 9 am or 3 pm, or Wednesday …"."""
    days: dict[date, list[str]] = {}
    for slot in slots:
        days.setdefault(slot.start.date(), []).append(tongue.say_time(slot.start.time()))
    spoken_days = [
        tongue.day_and_time.format(day=tongue.say_day(day), time=enumerate_choices(times, tongue.or_word))
        for day, times in days.items()
    ]
    if len(spoken_days) < 2:
        return "".join(spoken_days)
    return f"{'; '.join(spoken_days[:-1])}; {tongue.or_word} {spoken_days[-1]}"
