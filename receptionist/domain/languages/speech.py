"""What a language must bring: its templates, its names of days and months, and how it says a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from receptionist.domain.diary import NoSlotReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language: ``phrases`` maps every PhraseKey value to a template with the fields of ``phrases.render``."""

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
    #: Joins the last two of several choices.
    or_word: str
    #: Says whose an appointment is: "for {name}".
    for_somebody: str


def enumerate_choices(items: Sequence[str], word: str) -> str:
    """Join choices as people say them: "a", "a or b", "a, b or c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"
