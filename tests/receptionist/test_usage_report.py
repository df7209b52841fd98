"""What an owner is told of language models and their cost."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

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
