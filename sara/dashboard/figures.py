"""How it has been going: cards and charts for the days somebody chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest
from django.urls import reverse

from receptionist.domain.periods import OWN
from sara.dashboard.cards import CARDS, Card
from sara.dashboard.charts import CHARTS, Chart
from sara.dashboard.choice import Choice, choice
from sara.dashboard.numbers import Numbers

#: The first steps of a new business: what to do, where, and who may.
_STEPS = (
    ("See what Sara knows", "knowledge_base_faq", "knowledge_base.view_faq"),
    ("Look over your services", "calendar_integration_service", "calendar_integration.view_service"),
    ("Check hours and holidays", "calendar_integration_location", "calendar_integration.view_location"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What the page shows; a business that ``is_new`` is shown ``steps`` instead of noughts."""

    choice: Choice
    today: date
    is_new: bool = False
    cards: Sequence[Card] = ()
    charts: Sequence[Chart] = ()
    compared: bool = False
    steps: Sequence[tuple[str, str]] = ()


def figures(request: HttpRequest, now: datetime) -> Figures | None:
    """Count what this account may see; None where that is nothing, or there is no business yet."""
    may_see = request.user.has_perm
    wanted = [make for permission, make in CHARTS.values() if may_see(permission)]
    chosen = choice(request.GET, now) if wanted else None
    if chosen is None:
        return None
    numbers, today = Numbers(chosen), now.astimezone(chosen.business.zone).date()
    if _is_new(numbers):
        steps = [(what, reverse(f"admin:{page}_changelist")) for what, page, needed in _STEPS if may_see(needed)]
        return Figures(choice=chosen, today=today, is_new=True, steps=steps)
    return Figures(
        choice=chosen,
        today=today,
        cards=[make(numbers) for permission, make in CARDS if may_see(permission)],
        charts=[make(numbers) for make in wanted],
        compared=numbers.can_be_compared,
    )


def _is_new(numbers: Numbers) -> bool:
    return numbers.first is None and not any(made.made for made in numbers.bookings[OWN:])
