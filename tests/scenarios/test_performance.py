"""A scenario that promises what Sara does not do fails, and tells the story so far."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.test import Client
from pydantic import ValidationError

from tests.fakes.meta import FakeMeta
from tests.fakes.twilio import FakeTwilio
from tests.scenarios import stage
from tests.scenarios.lines import LINE_TYPES, Workers
from tests.scenarios.performance import Performance
from tests.scenarios.script import Scenario

_QUESTION = "What are your opening hours?"
_WRONG: list[dict[str, Any]] = [
    {"expect": "closed all week"},
    {"expect": "/clos(ed|ing) all week/"},
    {"absent": "Monday"},
    {"phrase": "booked"},
    {"nothing_said": True},
    {"intent": "cancel"},
    {"booked": 1},
    {"appointment": {"service": "Haircut", "start": "2026-03-03 15:00"}},
    {"follow_up": "asked"},
    {"unanswered": _QUESTION},
    {"turned_down": [_QUESTION]},
    {"contact": {"name": "Bea Stone"}},
    {"opted_out": True},
    {"call": "hangs up"},
]


def _asking(**expected: Any) -> Scenario:
    return Scenario.model_validate({"name": "asks", "turns": [{"customer": _QUESTION, **expected}]})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "scenario", [_asking(**wrong) for wrong in _WRONG], ids=[next(iter(wrong)) for wrong in _WRONG]
)
def test_it_fails_with_the_transcript_where_a_promise_is_not_kept(
    scenario: Scenario,
    client: Client,
    clock: time_machine.Traveller,
    workers: Workers,
    twilio: FakeTwilio,
    meta: FakeMeta,
) -> None:
    business = stage.furnish(scenario)
    line = LINE_TYPES["voice/twilio"](scenario, client, workers, twilio, meta)
    with pytest.raises(pytest.fail.Exception) as failure:
        Performance(scenario, line, clock, business).play()
    assert f"Customer: {_QUESTION}" in str(failure.value)
    assert "Sara: We are open Monday to Friday" in str(failure.value)


@pytest.mark.parametrize(
    "turn",
    [
        {"customer": "hello"},
        {"customer": "hello", "press": "1", "expect": "x"},
        {"customer": "hello", "expct": "x"},
        {"expect": "x"},
    ],
    ids=["promises nothing", "two acts", "misspelt", "no act"],
)
def test_it_refuses_a_turn_that_could_not_fail(turn: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Scenario.model_validate({"name": "wrong", "turns": [turn]})
