"""Sums up days that are over, so that a quarter is told at once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Min
from django.utils import timezone

from receptionist.domain.periods import whole_days
from receptionist.domain.sums import Sums
from receptionist.models import Business, Conversation, InboundMessage, InboundStatus, SummedDay
from receptionist.reports.counting import RESCUE, Span, count, count_missed_calls
from receptionist.reports.summed import first_ended

#: Days back that are summed up; twice the longest period that staff can choose.
_BACK = timedelta(days=732)
#: So long after a silence everything of it is written down, unless something is stuck.
_MARGIN = timedelta(hours=2)
#: So long a day waits for what is stuck; whatever comes of it later is not told any more.
_PATIENCE = timedelta(days=7)
#: Days that are summed up in one go, so that a house with years behind it does not hold a worker for long.
BATCH = 60


def sum_up() -> int:
    """Sum up the days that are over and not summed up yet, the latest first, one batch; returns how many that were.

    Doing it twice at once, or dying within it, harms nothing: a day is written once, whole.
    """
    now, left = timezone.now(), BATCH
    for business in Business.objects.order_by("pk"):
        for day in _due(business, now)[:left]:
            _keep(business.pk, day)
            left -= 1
        _know_missed_calls(business.pk, now)
    return BATCH - left


def _due(business: Business, now: datetime) -> list[Span]:
    first = first_ended(business.pk)
    if first is None:
        return []
    # What the ledger no longer knows would be told as having cost nothing.
    known = now - timedelta(days=settings.ENV.llm_ledger_days - 1)
    first_day = max(first, known, now - _BACK).astimezone(business.zone).date()
    over = _over_by(business.pk, now)
    days = whole_days(first_day, over.astimezone(business.zone).date() - timedelta(days=1), business.zone)
    done = set(SummedDay.objects.filter(business=business).values_list("begins", "ends"))
    return [day for day in reversed(days) if day not in done]


def _over_by(business_id: int, now: datetime) -> datetime:
    """Say up to when everything is over and written down, as an outcome: what still waits holds its day back."""
    silence: timedelta = settings.RECEPTIONIST["interaction_silence"]
    unread = InboundMessage.objects.filter(conversation__business=business_id, status=InboundStatus.PENDING)
    # In two steps: the database expects far more unclosed conversations than there ever are, and would read everything.
    unclosed = Conversation.objects.filter(business=business_id, version__gt=F("closed_version"))
    untold = InboundMessage.objects.filter(
        turn__conversation__in=list(unclosed.values_list("pk", flat=True)),
        turn__number__gt=F("turn__conversation__closed_version"),
    )
    oldest = (waiting.aggregate(at=Min("received_at"))["at"] for waiting in (unread, untold))
    waits = min((at for at in oldest if at is not None), default=now)
    return max(min(now - silence - _MARGIN, waits), now - _PATIENCE)


def _keep(business_id: int, day: Span) -> None:
    [counted] = count(business_id, [day])
    waits, faqs = sorted(counted.waits), sorted(counted.faqs)
    row = SummedDay(
        business_id=business_id,
        begins=day[0],
        ends=day[1],
        waits=waits,
        replies=[counted.waits[wait] for wait in waits],
        outcomes=_outcomes(counted),
        faqs=faqs,
        faq_replies=[counted.faqs[faq] for faq in faqs],
        cost=counted.cost,
    )
    SummedDay.objects.bulk_create([row], ignore_conflicts=True)


def _outcomes(counted: Sums) -> list[tuple[str, str, int, int]]:
    return [
        (channel, outcome, ended, counted.to_a_person[channel, outcome])
        for (channel, outcome), ended in sorted(counted.ended.items())
    ]


def _know_missed_calls(business_id: int, now: datetime) -> None:
    """Add missed calls to the days whose callers have had the time to come back."""
    silence: timedelta = settings.RECEPTIONIST["interaction_silence"]
    unknown = SummedDay.objects.filter(
        business=business_id, missed=None, ends__lte=now - RESCUE - silence - _MARGIN
    ).order_by("begins")
    days = list(unknown[:BATCH])
    # Days of another time zone may lie across each other, so each is counted by itself.
    for day in days:
        [counted] = count_missed_calls(business_id, [(day.begins, day.ends)])
        day.missed, day.rescued = counted.missed, counted.rescued
    SummedDay.objects.bulk_update(days, ["missed", "rescued"])
