"""A sentence or two for staff on what an interaction was about: facts in words, and no word without a fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time

from receptionist.domain.diary import Appointment
from receptionist.domain.outcomes import Gist, Wanted
from receptionist.domain.state import Goal
from receptionist.telling.reading_in_words import sentence
from receptionist.telling.story import REASONS

#: Characters of a customer's own words; the transcript has all of them.
_QUOTED = 80
#: Questions that are quoted.
_QUESTIONS = 2
_WANTS = {Goal.SCHEDULE: "book", Goal.RESCHEDULE: "move", Goal.CANCEL: "cancel"}
_DETAILS = {"phone": "a phone number", "email": "an e-mail address"}


def summarise(gist: Gist) -> str:
    """Tell what an interaction was about, in English as all that staff read; never empty.

    It may quote the customer, and so is erased with what the customer wrote.
    """
    sentences = [f"{sentence(words)}." for words in (*_diary(gist), *_questions(gist), *_rest(gist))]
    if sentences:
        return " ".join(sentences)
    return f"Said {_quote(gist.said)}, and asked for nothing." if gist.said else "Said nothing."


def _diary(gist: Gist) -> Iterator[str]:
    done = [
        *(f"{_asked_before(gist.wanted, appointment)}booked {_entry(appointment)}" for appointment in gist.booked),
        *(f"moved {_entry(appointment, 'to')}" for appointment in gist.moved),
        *(f"cancelled {_entry(appointment)}" for appointment in gist.cancelled),
        *(f"booked {_entry(appointment)}, and cancelled it again" for appointment in gist.taken_back),
    ]
    if done:
        yield "; ".join(done)
    elif gist.wanted is not None:
        what = gist.wanted.service or "an appointment"
        when = _moment(gist.wanted.day, gist.wanted.at)
        yield f"wanted to {_WANTS[gist.wanted.goal]} {what}{when and f' for {when}'}, which did not come about"


def _asked_before(wanted: Wanted | None, booked: Appointment) -> str:
    """Tell what was asked for first, where something else came of it."""
    if wanted is None or wanted.goal is not Goal.SCHEDULE:
        return ""
    stated = (wanted.day in {None, booked.start.date()}, wanted.at in {None, booked.start.time()})
    return "" if all(stated) else f"asked for {_moment(wanted.day, wanted.at)}; "


def _entry(appointment: Appointment, to: str = "for") -> str:
    when = _moment(appointment.start.date(), appointment.start.time())
    return f"{appointment.service_name} {to} {when}, with {appointment.staff_name}"


def _questions(gist: Gist) -> Iterator[str]:
    if gist.confirmed:
        yield "confirmed that they come"
    if gist.looked_up:
        yield "asked for their own appointments"
    if gist.answered:
        yield f"asked {_quotes(gist.answered)}, and was answered"
    if gist.unanswered:
        yield f"asked {_quotes(gist.unanswered)}, which no FAQ answers"


def _rest(gist: Gist) -> Iterator[str]:
    if gist.handed_over:
        yield f"left for a person: {', and '.join(REASONS[reason] for reason in gist.handed_over)}"
    if gist.given_up:
        yield "left for a person: Sara failed to answer"
    if gist.details:
        yield f"left {' and '.join(_DETAILS[what] for what in sorted(gist.details, reverse=True))}"
    if gist.opted_out:
        yield "wants no more messages"
    if gist.advertising:
        yield "looks like advertising"


def _moment(day: date | None, at: time | None) -> str:
    return ", ".join(part for part in (f"{day:%a %-d %B}" if day else "", f"{at:%H:%M}" if at else "") if part)


def _quotes(questions: Sequence[str]) -> str:
    more = len(questions) - _QUESTIONS
    quoted = " and ".join(_quote(question) for question in questions[:_QUESTIONS])
    return f"{quoted} and {more} more" if more > 0 else quoted


def _quote(words: str) -> str:
    line = " ".join(words.split())
    return f"“{line if len(line) <= _QUOTED else f'{line[: _QUOTED - 1].rstrip()}…'}”"
