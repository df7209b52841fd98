"""What English speakers say to rule days out, and to name the edge of a time rather than the time."""

from __future__ import annotations

_OR = "(,? (or|and|nor) (on|a|any)? <weekday:other>)?"

#: Weekdays that will not do: "not on Mondays", "any day but Tuesday or Wednesday", "Fridays don't work".
EXCLUDES: tuple[str, ...] = (
    f"(not|never|except|excluding|avoid) (for|on)? (a|any|the)? <weekday> {_OR}",
    f"(anything|anytime|any day|any time|every day|whenever) (but|except|other than) (on)? (a)? <weekday> {_OR}",
    f"(can't|cannot|can not|won't) (do|be there) (on)? (a|any)? <weekday> {_OR}",
    f"<weekday> {_OR} (doesn't|don't|does not|do not|won't|isn't|aren't|is not|are not) (work|suit|good|possible)",
    f"(i|we|i'm) (always|usually)? (work|working|busy|away|out of town|tied up) (on)? <weekday> {_OR}",
    f"<weekday> {_OR} (is|are) (bad|impossible|difficult|out|no good)",
)

#: Right before a time: it is the earliest that will do.
FROM = (
    "(after|past|from|no earlier than|not earlier than|not before|later than|not until|any time after|at the earliest)"
)
#: Right before a time: it is the latest.
UNTIL = "(before|by|no later than|not later than|not after|earlier than|any time before)"
