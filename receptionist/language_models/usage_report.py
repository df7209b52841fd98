"""What language models were asked, what that cost, and who read the customers' words: for staff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import Avg, Count, DecimalField, F, Q, Sum
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, TruncDate

from receptionist.models import Business, Conversation, ModelCall, Turn

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelUse:
    """The calls of one model; ``cost`` in dollars, ``milliseconds`` on average, ``failed`` without a usable answer.

    ``remembered`` counts the answers that were given again instead, and ``saved`` what the same calls had cost.
    """

    model: str
    calls: int
    failed: int
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    cost: Decimal
    unpriced: int
    milliseconds: float | None
    remembered: int
    saved: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One or more days: each model's use, and how many turns each reader read, "none" included."""

    models: Sequence[ModelUse]
    readers: Mapping[str, int]

    @property
    def cost(self) -> Decimal:
        """Add up the dollars."""
        return sum((use.cost for use in self.models), _NOTHING)

    @property
    def unpriced(self) -> int:
        """Count the calls that cost nobody knows what."""
        return sum(use.unpriced for use in self.models)

    @property
    def remembered(self) -> int:
        """Count the answers that were given again instead of being paid for."""
        return sum(use.remembered for use in self.models)

    @property
    def saved(self) -> Decimal:
        """Add up the dollars that these had cost when they were paid for."""
        return sum((use.saved for use in self.models), _NOTHING)


def local_zone() -> ZoneInfo:
    """Return the zone whose days are meant: the first business's own, else UTC."""
    business = Business.objects.order_by("pk").first()
    return business.zone if business else ZoneInfo("UTC")


def report(first: date, last: date, zone: ZoneInfo) -> Report:
    """Report the days from ``first`` to ``last``, both included, as they begin and end in ``zone``."""
    span, made = _span(first, last, zone), Q(saved=None)
    rows = (
        ModelCall.objects.filter(at__range=span)
        .values("model")
        .annotate(
            calls=Count("pk", filter=made),
            failed=Count("pk", filter=Q(answered=False)),
            input_tokens=Coalesce(Sum("input_tokens"), 0),
            cached_tokens=Coalesce(Sum("cached_tokens"), 0),
            output_tokens=Coalesce(Sum("output_tokens"), 0),
            # Before the sum, which takes the name.
            unpriced=Count("pk", filter=Q(cost=None)),
            cost=Coalesce(Sum("cost"), _NOTHING, output_field=DecimalField()),
            milliseconds=Avg("milliseconds", filter=made),
            remembered=Count("pk", filter=~made),
            saved=Coalesce(Sum("saved"), _NOTHING, output_field=DecimalField()),
        )
        .order_by("-cost", "model")
    )
    turns = Turn.objects.filter(started_at__range=span, understanding__has_key="reader").order_by()
    read = turns.values_list("understanding__reader").annotate(turns=Count("pk")).order_by("-turns")
    return Report(
        models=[ModelUse(**row) for row in rows],
        readers=dict(read),
    )


def cost_by_day(first: date, last: date, zone: ZoneInfo) -> list[tuple[date, Decimal]]:
    """Tell each day's dollars, the latest day first; a day without a call costs nothing."""
    days = (
        ModelCall.objects.filter(at__range=_span(first, last, zone))
        .annotate(day=TruncDate("at", tzinfo=zone))
        .values_list("day")
        .annotate(dollars=Sum("cost"))
    )
    found = {day: dollars or _NOTHING for day, dollars in days}
    return [
        (day, found.get(day, _NOTHING)) for day in (last - timedelta(days=n) for n in range((last - first).days + 1))
    ]


def dearest_conversations(first: date, last: date, zone: ZoneInfo, most: int = 5) -> list[tuple[Conversation, Decimal]]:
    """Find the conversations that cost most on these days, the dearest first."""
    spent = Cast(KeyTextTransform("cost", "understanding"), DecimalField(max_digits=16, decimal_places=10))
    turns = Turn.objects.filter(started_at__range=_span(first, last, zone), understanding__has_key="cost")
    sums = turns.values("conversation").annotate(dollars=Sum(spent)).filter(dollars__gt=0)
    dollars = dict(sums.order_by("-dollars", F("conversation")).values_list("conversation", "dollars")[:most])
    found = Conversation.objects.select_related("contact").in_bulk(list(dollars))
    return [(found[pk], cost) for pk, cost in dollars.items()]


def money(dollars: Decimal) -> str:
    """Write dollars as people read them: cents, and of small amounts what there is of them."""
    if dollars and dollars < Decimal("0.01"):
        return f"${dollars:.6f}"
    return f"${dollars:,.2f}"


def _span(first: date, last: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    end = datetime.combine(last + timedelta(days=1), time(), tzinfo=zone)
    return datetime.combine(first, time(), tzinfo=zone), end - timedelta(microseconds=1)
