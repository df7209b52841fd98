"""When somebody is busy by the events of a calendar: repetitions, exceptions, whole days and floating times. Pure.

Worked out here and not by the server's own free-busy report: iCloud has none, and what floats, or lasts a whole day, is
in a zone that a server can only guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta, tzinfo

import recurring_ical_events
from icalendar import Calendar, Event

from calendar_integration.providers.caldav import icalendars
from calendar_integration.spans import Span, merge
from receptionist.errors import ErrorCategory, ProviderError

#: What is asked for beyond a span on either side: a server's guess at a zone may be so far off.
MARGIN = timedelta(days=1)
#: Occurrences of one calendar within a span; no person has so many.
MOST = 5000
#: Rules that nobody's diary has, and that take minutes to work out.
_ENDLESS = {"SECONDLY", "MINUTELY"}
_MOST_A_DAY = 24


def busy(texts: Iterable[str], span: Span, zone: tzinfo) -> list[Span]:
    """Return when the events keep somebody busy within a span; raises ProviderError where that is not certain."""
    taken: list[Span] = []
    seen = 0
    try:
        for text in texts:
            for occurrence in _occurrences(icalendars.parsed(text), span):
                seen += 1
                if seen > MOST:
                    raise ProviderError(ErrorCategory.BAD_ANSWER, "CalDAV: more events than a calendar can hold")
                if icalendars.keeps_busy(occurrence):
                    begins, ends = (icalendars.moment(edge, zone) for edge in (occurrence.start, occurrence.end))
                    taken.append(Span(max(begins, span.start), min(ends, span.end)))
    except icalendars.UNREADABLE as error:
        raise ProviderError(ErrorCategory.BAD_ANSWER, "CalDAV: an event's repetitions cannot be told") from error
    return merge(taken)


def _occurrences(calendar: Calendar, span: Span) -> Iterator[Event]:
    for event in calendar.events:
        _refuse_endless(event)
    yield from recurring_ical_events.of(calendar).between(span.start - MARGIN, span.end + MARGIN)


def _refuse_endless(event: Event) -> None:
    rules = event.get("RRULE", ())
    for rule in rules if isinstance(rules, list) else [rules] if rules else []:
        parts = {name.upper(): len(values) for name, values in rule.items()}
        a_day = parts.get("BYHOUR", 1) * parts.get("BYMINUTE", 1) * parts.get("BYSECOND", 1)
        frequency = str(rule.get("FREQ", [""])[0]).upper()
        hourly = frequency == "HOURLY" and any(name.startswith("BY") for name in parts)
        if frequency in _ENDLESS or hourly or a_day > _MOST_A_DAY:
            raise ProviderError(ErrorCategory.BAD_ANSWER, "CalDAV: an event repeats too often to be worked out")
