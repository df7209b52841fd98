"""Which days, and of which business, somebody wants to see: read from the page's address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import QueryDict

from receptionist.domain import periods
from receptionist.domain.periods import Period, PeriodRefused
from receptionist.models import Business

OWN = "own"
_MakesPeriod = Callable[[datetime, ZoneInfo], Period]


def _days(number: int) -> _MakesPeriod:
    return partial(periods.last_days, number)


#: By the word in the address: what it is called, what it is held against, and what makes it.
_PERIODS: dict[str, tuple[str, str, _MakesPeriod]] = {
    "today": ("Today", "yesterday up to this hour", _days(1)),
    "7d": ("7 days", "the 7 days before", _days(7)),
    "30d": ("30 days", "the 30 days before", _days(30)),
    "90d": ("90 days", "the 90 days before", _days(90)),
    "this-month": ("This month", "last month up to the same day", periods.this_month),
    "last-month": ("Last month", "the month before", periods.last_month),
}
_USUAL = "30d"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What was chosen. ``refused`` says why other days were not taken, in which case the usual ones are shown."""

    businesses: list[Business]
    business: Business
    name: str
    period: Period
    refused: str = ""

    @property
    def held_against(self) -> str:
        """Name the period before."""
        if self.name in _PERIODS:
            return _PERIODS[self.name][1]
        days = (self.period.last - self.period.first).days + 1
        return f"the {days} days before" if days > 1 else "the day before"

    @property
    def query(self) -> str:
        """Write the choice as the query of an address."""
        return self._query(self.name)

    @property
    def links(self) -> list[tuple[str, str, bool]]:
        """List the usual periods: what each is called, its query, and whether it is the one chosen."""
        return [(called, self._query(name), name == self.name) for name, (called, _, _) in _PERIODS.items()]

    def _query(self, name: str) -> str:
        own = {"from": self.period.first.isoformat(), "to": self.period.last.isoformat()} if name == OWN else {}
        among_several = {"business": self.business.pk} if len(self.businesses) > 1 else {}
        return urlencode({"period": name, **own, **among_several})


def choice(asked: QueryDict, now: datetime) -> Choice | None:
    """Read a choice; what makes no sense falls back to the usual. None while there is no business."""
    businesses = list(Business.objects.order_by("pk"))
    if not businesses:
        return None
    business = next((each for each in businesses if str(each.pk) == asked.get("business")), businesses[0])
    name = asked.get("period", _USUAL)
    refused = ""
    if name == OWN:
        try:
            period = periods.own(_day(asked.get("from")), _day(asked.get("to")), now, business.zone)
            return Choice(businesses=businesses, business=business, name=OWN, period=period)
        except PeriodRefused as error:
            refused = str(error)
    name = name if name in _PERIODS else _USUAL
    period = _PERIODS[name][2](now, business.zone)
    return Choice(businesses=businesses, business=business, name=name, period=period, refused=refused)


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text or "")
    except ValueError as error:
        raise PeriodRefused("Choose a first and a last day.") from error
