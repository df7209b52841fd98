"""Counts what happened from the messages, interactions and calls of models themselves.

Stretches of time come ascending and apart from each other; each kind of figure takes one query, two for outcomes,
however many stretches there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import reduce
from itertools import chain
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from receptionist import wiring
from receptionist.domain.messages import DeliveryStatus
from receptionist.domain.outcomes import Outcome
from receptionist.domain.reply_times import two_digits
from receptionist.domain.sums import ACHIEVED, Sums
from receptionist.models import FollowUp, InboundMessage, Interaction, ModelCall, OutboundMessage
from receptionist.reports.buckets import bucket, within

#: So long after a call that was missed, its caller can still be won back.
RESCUE = timedelta(hours=24)

Span = tuple[datetime, datetime]


class _Stretches:
    """Sums for each stretch, found by the number of the bucket that the database tells."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.edges = tuple(sorted({*chain.from_iterable(spans)}))
        self.sums = [Sums() for _ in spans]
        self._by_begin = {begin: sums for (begin, _), sums in zip(spans, self.sums, strict=True)}
        self._runs = joined(spans)

    def __getitem__(self, number: int) -> Sums:
        return self._by_begin[self.edges[number]]

    def hold(self, field: str) -> Q:
        """Return the condition that a moment lies in one of them."""
        return reduce(or_, (within(field, run) for run in self._runs))


def joined(spans: Sequence[Span]) -> list[Span]:
    """Join stretches that touch each other."""
    runs: list[Span] = []
    for begin, end in spans:
        if runs and runs[-1][1] == begin:
            runs[-1] = runs[-1][0], end
        else:
            runs.append((begin, end))
    return runs


def count(business_id: int, spans: Sequence[Span]) -> list[Sums]:
    """Sum up stretches of time, missed calls left aside."""
    if not spans:
        return []
    found = _Stretches(spans)
    for number, took, faq in _replies(business_id, found):
        found[number].waits[two_digits(took)] += 1
        if faq is not None:
            found[number].faqs[faq] += 1
    ended = Interaction.objects.filter(found.hold("ended_at"), business=business_id)
    for number, how, interactions in _outcomes(ended, found):
        found[number].ended[how] = interactions
    for number, how, interactions in _outcomes(ended.filter(Exists(_left_to_staff())), found):
        found[number].to_a_person[how] = interactions
    for number, cost in _costs(found):
        found[number].cost = cost
    return found.sums


def count_missed_calls(business_id: int, spans: Sequence[Span]) -> list[Sums]:
    """Count missed calls in stretches of time, and which of them were made good up to now; nothing else is summed up.

    Missed: nothing was achieved or even asked for, or the caller hung up before hearing the answer. Made good: Sara's
    answer went after them as a text, or within a day the same customer was served when they wrote or called again.
    """
    if not spans:
        return []
    found = _Stretches(spans)
    spoken = [name for name in wiring.channel_names() if wiring.channel(name).spoken]
    said = OutboundMessage.objects.filter(conversation=OuterRef("conversation"))
    unheard = said.filter(channel=OuterRef("channel"), status=DeliveryStatus.WITHDRAWN)
    texted = said.exclude(channel=OuterRef("channel")).filter(sent_at__isnull=False)
    came_back = Interaction.objects.filter(
        conversation__contact=OuterRef("conversation__contact"),
        ended_at__gt=OuterRef("ended_at"),
        ended_at__lte=OuterRef("ended_at") + RESCUE,
        outcome__in=ACHIEVED,
    )
    calls = Interaction.objects.filter(found.hold("ended_at"), business=business_id, channel__in=spoken)
    missed = calls.filter(Q(outcome__in=[Outcome.ABANDONED, Outcome.NO_REQUEST]) | Exists(unheard))
    rescued = Case(When(Exists(texted) | Exists(came_back), then=Value(True)), default=Value(False))
    counted = missed.annotate(bucket=bucket("ended_at", found.edges), rescued=rescued).values_list("bucket", "rescued")
    for number, was_rescued, these in counted.annotate(calls=Count("*")).order_by():
        found[number].missed += these
        found[number].rescued += these if was_rescued else 0
    return found.sums


def _replies(business_id: int, found: _Stretches) -> Any:
    """Read how long each reply took, in milliseconds, and the FAQ that it gives.

    It took from the first message that it answers up to the carrier's word that it has it.
    """
    # Looked up reply by reply: with a join the database would read all conversations for the replies of a day.
    heard = InboundMessage.objects.filter(turn=OuterRef("turn"), conversation__business=business_id)
    first = Subquery(heard.order_by("received_at").values("received_at")[:1])
    replies: Any = OutboundMessage.objects.filter(found.hold("sent_at"), turn__isnull=False).annotate(
        bucket=bucket("sent_at", found.edges), took=_Milliseconds(F("sent_at") - first)
    )
    rows = replies.values_list("bucket", "took", "faq_id").order_by()
    # Without a message of this business to answer it is no reply of theirs.
    return ((number, took, faq) for number, took, faq in rows if took is not None)


class _Milliseconds(Func):
    """Whole milliseconds of an interval."""

    template = "floor(extract(epoch FROM %(expressions)s) * 1000)::bigint"
    output_field = BigIntegerField()


def _left_to_staff() -> QuerySet[FollowUp]:
    silence: timedelta = settings.RECEPTIONIST["interaction_silence"]
    # Sara hands over within the turn, so after the customer's last words; the next interaction begins later than that.
    return FollowUp.objects.filter(
        conversation=OuterRef("conversation"),
        created_at__gte=OuterRef("started_at"),
        created_at__lte=OuterRef("ended_at") + silence,
    )


def _outcomes(ended: QuerySet[Interaction], found: _Stretches) -> Iterator[tuple[int, tuple[str, str], int]]:
    counted = ended.annotate(bucket=bucket("ended_at", found.edges)).values_list("bucket", "channel", "outcome")
    for number, channel, outcome, interactions in counted.annotate(number=Count("*")).order_by():
        yield number, (channel, outcome), interactions


def _costs(found: _Stretches) -> Any:
    calls = ModelCall.objects.filter(found.hold("at")).annotate(bucket=bucket("at", found.edges))
    return calls.values_list("bucket").annotate(dollars=Coalesce(Sum("cost"), Decimal(0))).order_by()
