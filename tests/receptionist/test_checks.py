"""What the table in settings names is found at start, or named in an error."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.checks import CheckMessage, run_checks

from receptionist import usage
from sara.env import Environment


def problems(settings: Any, **changed: Any) -> list[CheckMessage]:
    settings.RECEPTIONIST = {**settings.RECEPTIONIST, **changed}
    return [problem for problem in run_checks() if problem.id and problem.id.startswith("receptionist.")]


def test_the_table_as_it_is_names_nothing_that_is_missing(settings: Any) -> None:
    assert problems(settings) == []


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"channels": {"sms": "channels_sms.channel.Pigeon"}, "fallbacks": {}, "queues": {}}, "channels.sms"),
        ({"calendar": "no_such_app.Diary"}, "calendar"),
        ({"knowledge": "knowledge_base.searching.search.Oracle"}, "knowledge"),
        ({"readers": ["receptionist.understanding.rules_reader.Rules"]}, "readers"),
        ({"phraser": "receptionist.phrasing.model_phraser.Poet"}, "phraser"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_path_that_leads_nowhere_is_named(settings: Any, changed: dict[str, Any], where: str) -> None:
    (problem,) = problems(settings, **changed)
    assert problem.id == "receptionist.E001"
    assert f"RECEPTIONIST[{where}] cannot be loaded" in problem.msg


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"fallbacks": {"voice": {"channel": "pigeon", "provider": "twilio"}}}, "fallbacks.voice"),
        ({"fallbacks": {"pigeon": {"channel": "sms", "provider": "twilio"}}}, "fallbacks"),
        ({"queues": {"pigeon": "voice"}}, "queues"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_channel_that_nobody_serves_is_named(settings: Any, changed: dict[str, Any], where: str) -> None:
    (problem,) = problems(settings, **changed)
    assert problem.id == "receptionist.E002"
    assert f"RECEPTIONIST[{where}] names the channel pigeon" in problem.msg


def test_the_model_that_is_asked_by_default_has_a_price() -> None:
    assert usage.price(Environment.model_fields["openai_model"].default)


def test_a_style_that_nobody_can_give_is_named(settings: Any) -> None:
    settings.ENV = settings.ENV.model_copy(update={"reply_style": "natural"})
    (problem,) = problems(settings)
    assert problem.id == "receptionist.W001"
    assert problems(settings, phraser="tests.fakes.ports.phraser") == []
