"""Every scenario, on every line it can take place on: from the carrier's signed request to what the customer hears."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import time_machine
from django.test import Client

from tests.fakes.meta import FakeMeta
from tests.fakes.twilio import FakeTwilio
from tests.scenarios import stage
from tests.scenarios.lines import LINE_TYPES, Workers
from tests.scenarios.performance import Performance
from tests.scenarios.script import Scenario, read

_SCENARIOS = [
    pytest.param(scenario, line, theme, id=f"{theme}: {scenario.name} [{line}]")
    for theme, scenario in read(Path(__file__).parent)
    for line in scenario.channels
]


@pytest.mark.django_db
@pytest.mark.parametrize(("scenario", "line", "theme"), _SCENARIOS)
def test_it_answers_like_a_good_receptionist(
    scenario: Scenario,
    line: str,
    theme: str,
    client: Client,
    clock: time_machine.Traveller,
    workers: Workers,
    twilio: FakeTwilio,
    meta: FakeMeta,
    request: pytest.FixtureRequest,
) -> None:
    business = stage.furnish(scenario)
    phone = LINE_TYPES[line](scenario, client, workers, twilio, meta)
    performance = Performance(scenario, phone, clock, business)
    try:
        performance.play()
    finally:
        folder = request.config.getoption("--transcripts", None)
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            name = re.sub(r"\W+", "-", f"{theme} {scenario.name} {line}")
            (folder / f"{name}.txt").write_text("\n".join([f"{scenario.name} [{line}]", *performance.transcript, ""]))
