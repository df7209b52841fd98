"""The figures of any days, summed up or not, are those that a person would count by hand."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection

from receptionist.domain.messages import DeliveryStatus
from receptionist.domain.outcomes import Outcome
from receptionist.domain.periods import BEFORE, BETWEEN, OWN, Period, last_days, midnight
from receptionist.domain.reply_times import percentile, two_digits
from receptionist.domain.sums import Sums
from receptionist.models import Business, Conversation, InboundMessage, InboundStatus, SummedDay
from receptionist.reports import summing_up
from receptionist.reports.summed import sums
from receptionist.reports.summing_up import sum_up
from tests.lively import Past, moments

pytestmark = pytest.mark.django_db

#: A zone, and a day on which its clock changes; Kathmandu's never does, and is a quarter of an hour off.
CHANGES = [
    ("Europe/Madrid", date(2026, 3, 29)),
    ("Europe/Madrid", date(2026, 10, 25)),
    ("America/Santiago", date(2026, 9, 6)),
    ("America/Havana", date(2026, 11, 1)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Asia/Kathmandu", date(2026, 6, 1)),
]
DAYS = 5
SERVED = {"booked", "rescheduled", "cancelled", "answered"}


@dataclass
class Told:
    """What happened, as a plain list of each kind."""

    replies: list[tuple[datetime, timedelta, int | None]] = field(default_factory=list)
    #: When, channel, outcome, whether it was left to a person.
    ended: list[tuple[datetime, str, str, bool]] = field(default_factory=list)
    missed: list[tuple[datetime, bool]] = field(default_factory=list)
    costs: list[tuple[datetime, Decimal]] = field(default_factory=list)

    def counted_by_hand(self, begin: datetime, end: datetime) -> dict[str, object]:
        ended = [each for each in self.ended if begin <= each[0] < end]
        waits = sorted(wait for at, wait, _ in self.replies if begin <= at < end)
        return {
            "ended": Counter((channel, outcome) for _, channel, outcome, _ in ended),
            "to a person": Counter((channel, outcome) for _, channel, outcome, left in ended if left),
            "replies": len(waits),
            "percentiles": [_nearest(waits, share) for share in (0.5, 0.95)],
            "faqs": Counter(faq for at, _, faq in self.replies if begin <= at < end and faq),
            "calls": (
                sum(begin <= at < end for at, _ in self.missed),
                sum(begin <= at < end and rescued for at, rescued in self.missed),
            ),
            "cost": sum((cost for at, cost in self.costs if begin <= at < end), Decimal(0)),
        }


def _nearest(waits: list[timedelta], share: float) -> int | None:
    if not waits:
        return None
    return two_digits(waits[math.ceil(len(waits) * share) - 1] // timedelta(milliseconds=1))


def as_told(found: Sums) -> dict[str, object]:
    return {
        "ended": found.ended,
        "to a person": +found.to_a_person,
        "replies": found.waits.total(),
        "percentiles": [percentile(found.waits, share) for share in (0.5, 0.95)],
        "faqs": found.faqs,
        "calls": (found.missed, found.rescued),
        "cost": found.cost,
    }


def happen(business: Business, chance: Random, begin: datetime, end: datetime) -> Told:
    """Let a lot happen at random, near midnights above all, and tell it in plain lists as well."""
    past, told = Past(business), Told()
    near = [midnight((begin + timedelta(days=n)).date(), business.zone) for n in range((end - begin).days)]
    for at in [
        *moments(chance, begin, end, 40),
        *(edge + timedelta(microseconds=chance.choice([-1, 0, 1])) for edge in near if begin < edge < end),
    ]:
        _visit(past, told, chance, at)
    past.write()
    return told


def _visit(past: Past, told: Told, chance: Random, at: datetime) -> None:
    channel = chance.choice(["sms", "whatsapp", "voice"])
    outcome, conversation = chance.choice(list(Outcome)).value, past.customer(channel)
    left = chance.random() < 0.3
    past.interaction(conversation, at, outcome)
    told.ended.append((at, channel, outcome, left))
    if left:
        past.follow_up(conversation, at + timedelta(seconds=chance.randrange(3600)))
    wait, faq = timedelta(seconds=chance.expovariate(0.2)), chance.choice([None, 7, 8])
    past.answered(conversation, at, wait, faq_id=faq)
    told.replies.append((at, wait, faq))
    # What Sara says of her own accord answers nobody.
    past.said(conversation, at)
    cost = Decimal(chance.randrange(1, 900)) / 100_000
    past.cost(at, cost)
    told.costs.append((at, cost))
    if channel == "voice":
        _hang_up(past, told, chance, conversation, at, outcome)


def _hang_up(past: Past, told: Told, chance: Random, call: Conversation, at: datetime, outcome: str) -> None:
    unheard, texted, came_back = (chance.random() < 0.4 for _ in range(3))
    if unheard:
        past.said(call, at, status=DeliveryStatus.WITHDRAWN, sent_at=None)
    if texted:
        past.said(call, at, channel="sms")
    if came_back:
        hours, how = chance.choice([1, 23.9, 24.1]), chance.choice(["booked", "answered", "abandoned", "spam"])
        later = at + timedelta(hours=hours)
        past.interaction(past.customer("sms", of=call), later, how)
        told.ended.append((later, "sms", how, False))
        came_back = hours < 24 and how in SERVED
    if unheard or outcome in {"abandoned", "no_request"}:
        told.missed.append((at, texted or came_back))


def check(business: Business, period: Period, told: Told) -> None:
    needed = [BEFORE, *range(OWN, len(period.edges) - 1)]
    found = sums(business.pk, period.edges, needed=needed)
    assert found[BETWEEN] == Sums()
    edges = period.edges
    for number in needed:
        assert as_told(found[number]) == told.counted_by_hand(edges[number], edges[number + 1]), number
    # By the wall calendar, too: nothing of a day is told of another.
    for day, of_it in zip(period.buckets, found[OWN:], strict=True):
        so_far = [at.astimezone(period.zone).date() for at, *_ in told.ended if at < period.ends]
        assert of_it.conversations == so_far.count(day.date())


@pytest.mark.parametrize(("zone", "change"), CHANGES)
@pytest.mark.parametrize("seed", range(2))
def test_the_figures_are_those_a_person_would_count(zone: str, change: date, seed: int):
    chance = Random(f"{zone}{seed}")
    now = midnight(change, ZoneInfo(zone)) + timedelta(days=DAYS, hours=chance.uniform(0, 24))
    with time_machine.travel(now, tick=False):
        business = Business.objects.create(name="Salon", timezone=zone)
        begin = now - timedelta(days=2 * DAYS + 4)
        told = happen(business, chance, begin, now)
        # The ledger does not tell businesses apart, so the other one asks no model.
        other = Past(Business.objects.create(name="Other", timezone="UTC"))
        for at in moments(chance, begin, now, 20):
            other.interaction(other.customer(), at, "booked")
        other.write()
        period = last_days(DAYS, now, business.zone)
        check(business, period, told)
        assert sum_up() > DAYS
        check(business, period, told)


def test_what_happens_after_a_day_was_summed_up_still_rescues_its_calls():
    salon = Business.objects.create(name="Salon", timezone="UTC")
    past, ended = Past(salon), datetime(2026, 3, 3, 23, 50, tzinfo=UTC)
    call = past.customer("voice")
    past.interaction(call, ended, "abandoned")
    with time_machine.travel(datetime(2026, 3, 4, 6, tzinfo=UTC), tick=False):
        assert sum_up() == 1
    assert SummedDay.objects.get().missed is None
    past.interaction(past.customer("sms", of=call), ended + timedelta(hours=23), "booked")
    with time_machine.travel(datetime(2026, 3, 6, 6, tzinfo=UTC), tick=False):
        period = last_days(4, datetime(2026, 3, 6, 6, tzinfo=UTC), salon.zone)
        assert sum((each.rescued for each in _own(salon, period)), 0) == 1
        sum_up()
        day = SummedDay.objects.earliest("begins")
        assert (day.missed, day.rescued) == (1, 1)
        assert sum((each.rescued for each in _own(salon, period)), 0) == 1


def test_days_already_summed_up_are_not_counted_again():
    salon = Business.objects.create(name="Salon", timezone="UTC")
    now = datetime(2026, 3, 10, 6, tzinfo=UTC)
    past = Past(salon)
    past.interaction(past.customer(), now - timedelta(days=4), "booked")
    with time_machine.travel(now, tick=False):
        assert sum_up() == 4
        assert sum_up() == 0
        # Somebody meddles with a day that is summed up: it stays as it was told.
        salon_days = SummedDay.objects.order_by("begins")
        SummedDay.objects.filter(pk=salon_days[0].pk).update(outcomes=[["sms", "booked", 5, 0]])
        assert sum(each.conversations for each in _own(salon, last_days(7, now, salon.zone))) == 5


def test_a_business_that_moves_to_another_zone_has_its_days_told_by_the_new_clock():
    salon = Business.objects.create(name="Salon", timezone="Europe/Madrid")
    now, chance = datetime(2026, 3, 20, 6, tzinfo=UTC), Random(3)
    with time_machine.travel(now, tick=False):
        told = happen(salon, chance, now - timedelta(days=14), now)
        assert sum_up() > 7
        salon.timezone = "America/Santiago"
        salon.save()
        check(salon, last_days(DAYS, now, salon.zone), told)
        assert sum_up() > 7
        check(salon, last_days(DAYS, now, salon.zone), told)


@pytest.mark.parametrize(("since", "told_up_to"), [(3, 17), (9, 13)])
def test_a_day_waits_for_what_is_not_closed_yet_but_not_for_ever(since: int, told_up_to: int):
    salon = Business.objects.create(name="Salon", timezone="UTC")
    now, past = datetime(2026, 3, 20, 6, tzinfo=UTC), Past(salon)
    past.interaction(past.customer(), now - timedelta(days=10), "booked")
    # Beat stood still for days: the customer has written again, and neither is told yet.
    stuck = past.customer()
    for days in (since, 1):
        past.answered(stuck, now - timedelta(days=days), timedelta(0))
    past.write()
    Conversation.objects.filter(pk=stuck.pk).update(closed_version=0)
    with time_machine.travel(now, tick=False):
        sum_up()
    assert SummedDay.objects.latest("ends").ends == datetime(2026, 3, told_up_to, tzinfo=UTC)


def test_a_day_waits_for_a_message_that_nobody_has_read_yet():
    salon = Business.objects.create(name="Salon", timezone="UTC")
    now, past = datetime(2026, 3, 20, 6, tzinfo=UTC), Past(salon)
    past.interaction(past.customer(), now - timedelta(days=10), "booked")
    past.answered(past.customer(), now - timedelta(days=2), timedelta(0))
    past.write()
    InboundMessage.objects.update(status=InboundStatus.PENDING)
    with time_machine.travel(now, tick=False):
        sum_up()
    assert SummedDay.objects.latest("ends").ends == datetime(2026, 3, 18, tzinfo=UTC)


def test_one_go_sums_up_no_more_than_a_batch(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(summing_up, "BATCH", 3)
    salon = Business.objects.create(name="Salon", timezone="UTC")
    past, now = Past(salon), datetime(2026, 3, 20, 6, tzinfo=UTC)
    past.interaction(past.customer(), now - timedelta(days=8), "booked")
    with time_machine.travel(now, tick=False):
        assert [sum_up() for _ in range(4)] == [3, 3, 2, 0]


def test_a_business_without_a_past_has_no_days():
    Business.objects.create(name="Salon", timezone="UTC")
    assert sum_up() == 0


def test_a_quarter_is_told_by_an_index_and_never_by_reading_all_replies(django_assert_max_num_queries):
    salon = Business.objects.create(name="Salon", timezone="UTC")
    now = datetime(2026, 3, 20, 6, tzinfo=UTC)
    period = last_days(90, now, salon.zone)
    with django_assert_max_num_queries(6):
        _own(salon, period)
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'outbound_answered'")
        assert "sent_at" in cursor.fetchone()[0]


def _own(business: Business, period: Period) -> list[Sums]:
    return sums(business.pk, period.edges, needed=range(OWN, len(period.edges) - 1))[OWN:]
