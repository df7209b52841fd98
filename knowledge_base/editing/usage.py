"""How often FAQs were the answer, and when last: from the replies themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, IntegerField, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from knowledge_base.models import FAQ
from receptionist.models import OutboundMessage


def with_usage(faqs: QuerySet[FAQ]) -> QuerySet[FAQ]:
    """Add ``uses``, the number of replies that said an FAQ, and ``last_used``, the moment (UTC) of the last one."""
    said = OutboundMessage.objects.filter(faq_id=OuterRef("pk")).order_by().values("faq_id")
    count = Subquery(said.annotate(n=Count("*")).values("n"), output_field=IntegerField())
    last = Subquery(said.annotate(last=Max("created_at")).values("last"))
    return faqs.annotate(uses=Coalesce(count, Value(0)), last_used=last)


@dataclass(slots=True)
class Coverage:
    """What stands under one tag."""

    #: Empty for the FAQs without any.
    tag: str
    faqs: int = 0
    inactive: int = 0
    uses: int = 0
    never_used: int = 0
    last_used: datetime | None = None


def coverage() -> list[Coverage]:
    """Tell what stands under each tag and how much it is used, the most used first; one query."""
    tags: dict[str, Coverage] = {}
    faqs: Any = with_usage(FAQ.objects.order_by())
    for names, active, uses, last_used in faqs.values_list("tags", "active", "uses", "last_used"):
        for name in names or [""]:
            row = tags.setdefault(name, Coverage(name))
            row.faqs += 1
            row.inactive += not active
            row.uses += uses
            row.never_used += active and not uses
            row.last_used = max(filter(None, (row.last_used, last_used)), default=None)
    return sorted(tags.values(), key=lambda row: (not row.tag, -row.uses, row.tag))


def never_used(faqs: QuerySet[FAQ]) -> QuerySet[FAQ]:
    """Keep the active ones that no reply has said."""
    return faqs.filter(~Exists(OutboundMessage.objects.filter(faq_id=OuterRef("pk"))), active=True)


def in_words(uses: int, last: datetime, now: datetime) -> str:
    """Tell how often and when last: "41 times, last Tuesday". Both moments are aware and on the business's clock."""
    times = {1: "once", 2: "twice"}.get(uses, f"{uses:,} times")
    days = (now.date() - last.date()).days
    if days <= 0:
        return f"{times}, {'today' if uses == 1 else 'last today'}"
    if days == 1:
        return f"{times}, {'yesterday' if uses == 1 else 'last yesterday'}"
    when = f"{last:%A}" if days < 7 else f"on {last.day} {last:%B}" + ("" if last.year == now.year else f" {last.year}")
    return f"{times}, last {when}" if days < 7 or uses > 1 else f"{times}, {when}"
