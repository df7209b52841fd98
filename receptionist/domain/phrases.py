"""Everything Sara can say, and all that it may speak of; ``rendering`` puts it into words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from receptionist.domain.diary import Appointment, NoSlotReason, Service, Slot
from receptionist.domain.repeats import Clash


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
    #: What can be had of a series, without and with clashes.
    OFFER_SERIES = "offer_series"
    OFFER_SERIES_BUT = "offer_series_but"
    REMIND_CONFIRM_SERIES = "remind_confirm_series"
    ASK_HOW_OFTEN = "ask_how_often"
    BOOKED_SERIES = "booked_series"
    #: Somebody else was faster with these of a series.
    SERIES_MISSED = "series_missed"
    BOOKED = "booked"
    #: The same for somebody else than the customer.
    BOOKED_FOR = "booked_for"
    #: Added to BOOKED and MOVED: it stands in our diary, but the outside calendar does not answer.
    CALENDAR_DOWN = "calendar_down"
    #: Said later, when the outside calendar has taken it.
    CALENDAR_CONFIRMED = "calendar_confirmed"
    MOVED = "moved"
    #: The appointment stands, but a calendar outside holds something else at its time by now.
    CALENDAR_CLASH = "calendar_clash"
    #: It is for another service now.
    CHANGED = "changed"
    #: Ends a written confirmation.
    SEE_YOU_THEN = "see_you_then"
    CANCELLED = "cancelled"
    #: The same before something else that was wished for is turned to.
    CANCELLED_FIRST = "cancelled_first"
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
    NOT_BOOKED_YET = "not_booked_yet"
    #: Staff know that somebody will be late.
    LATE_NOTED = "late_noted"
    #: What was wished for lies behind, or no calendar has it.
    DAY_IS_PAST = "day_is_past"
    NO_SUCH_DAY = "no_such_day"
    #: To somebody who would come with others.
    ONE_EACH = "one_each"
    ASK_FOR_ANOTHER = "ask_for_another"
    #: The wanted time cannot be had (``reason``), and nothing else near it: whether to wait for a place.
    NO_SLOTS_ASK_WAITLIST = "no_slots_ask_waitlist"
    #: The same to who wants none of the other places.
    ASK_WAITLIST = "ask_waitlist"
    WAITLIST_JOINED = "waitlist_joined"
    WAITLIST_LEFT = "waitlist_left"
    NOT_ON_WAITLIST = "not_on_waitlist"
    #: Of Sara's own accord: a place that somebody waits for is free, for a new appointment or for theirs to move to.
    PLACE_FREE = "place_free"
    EARLIER_PLACE_FREE = "earlier_place_free"
    PLACE_DECLINED = "place_declined"
    NO_APPOINTMENTS = "no_appointments"
    #: Of an appointment that was made from elsewhere.
    ASK_CLAIM_NAME = "ask_claim_name"
    ASK_CLAIM_TIME = "ask_claim_time"
    #: The code itself (``answer``), to where the appointment was made from.
    CODE = "code"
    #: The same words whether there is such an appointment or not.
    CODE_SENT = "code_sent"
    ASK_CODE = "ask_code"
    CODE_WRONG = "code_wrong"
    CODE_OVER = "code_over"
    ANSWER = "answer"
    #: Two answers or more fit about equally well (``choices``).
    ASK_WHICH_ANSWER = "ask_which_answer"
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
    #: What stands over an e-mail.
    SUBJECT_BOOKED = "subject_booked"
    SUBJECT_MOVED = "subject_moved"
    SUBJECT_CANCELLED = "subject_cancelled"
    #: Over any other e-mail about an appointment.
    SUBJECT_APPOINTMENT = "subject_appointment"
    #: Voice only: the reply is not ready yet.
    ONE_MOMENT = "one_moment"
    #: Voice only: the reply does not come, with and without the offer to take a message.
    TROUBLE_VOICEMAIL = "trouble_voicemail"
    TROUBLE = "trouble"
    # What she says of her own accord: see ``announcements``.
    #: Booked for the customer by somebody else than Sara.
    CONFIRMATION = "confirmation"
    #: Asks to confirm or move it; the other one asks nothing.
    REMINDER = "reminder"
    REMINDER_PLAIN = "reminder_plain"
    #: Staff have moved it, or called it off, here or in the calendar outside.
    MOVED_BY_US = "moved_by_us"
    CANCELLED_BY_US = "cancelled_by_us"
    #: To a customer who did not come.
    MISSED_YOU = "missed_you"
    AFTER_VISIT = "after_visit"
    #: What somebody asked once (``question``) and can be answered now.
    LATE_ANSWER = "late_answer"
    #: The customer comes; it is noted.
    COMING = "coming"
    #: What REMINDER asked, once more.
    ASK_COMING = "ask_coming"
    #: What was to be confirmed does not stand as it was told any more.
    NOT_AS_TOLD = "not_as_told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that a phrase may speak of; each stands for a committed row, a free slot or the customer's own words."""

    business: str = ""
    name: str | None = None
    #: Whom it is for, where that is not the customer.
    guest: str | None = None
    phone: str | None = None
    services: tuple[Service, ...] = ()
    slots: tuple[Slot, ...] = ()
    wanted: Slot | None = None
    reason: NoSlotReason | None = None
    #: Up to when a place is kept, on the clock it is told on, where that is to be said.
    until: datetime | None = None
    #: Up to which day something goes on.
    last_day: date | None = None
    appointment: Appointment | None = None
    appointments: tuple[Appointment, ...] = ()
    clashes: tuple[Clash, ...] = ()
    #: Whether a series goes on for longer than can be booked.
    goes_on: bool = False
    #: Who was asked for, and is therefore named; empty where nobody was.
    staff: str = ""
    #: The business's own time zone where it has several locations, which are therefore named; None where it has not.
    business_zone: str | None = None
    #: A question of the customer's own, in their words.
    question: str | None = None
    answer: str | None = None
    #: Questions of FAQs, of which the customer is to choose one.
    choices: tuple[str, ...] = ()
    faq_id: int | None = None
