"""What a language must bring: its templates, its names of days and months, and how it says a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from receptionist.domain.diary import NoSlotReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language: ``phrases`` maps every PhraseKey value to a template with the fields of ``rendering.render``."""

    #: Two letters.
    code: str
    phrases: Mapping[str, str]
    reasons: Mapping[NoSlotReason, str]
    #: "Tuesday 24 November".
    say_day: Callable[[date], str]
    #: "3:30 pm".
    say_time: Callable[[time], str]
    #: Joins a day and a time: "{day} at {time}".
    day_and_time: str
    #: The reasons that may be somebody's own: "{name} is not in then".
    reasons_of_somebody: Mapping[NoSlotReason, str]
    #: Says with whom ("with {name}"), at which location ("at {name}"), and that a time is on another clock.
    with_somebody: str
    at_location: str
    local_time: str
    #: The days that share a time: "at {time} on {days}"; a day of a series that cannot be had: "on {day} {reason}, and
    #: {instead}"; what there is instead, or that there is nothing; and that a series goes on for longer than is booked.
    time_and_days: str
    clash: str
    instead: str
    nothing_instead: str
    goes_on: str
    #: Says up to when a slot is kept for the customer, as the end of a sentence: ", and I will keep it until {until}".
    kept: str
    #: Joins the last two of several choices, and of several things that all hold.
    or_word: str
    and_word: str
    #: The days of the week, Monday first, and "today" and "tomorrow": how hours name them.
    weekdays: tuple[str, ...]
    today_and_tomorrow: tuple[str, str]
    #: Opening hours: several days on end, one stretch of a day, a day without any and one without an end, and the days
    #: that are unlike the usual ones.
    day_range: str
    stretch: str
    closed: str
    all_day: str
    exceptions: str
    #: "1 hour and 30 minutes", of that many minutes.
    say_duration: Callable[[int], str]
    #: Says whose an appointment is: "for {name}".
    for_somebody: str


def enumerate_choices(items: Sequence[str], word: str) -> str:
    """Join choices as people say them: "a", "a or b", "a, b or c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"
