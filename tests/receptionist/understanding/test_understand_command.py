from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.fakes.openai import FakeOpenAI, Mishap

from .test_model_reader import GOOD

MANAGE = Path(__file__).resolve().parents[3] / "manage.py"
CASE = {"text": "tomorrow at 3pm", "now": "2026-11-18T10:00:00+01:00", "timezone": "Europe/Madrid", "channel": "sms"}


def run(monkeypatch, *lines: object, **options: object) -> list[dict[str, Any]]:
    text = "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines)
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    out = io.StringIO()
    call_command("understand", stdout=out, **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_it_answers_line_by_line_in_order(monkeypatch):
    results = run(monkeypatch, CASE, CASE | {"text": "I am Ana Ruiz"}, CASE | {"text": ""})
    assert [result["intent"] for result in results] == ["schedule", "contact", "unknown"]
    assert results[0]["appointment"] == {"date": "2026-11-19", "time": "15:00", "timezone": "Europe/Madrid"}
    assert results[1]["contact_info"]["name"] == "Ana Ruiz"


def test_it_reads_an_answer_in_the_light_of_the_history(monkeypatch):
    history = [{"role": "receptionist", "text": "What time would you like?"}]
    (result,) = run(monkeypatch, CASE | {"text": "4", "history": history})
    assert result["appointment"]["time"] == "16:00"


def test_a_moment_without_an_offset_is_local(monkeypatch):
    (result,) = run(monkeypatch, CASE | {"now": "2026-11-18T23:30:00"})
    assert result["appointment"]["date"] == "2026-11-19"


@pytest.mark.parametrize(
    "line",
    ["nonsense", "[]", '{"text": "hi"}', json.dumps(CASE | {"timezone": "Mars/Olympus", "now": "2026-01-01T00:00"})],
)
def test_a_line_that_is_no_case_is_named(monkeypatch, line):
    with pytest.raises(CommandError, match=r"^Line 2 "):
        run(monkeypatch, CASE, line)


def test_the_model_reads_first_where_it_is_chosen_and_the_rules_after_it(monkeypatch, openai: FakeOpenAI):
    openai.answer = GOOD | {"intent": "faq"}
    openai.next(Mishap(), Mishap(500))
    results = run(monkeypatch, CASE, CASE, reader="openai")
    assert [result["intent"] for result in results] == ["faq", "schedule"]


def test_it_needs_neither_a_database_nor_a_key():
    bare = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "LC_ALL"}}
    done = subprocess.run(
        [sys.executable, str(MANAGE), "understand"],
        input=json.dumps(CASE),
        capture_output=True,
        text=True,
        check=True,
        env=bare,
        cwd=MANAGE.parent,
    )
    assert json.loads(done.stdout)["appointment"]["time"] == "15:00"
