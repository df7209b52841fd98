from __future__ import annotations

import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from receptionist.models import InboundMessage
from simulator import calls, customers, wire
from tests.simulator.running import Sara


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch):
    """Put lines into the pipe that the command reads."""
    return lambda *lines: monkeypatch.setattr(sys, "stdin", StringIO("\n".join(lines)))


def _talk(*arguments: str) -> list[str]:
    output = StringIO()
    call_command("talk", *arguments, stdout=output)
    return output.getvalue().splitlines()


@pytest.mark.slow
def test_lines_from_a_pipe_are_answered_in_order(sara: Sara, typed):
    typed("How can I pay?", "STOP", "How can I pay?", "/quit", "never read")
    lines = _talk("--number", "+1 212 555 0142")
    assert "+12125550142" in lines[0]
    assert lines[1] == "you  > How can I pay?"
    assert lines[2].startswith("sara >")
    assert "credit cards" in lines[2]
    assert any(line.startswith("carrier >") for line in lines)
    assert "(no reply: you texted STOP" in lines[-2]
    assert lines[-1] == "you  > /quit"


@pytest.mark.slow
def test_a_call_is_placed_and_hung_up_when_the_lines_end(sara: Sara, typed):
    typed("What are your opening hours?", "")
    lines = _talk("--channel", "voice")
    assert any("Willow & Finch" in line for line in lines if line.startswith("sara >"))
    assert any("Monday to Friday" in line for line in lines if line.startswith("sara >"))
    assert "the call has ended" in lines[-1]


@pytest.mark.slow
def test_the_words_of_a_recording_arrive_although_it_leaves_at_once(sara: Sara, typed):
    typed("", "", "Please call me about a wedding party", "/quit")
    _talk("--channel", "voice")
    assert InboundMessage.objects.get(kind="transcript").text == "Please call me about a wedding party"


def test_a_call_of_the_same_number_that_is_busy_elsewhere_is_told_and_breaks_nothing(
    db: None, typed, monkeypatch: pytest.MonkeyPatch, settings
):
    carrier = "http://127.0.0.1:9/simulator/carrier"
    settings.ENV = settings.ENV.model_copy(update={"port": 9, "twilio_api_base_url": carrier})
    monkeypatch.setattr(wire, "is_running", lambda: True)
    calls.place(customers.with_number("+12125550142"))
    typed("Hello?", "/quit")
    assert "     (Sara is speaking, or the call is over.)" in _talk("--number", "+12125550142")


def test_it_says_what_to_do_when_sara_is_not_running(settings):
    carrier = "http://127.0.0.1:9/simulator/carrier"
    settings.ENV = settings.ENV.model_copy(update={"port": 9, "twilio_api_base_url": carrier})
    with pytest.raises(CommandError, match="make run"):
        _talk()


def test_it_says_when_the_replies_would_go_elsewhere():
    with pytest.raises(CommandError, match="TWILIO_API_BASE_URL"):
        _talk()


@pytest.mark.parametrize("number", ["0171 12345", "nonsense", "+"])
def test_a_number_that_is_none_is_refused(number: str):
    with pytest.raises(CommandError, match="international form"):
        _talk("--number", number)
