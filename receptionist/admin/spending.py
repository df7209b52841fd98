"""The language models' page: who read, what it cost, and what is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from receptionist.admin.base import ReadOnlyAdmin
from receptionist.language_models import spending, usage_report
from receptionist.language_models.usage_report import Report, money
from receptionist.models import ModelCall
from receptionist.telling.reading_in_words import READERS, sentence

#: Days that the page looks back, today included.
_DAYS = 30
#: Of these, days that are told one by one.
_TOLD = 14
#: From this share of a limit on, it is told in the colour of doubt.
_NEARLY = Decimal("0.8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A sum at a glance."""

    title: str
    amount: str
    tone: str = "plain"


@admin.register(ModelCall)
class ModelCallAdmin(ReadOnlyAdmin):
    """One page instead of a list: a single call tells nobody anything."""

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show sums, days, models, readers and the dearest conversations."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        zone = usage_report.local_zone()
        today = timezone.now().astimezone(zone).date()
        first = today - timedelta(days=_DAYS - 1)
        report = usage_report.report(first, today, zone)
        days = usage_report.cost_by_day(today - timedelta(days=_TOLD - 1), today, zone)
        dearest_day = max(cost for _, cost in days) or Decimal(1)
        context = {
            **self.admin_site.each_context(request),
            "title": "Language models",
            "tiles": [
                _left("The last hour", spending.HOUR),
                _left("The last 24 hours", spending.DAY),
                Tile(title="Today", amount=money(days[0][1])),
                Tile(title=f"The last {_DAYS} days", amount=money(report.cost)),
                *([_saved(report)] if report.remembered else []),
            ],
            "models": [(use, money(use.cost), (use.milliseconds or 0) / 1000) for use in report.models],
            "days": [(day, money(cost), round(100 * cost / dearest_day)) for day, cost in days],
            "readers": [(sentence(READERS.get(name, name)), n) for name, n in report.readers.items()],
            "conversations": self._conversations(request, usage_report.dearest_conversations(first, today, zone)),
            "days_back": _DAYS,
        }
        return TemplateResponse(request, "admin/receptionist/modelcall/change_list.html", context)

    def _conversations(self, request: HttpRequest, dearest: list[Any]) -> list[tuple[Any, str]]:
        """Name customers to those only who may see conversations."""
        if not request.user.has_perm("receptionist.view_conversation"):
            return []
        return [(conversation, money(cost)) for conversation, cost in dearest]


def _saved(report: Report) -> Tile:
    again = f"{report.remembered:,} answers given again" if report.remembered > 1 else "One answer given again"
    return Tile(title=f"Saved: {again}", amount=money(report.saved))


def _left(title: str, span: timedelta) -> Tile:
    amount, limit = spending.spent(span), spending.limits().get(span)
    if limit is None:
        return Tile(title=f"{title} (no limit)", amount=money(amount))
    tone = "bad" if amount >= limit else "doubtful" if amount >= limit * _NEARLY else "plain"
    return Tile(title=f"{title}, of {money(limit)}", amount=money(amount), tone=tone)
