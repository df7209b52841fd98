"""An owner's labelled conversations, scored."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.fakes.openai import FakeOpenAI, Mishap

from .test_model_reader import GOOD

MANAGE = Path(__file__).resolve().parents[3] / "manage.py"
LINE: dict[str, Any] = {
    "text": "tomorrow at 3pm",
    "now": "2026-11-18T10:00:00",
    "timezone": "Europe/Madrid",
    "channel": "sms",
    "expected": {"intent": "schedule", "appointment": {"date": "2026-11-19", "time": "15:00"}},
}
SCENARIOS = """
- name: a haircut in two turns
  now: 2026-11-18 10:00
  timezone: Europe/Madrid
  channel: whatsapp
  services: [Haircut, Beard trim]
  also_called: {Haircut: [snip]}
  turns:
    - customer: Hi, I'd like a snip on Friday
      expected:
        intent: schedule
        appointment: {date: 2026-11-20, time: null}
        slots: {service_type: Haircut}
    - receptionist: What time would you like?
    - customer: "4"
      expected:
        appointment: {time: 16:00}
    - receptionist: You are booked. Anything else?
    - customer: tomorrow would be better
      now: 2026-11-25T23:30
      expected:
        appointment: {date: 2026-11-26}
"""


@pytest.fixture
def evaluate(tmp_path: Path):
    """Score a file of lines, or of whatever its text is, and return what is printed."""

    def run(*content: dict[str, Any] | str, name: str = "cases.jsonl", **options: Any) -> str:
        file = tmp_path / name
        file.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in content))
        out = io.StringIO()
        call_command("evaluate", str(file), stdout=out, **options)
        return out.getvalue()

    return run


def row(printed: str, name: str) -> list[str]:
    """Return a row of the table, as words."""
    return next(line.split()[1:] for line in printed.splitlines() if re.match(rf"{name} +\d", line))


def expecting(**expected: Any) -> dict[str, Any]:
    return LINE | {"expected": expected}


def test_right_wrong_and_missed_are_counted_for_each_field(evaluate):
    printed = evaluate(
        LINE,
        expecting(appointment={"date": "2026-11-20", "time": None}, contact_info={"email": "ana@example.com"}),
    )
    assert row(printed, "date") == ["2", "1", "1", "0"]
    assert row(printed, "time") == ["2", "1", "1", "0"], "what is null must be absent"
    assert row(printed, "email") == ["1", "0", "0", "1"]
    assert "1 of 2 cases wholly right; 50.0 % of the expected fields." in printed


def test_intents_are_told_with_their_recall(evaluate):
    hello = {"text": "hello there"}
    printed = evaluate(LINE, expecting(intent="schedule") | hello, expecting(intent="unknown") | hello)
    assert row(printed, "schedule") == ["2", "1", "50.0", "%"]
    assert row(printed, "unknown") == ["1", "1", "100.0", "%"]


def test_a_failure_is_told_with_its_words_what_was_expected_and_what_led_to_the_decision(evaluate):
    wrong = {"text": "cancel my appointment", "expected": {"intent": ["faq", "contact"]}}
    printed = evaluate(LINE, LINE | wrong)
    assert "cases.jsonl, line 2\n" in printed
    assert re.search(r"text +cancel my appointment\n", printed)
    assert re.search(r"intent +expected faq or contact, got cancel\n", printed)
    assert re.search(r"because +cancel \+[\d.]+: 'cancel", printed)
    assert "cases.jsonl, line 1\n" not in printed, "only of what failed"


def test_what_a_customer_wrote_gives_the_terminal_no_orders(evaluate):
    printed = evaluate(expecting(intent="faq") | {"text": "tomorrow\n\x1b[2Jat 3pm \x07"})
    assert re.search(r"text +tomorrow �\[2Jat 3pm �\n", printed)
    assert "\x1b" not in printed


def test_any_of_several_values_will_do(evaluate):
    half_open = expecting(appointment={"time": ["03:00", "15:00"], "date": ["2026-11-19", None]})
    assert "1 of 1 cases wholly right" in evaluate(half_open)
    assert "1 of 1 cases wholly right" in evaluate(half_open | {"text": "15:00"})


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("I'm José Ruiz, 212 555 0142", {"name": "Jose  ruiz", "phone": "+1 (212) 555-0142"}),
        ("my number is 0034 612 34 56 78", {"phone": "612345678"}),
        ("write to Ana.Ruiz@Example.com", {"email": "ana.ruiz@example.com"}),
    ],
)
def test_names_numbers_and_addresses_are_compared_as_people_do(evaluate, text: str, contact: dict[str, str]):
    assert "100.0 %" in evaluate(expecting(contact_info=contact) | {"text": text})


def test_a_whole_result_can_be_pasted_as_what_is_expected(evaluate, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(LINE)))
    out = io.StringIO()
    call_command("understand", stdout=out)
    assert "1 of 1 cases wholly right" in evaluate(LINE | {"expected": json.loads(out.getvalue())})


def test_scenarios_are_read_turn_by_turn_each_in_the_light_of_those_before(evaluate):
    printed = evaluate(SCENARIOS, name="cases.yaml", at_least=100.0)
    assert row(printed, "date") == ["2", "2", "0", "0"]
    assert row(printed, "time") == ["2", "2", "0", "0"], "a bare 4 answers what the receptionist asked"
    assert row(printed, "service_type") == ["1", "1", "0", "0"]
    assert "3 of 3 cases wholly right" in printed


@pytest.mark.parametrize(("form", "name"), [("yaml", "cases.yaml"), ("json", "cases.jsonl")])
def test_the_forms_that_are_documented_are_the_forms_that_are_read(evaluate, form: str, name: str):
    document = (MANAGE.parent / "docs" / "understanding.md").read_text()
    (example,) = re.findall(rf"^```{form}\n(.*?)^```", document, re.MULTILINE | re.DOTALL)
    assert "100.0 % of the expected fields" in evaluate(example, name=name)


def test_a_failed_turn_is_named_by_scenario_and_number(evaluate):
    printed = evaluate(SCENARIOS.replace("2026-11-26", "2026-11-27"), name="cases.yml")
    assert "cases.yml: a haircut in two turns, turn 5\n" in printed


def test_it_fails_below_the_bar_and_only_there(evaluate):
    half = expecting(intent="schedule", appointment={"time": "04:00"})
    evaluate(half, at_least=50.0)
    with pytest.raises(CommandError, match=r"50\.0 % is below the 51 %") as failure:
        evaluate(half, at_least=51.0)
    assert failure.value.returncode == 1


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("c.jsonl", "nonsense", "line 1"),
        ("c.jsonl", json.dumps({**LINE, "expected": {}}), "expects nothing"),
        ("c.jsonl", json.dumps({**LINE, "expected": {"intent": "book"}}), "expected.intent"),
        ("c.jsonl", json.dumps({**LINE, "expected": {"appointment": {"date": "soon"}}}), "expected.appointment.date"),
        ("c.jsonl", json.dumps({**LINE, "expected": {"appointmnt": {}}}), "expected.appointmnt"),
        ("c.jsonl", json.dumps({**LINE, "timezone": "Mars/Olympus"}), "timezone"),
        ("c.jsonl", "", "holds no case"),
        ("c.yaml", "- name: [", "is not YAML"),
        ("c.yaml", "name: x", "not a list of scenarios"),
        ("c.yaml", "- name: x", "scenario 1: "),
        ("c.yaml", "- name: x\n  now: 2026-11-18 10:00\n  name: y", "line 3: the same name stands here twice"),
        ("c.yaml", "[" * 20_000, "nested too deeply"),
        ("c.yaml", "- !!python/name:os.system x", "line 1: "),
        ("c.yaml", "- {name: x, now: 2026-11-18 10:00, turns: [{}]}", "either the customer's or the receptionist's"),
        ("c.yaml", "- {name: x, now: 2026-11-18 10:00, turns: [{customer: Hi}]}", "holds no case"),
    ],
)
def test_a_file_that_holds_no_cases_is_refused_with_the_place(evaluate, name: str, content: str, complaint: str):
    with pytest.raises(CommandError, match=re.escape(complaint)) as failure:
        evaluate(content, name=name)
    assert failure.value.returncode == 2


def test_a_complaint_does_not_quote_the_customer(evaluate):
    with pytest.raises(CommandError) as failure:
        evaluate(json.dumps({**LINE, "text": ["Ana Ruiz, 555 0142"]}))
    assert "Ana" not in str(failure.value)
    with pytest.raises(CommandError, match="line 2") as failure:
        evaluate("- name: x\n  turns: [{customer: 'Ana Ruiz', 555 0142]", name="c.yaml")
    assert "Ana" not in str(failure.value)


def test_a_file_may_begin_with_the_mark_that_some_editors_put_there(evaluate):
    right = {**LINE, "expected": {"intent": "schedule"}}
    assert evaluate("\ufeff" + json.dumps(right)).endswith("100.0 % of the expected fields.\n")


def test_a_file_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(CommandError, match=r"none\.jsonl cannot be read") as failure:
        call_command("evaluate", str(tmp_path / "none.jsonl"))
    assert failure.value.returncode == 2


def test_the_model_is_scored_where_it_is_chosen_and_its_failures_are_told(evaluate, openai: FakeOpenAI):
    openai.answer = GOOD | {"intent": "faq"}
    openai.next(Mishap(), Mishap(500))
    printed = evaluate(LINE, LINE, reader="openai")
    assert row(printed, "intent") == ["2", "1", "1", "0"]
    assert re.search(r"Read by (model: 1, rules: 1|rules: 1, model: 1), passed over model: .+: 1\.", printed)
    assert re.search(r"because +read by the model", printed)


def test_it_needs_neither_a_database_nor_a_key(tmp_path: Path):
    file = tmp_path / "cases.jsonl"
    file.write_text(json.dumps(LINE))
    bare = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "LC_ALL"}}
    done = _run(str(file), "100", bare)
    assert (done.returncode, "100.0 %" in done.stdout) == (0, True)
    assert "no percentage" in _run(str(file), "101", bare).stderr


def _run(file: str, bar: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(MANAGE), "evaluate", file, "--at-least", bar]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=env, cwd=MANAGE.parent)
