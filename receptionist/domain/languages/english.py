"""Sara in English."""

from __future__ import annotations

from datetime import date, time

from receptionist.domain.diary import NoSlotReason
from receptionist.domain.languages.speech import Language

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_PHRASES = {
    "hello": "Hello, this is Sara, the virtual receptionist of {business}.",
    "greeting": "Hello, this is Sara, the virtual receptionist of {business}. "
    "I can book, move or cancel an appointment, or answer a question. What can I do for you?",
    "greeting_call": "Hello, you have reached {business}. This is Sara, the virtual receptionist. How can I help you?",
    "how_can_i_help": "How can I help you?",
    "thanks": "You're welcome!",
    "all_right": "All right.",
    "noted": "Thank you{comma_name}, I have noted that.",
    "goodbye": "Goodbye{comma_name}, and have a good day!",
    "not_understood": "Sorry, I did not get that. I can book, move or cancel an appointment, answer a question, "
    "or pass you on to a person. What would you like?",
    "pardon": "Sorry, I did not get that.",
    "sorry": "I am sorry about that.",
    "emergency": "I am a virtual receptionist and cannot help in an emergency myself. If anyone is in danger, call the "
    "emergency services now. I have passed your message on to the team as urgent.",
    "not_heard": "Sorry, I could not hear you.",
    "ask_service": "What would you like to book: {services}?",
    "ask_when": "Which day and time would suit you?",
    "ask_new_time": "Your appointment is on {appointment_time}. Which day and time would suit you instead?",
    "name_needed": "I can book it under a name only; whatever you go by will do.",
    "ask_name": "{wanted} is free{kept}. What name may I book it under?",
    "remind_service": "Which service would you like?",
    "remind_name": "What name may I book it under?",
    "remind_slots": "Which of those times would you like?",
    "remind_one": "Would that time suit you?",
    "remind_which_appointment": "Which of those appointments do you mean?",
    "remind_confirm_cancel": "Shall I cancel it?",
    "remind_confirm_change": "Shall I change it to {services}?",
    "offer_slots": "I have {slots}. Which would you like?",
    "offer_one": "I have {slots}. Would that suit you?",
    "offer_instead": "Sorry, {reason}. I could offer {slots}. Does that suit you, or would another day be better?",
    "no_slots": "Sorry, {reason}. Which other day and time could you come?",
    "ask_how_often": "How many times would you like to come, or until when?",
    "offer_series": "I can book all {count}: {series}.{goes_on} Shall I book them?",
    "offer_series_but": "I can book {count} of them: {series}. But {clashes}.{goes_on} Shall I book it like that?",
    "remind_confirm_series": "Shall I book them?",
    "booked_series": "You are booked {count} times{comma_name}: {series}.",
    "series_missed": "Somebody else was faster with {slots}, so that is not booked.",
    "booked": "You are booked{comma_name}: {appointment}.",
    "booked_for": "It is booked for {name}: {appointment}.",
    "calendar_down": "Our calendar is slow to answer just now; the time is kept for you, and I will confirm once "
    "the calendar has it too.",
    "calendar_confirmed": "It is confirmed: {appointment}. See you then!",
    "changed": "Done, your appointment is changed: {appointment}.",
    "moved": "Done, your appointment is moved: {appointment}.",
    "calendar_clash": "I am sorry, something else has come up in our calendar at the time of your appointment: "
    "{appointment}. It stays as it is for now, and a colleague is looking into it. If another time suits you as well, "
    "tell me and I will look for one.",
    "see_you_then": "See you then!",
    "cancelled": "Your appointment is cancelled: {appointment}. Write or call any time to make another.",
    "cancelled_first": "Your appointment is cancelled: {appointment}.",
    "ask_which_appointment": "Which appointment do you mean: {appointments}?",
    "ask_confirm_change": "You have {appointment}. Shall I change it to {services}?",
    "ask_whether_appointment": "Do you mean {appointments}?",
    "ask_confirm_cancel_all": "These are yours: {appointment_list}. Shall I cancel all of them?",
    "cancelled_all": "These appointments are cancelled: {appointment_list}. Write or call any time to make another.",
    "not_booked_yet": "It is not booked yet.",
    "none_that_day": "No, there is none in the diary for that day.",
    "late_noted": "Thank you for telling us. I have passed it on to the team.",
    "day_is_past": "That day has passed already.",
    "no_such_day": "There is no such day in the calendar.",
    "one_each": "Each person needs an appointment of their own, so let me begin with one.",
    "ask_for_another": "Shall I look for a place for the other person too?",
    "no_slots_ask_waitlist": "Sorry, {reason}. Shall I put you on the waiting list and write to you when something is "
    "free, or could you come at another time?",
    "ask_waitlist": "Shall I put you on the waiting list and write to you when something is free, or would another "
    "day and time suit you?",
    "waitlist_joined": "You are on the waiting list: {services}, until {last_day}. I will write to you as soon as a "
    "place becomes free that would suit you. If you no longer need it, write “take me off the waiting list”.",
    "waitlist_left": "You are no longer on the waiting list.",
    "not_on_waitlist": "You are not on the waiting list.",
    "place_free": "{business}: a place is free now: {services}, {slots}. Would you like it, yes or no? "
    "I can keep it for you until {until}.",
    "earlier_place_free": "{business}: another place is free now: {services}, {slots}. Shall I move your "
    "appointment there from {appointment_time}, yes or no? I can keep it for you until {until}.",
    "place_declined": "All right, I let somebody else have it. You stay on the waiting list.",
    "no_such_appointment": "I cannot find that one in the diary.",
    "ask_confirm_cancel": "I have found your appointment: {appointment}. Shall I cancel it?",
    "kept": "All right, it stays as it is: {appointment}.",
    "own_appointments": "I have you in the diary: {appointment_list}.",
    "no_appointments": "I cannot find an upcoming appointment of yours.",
    "ask_claim_name": "If it was made from another number or account, which name is it under, or shall a colleague get "
    "back to you?",
    "ask_claim_time": "For which day and time is that appointment?",
    "code": "{business}: somebody wants to change an appointment of yours from another number or account. If that is "
    "you, this is the code: {answer}. It is good for ten minutes. If it is not you, tell nobody.",
    "code_sent": "If there is such an appointment, I have just sent a code to where it was made from. "
    "What is the code? It is good for ten minutes.",
    "ask_code": "What is the code of six digits?",
    "code_wrong": "That is not the code.",
    "code_over": "I cannot take that code, so I cannot change anything here.",
    "answer": "{answer}",
    "ask_which_answer": "Which of these do you mean: {choices}?",
    "no_answer": "I don't know that, so I have noted your question for the team.",
    "ask_want_person": "Would you like a colleague to get back to you?",
    "handed_over": "I have passed this on, and a colleague will get back to you{at_phone}.",
    "handed_over_no_number": "I have passed this on to a colleague.",
    "ask_phone": "What number can we call you back on?",
    "handed_over_not_understood": "I am sorry, I still do not understand. "
    "I have passed your message on, and a colleague will get back to you.",
    "media_received": "Thank you. I cannot look at that myself, so I have passed it on to a colleague.",
    "opted_out": "{business}: you will get no more messages from us. Reply START to get them again.",
    "opted_in": "{business}: welcome back, you will get our messages again. Reply STOP to end them.",
    "help": "This is Sara, the virtual receptionist of {business}. Write what you need, for example "
    "“I'd like an appointment tomorrow”. Reply STOP to get no more messages.",
    "anything_else": "Is there anything else I can do for you?",
    "leave_voicemail": "I am sorry, I cannot understand you well. Please leave your name, your number and your message "
    "after the tone, and a colleague will call you back.",
    "voicemail_received": "Thank you, a colleague will listen to your message and call you back. Goodbye!",
    "subject_booked": "Booked at {business}: {appointment}",
    "subject_moved": "Moved at {business}: {appointment}",
    "subject_cancelled": "Cancelled at {business}: {appointment}",
    "subject_appointment": "Your appointment at {business}: {appointment}",
    "one_moment": "One moment, please.",
    "trouble_voicemail": "I am sorry, something is wrong on our side. Please leave your name, your number and your "
    "message after the tone, and a colleague will call you back.",
    "trouble": "I am sorry, something is wrong on our side. Please call again in a few minutes. Goodbye!",
    "confirmation": "{business}: you are booked: {appointment}. See you then!",
    "reminder": "{business}: a reminder of your appointment: {appointment}. Reply C to confirm, or R to move it.",
    "reminder_plain": "{business}: a reminder of your appointment: {appointment}. See you then!",
    "moved_by_us": "{business}: your appointment was moved. It is now: {appointment}, with {staff}. "
    "Reply if that does not suit you.",
    "cancelled_by_us": "{business}: your appointment was cancelled: {appointment}. Reply to find another time.",
    "missed_you": "{business}: we missed you: {appointment}. We hope all is well. Reply to find another time.",
    "after_visit": "{business}: thank you for coming! If there is anything we can do for you, just reply.",
    "late_answer": "{business}: you asked us “{question}”, and now I can tell you. {answer}",
    "coming": "Thank you, it is confirmed: {appointment}. See you then!",
    "ask_coming": "Will you come: {appointment}? Reply C to confirm, or R to move it.",
    "not_as_told": "That has changed since I wrote to you.",
}

_REASONS = {
    NoSlotReason.TAKEN: "that time is taken",
    NoSlotReason.CLOSED: "we are closed then",
    NoSlotReason.NOBODY: "nobody who does that is in then",
    NoSlotReason.NO_ROOM: "the room or equipment for it is taken then",
    NoSlotReason.NOT_THEIRS: "they do not do that",
    NoSlotReason.NOT_THERE: "we do not do that there",
    NoSlotReason.PAST: "that time has passed",
    NoSlotReason.TOO_SOON: "that is too short notice for us",
    NoSlotReason.TOO_FAR: "that is further ahead than we can book",
    NoSlotReason.NO_SUCH_TIME: "that time does not exist, because the clocks change that night",
    NoSlotReason.FULL: "I have nothing free then",
    NoSlotReason.CANCELLED: "that appointment has been cancelled",
}


_REASONS_OF_SOMEBODY = {
    NoSlotReason.TAKEN: "{name} is taken then",
    NoSlotReason.NOBODY: "{name} is not in then",
    NoSlotReason.NOT_THEIRS: "{name} does not do that",
    NoSlotReason.FULL: "{name} has nothing free then",
}


def _say_day(day: date) -> str:
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def _say_time(clock: time) -> str:
    if clock == time(12):
        return "noon"
    minutes = f":{clock.minute:02}" if clock.minute else ""
    return f"{clock.hour % 12 or 12}{minutes} {'am' if clock.hour < 12 else 'pm'}"


def _say_duration(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    parts = (("1 hour" if hours == 1 else f"{hours} hours") if hours else "", f"{rest} minutes" if rest else "")
    return " and ".join(part for part in parts if part)


LANGUAGE = Language(
    code="en",
    phrases=_PHRASES,
    reasons=_REASONS,
    say_day=_say_day,
    say_time=_say_time,
    day_and_time="{day} at {time}",
    reasons_of_somebody=_REASONS_OF_SOMEBODY,
    with_somebody="with {name}",
    at_location="at {name}",
    local_time="{time} local time",
    time_and_days="at {time} on {days}",
    clash="on {day} {reason}{instead}",
    instead="; that day I have {time} instead",
    nothing_instead=", and I have nothing else that day",
    goes_on=" That is as far ahead as I can book.",
    kept=", and I will keep it for you until {until}",
    or_word="or",
    and_word="and",
    weekdays=_DAYS,
    today_and_tomorrow=("today", "tomorrow"),
    day_range="{first} to {last}",
    stretch="from {opens} to {closes}",
    closed="closed",
    all_day="all day",
    exceptions="{hours}; except: {days}",
    say_duration=_say_duration,
    for_somebody="for {name}",
)
