"""Whether the calendars outside can be asked and written, said in plain words to whoever connects them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from calendar_integration.models import Staff
from calendar_integration.ports import EventGoneError, KnownCalendar, ListingCalendar, OutsideCalendar
from calendar_integration.spans import Span
from receptionist.errors import ErrorCategory, ProviderError

_WORDS: Mapping[ErrorCategory, str] = {
    ErrorCategory.CONNECTIVITY: "It cannot be reached. Check its address, and whether this machine may reach it.",
    ErrorCategory.UNCERTAIN: "It did not answer in time. Try again; if it stays so, the server is too slow or down.",
    ErrorCategory.RATE_LIMIT: "It asks to be left alone for a while. Try again later.",
    ErrorCategory.PROVIDER_FAULT: "It says that it has a fault of its own. Try again later.",
    ErrorCategory.AUTHENTICATION: (
        "It refuses Sara's account. Check the credentials in the settings, and that the calendar is shared with the "
        "account, with the right to change events."
    ),
    ErrorCategory.QUOTA: "What the account may ask in a day is used up.",
    ErrorCategory.BAD_ANSWER: "It answers, but not as a calendar does. Check the address.",
}
_UNREADABLE = (
    "Its busy times cannot be told. Either there is no such calendar, or it is not shared with Sara's account, or an "
    "event of the coming week makes no sense; the line in the log says which."
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of asking one calendar; ``problem`` is empty where everything works."""

    calendar_id: str
    keepers: str
    problem: str


def verdicts(calendars: OutsideCalendar, now: datetime) -> Iterator[Verdict]:
    """Ask each calendar that is in use, one after the other."""
    known = {one.calendar_id: one for one in _listed(calendars)}
    for calendar_id, keepers in sorted(_in_use(calendars).items()):
        if calendar_id:
            yield Verdict(calendar_id, ", ".join(keepers), _problem(calendars, calendar_id, known, now))
        else:
            yield Verdict("none", ", ".join(keepers), "They have no calendar, and the settings name none for them.")


def listed(calendars: OutsideCalendar) -> list[KnownCalendar] | None:
    """Return the calendars that could be entered; None where the provider cannot list them. Raises ProviderError."""
    return list(calendars.calendars()) if isinstance(calendars, ListingCalendar) else None


def in_words(error: ProviderError) -> str:
    """Say what went wrong, and what to do, to somebody who has not read the protocol."""
    return f"{_WORDS.get(error.category, '')} ({error.detail})".strip()


def _listed(calendars: OutsideCalendar) -> list[KnownCalendar]:
    """Return what may be known of calendars beforehand; who cannot list them can still be asked."""
    try:
        return listed(calendars) or []
    except ProviderError:
        return []


def _in_use(calendars: OutsideCalendar) -> dict[str, list[str]]:
    """Return the calendars in use with the names of those they stand for."""
    used: dict[str, list[str]] = defaultdict(list)
    for name, calendar_id in Staff.objects.filter(active=True).values_list("name", "calendar_id"):
        used[calendar_id or calendars.default_calendar_id].append(name)
    return used


def _problem(calendars: OutsideCalendar, calendar_id: str, known: Mapping[str, KnownCalendar], now: datetime) -> str:
    if problem := calendars.problem_with(calendar_id):
        return problem
    try:
        if calendars.free_busy([calendar_id], Span(now, now + timedelta(days=7)))[calendar_id] is None:
            return _UNREADABLE
        # An event that nobody has ever written: whoever may read events hears that it is not there.
        calendars.get(calendar_id, calendars.event_id(0, UUID(int=0), 0))
    except EventGoneError:
        pass
    except ProviderError as error:
        return in_words(error)
    listed_as = known.get(calendar_id)
    if listed_as is not None and listed_as.may_write is False:
        return "Sara may read it but not write. Share it with her account with the right to change events."
    return ""
