"""What an owner is told of language models and their cost."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import CommandError, call_command

from receptionist.language_models import spending, usage_report
from receptionist.models import Business, ModelCall

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_new_york():
    """Nine in the evening in New York, where the salon is; the next day in Greenwich."""
    Business.objects.create(name="Salon", timezone="America/New_York")
    with time_machine.travel("2026-11-22T02:00:00Z", tick=False):
        yield


def call(at: str, cost: str | None = "0.25", **columns: object) -> None:
    known = {"model": "gpt-5-mini", "input_tokens": 1_000, "cached_tokens": 400, "output_tokens": 50}
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    more = {"answered": True, "milliseconds": 1_500, **known, **columns}
    ModelCall.objects.create(at=moment, cost=None if cost is None else Decimal(cost), **more)


def told(*args: str) -> str:
    out = StringIO()
    call_command("usage_report", *args, stdout=out)
    return out.getvalue()


def test_it_adds_up_the_businesss_own_day():
    call("2026-11-21T04:59:59")  # yesterday there
    call("2026-11-21T05:00:00")
    call("2026-11-22T01:00:00", answered=False)
    call("2026-11-22T05:00:00")  # tomorrow
    report = told()
    assert report.startswith("Saturday, 21 November 2026 (America/New_York)")
    line = next(line for line in report.splitlines() if line.startswith("gpt-5-mini"))
    assert line.split() == ["gpt-5-mini", "2", "1", "2,000", "800", "100", "1.5", "$0.50"]
    assert "Cost: $0.50." in report


@pytest.mark.parametrize("day", ["yesterday", "2026-11-20"])
def test_it_tells_of_another_day(day: str):
    call("2026-11-20T20:00:00", "0.0004")
    assert "Cost: $0.000400." in told("--date", day)
    assert "No language model was asked." in told("--date", "today")


def test_it_says_what_is_left_of_the_limits(settings):
    settings.ENV = settings.ENV.model_copy(update={"llm_daily_spend_limit": Decimal(2)})
    call("2026-11-21T02:30:00")
    assert "In the last 24 hours: $0.25 of $2.00." in told()


def test_a_model_without_a_price_is_not_told_to_cost_nothing():
    call("2026-11-21T20:00:00", None)
    assert "no price" in told()


def test_a_day_that_is_none_is_named():
    with pytest.raises(CommandError, match="“soon” is no day"):
        told("--date", "soon")


def test_what_was_given_again_is_no_call_and_tells_what_it_saved():
    call("2026-11-21T20:00:00", milliseconds=1_000)
    for _ in range(2):
        nothing = {"input_tokens": None, "cached_tokens": None, "output_tokens": None, "milliseconds": 0}
        call("2026-11-21T20:00:00", "0", saved=Decimal("0.15"), **nothing)
    report = told()
    line = next(line for line in report.splitlines() if line.startswith("gpt-5-mini"))
    assert line.split() == ["gpt-5-mini", "1", "0", "1,000", "400", "50", "1.0", "$0.25"]
    assert "Given again from memory: 2, which saved $0.30." in report


def test_a_sum_says_how_many_calls_nobody_knows_the_price_of():
    call("2026-11-21T20:00:00")
    call("2026-11-21T20:00:00", None, model="our-own")
    assert "Cost: $0.25; calls of which nobody knows the price: 1." in told()


@pytest.mark.parametrize(
    ("start", "end", "day"),
    [
        ("2026-03-08T05:00:00", "2026-03-09T03:59:59", "2026-03-08"),  # a day of 23 hours there
        ("2026-11-01T04:00:00", "2026-11-02T04:59:59", "2026-11-01"),  # a day of 25 hours
    ],
)
def test_days_on_which_the_clocks_change_are_told_whole(start: str, end: str, day: str):
    call(start)
    call(end)
    assert "Cost: $0.50." in told("--date", day)
    days = dict(usage_report.cost_by_day(date(2026, 3, 1), date(2026, 11, 21), ZoneInfo("America/New_York")))
    assert days[date.fromisoformat(day)] == Decimal("0.50")


def test_a_day_that_the_ledger_no_longer_keeps_is_not_told_as_one_without_calls(settings):
    settings.ENV = settings.ENV.model_copy(update={"llm_ledger_days": 31})
    assert "No language model was asked." in told("--date", "2026-10-21")
    with pytest.raises(CommandError, match="keeps 31 days"):
        told("--date", "2026-10-20")


def test_the_ledger_lets_go_of_what_is_too_old_in_batches_and_of_nothing_else(settings, monkeypatch):
    settings.ENV = settings.ENV.model_copy(update={"llm_ledger_days": 31})
    monkeypatch.setattr(spending, "_BATCH", 2)
    for _ in range(5):
        call("2026-10-22T01:59:59")
    call("2026-10-22T02:00:01")
    spending.prune()
    assert [row.at.second for row in ModelCall.objects.all()] == [1]
    spending.prune()
    assert ModelCall.objects.count() == 1
