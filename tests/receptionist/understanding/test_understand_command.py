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


def test_it_tells_on_request_every_day_and_time_that_was_seen_and_where(monkeypatch):
    text = "do you take cards? and move my Tuesday one to Friday at 3, for 2 people"
    (result,) = run(monkeypatch, CASE | {"text": text}, explain=True)
    seen = {text[sight["start"] : sight["end"]]: sight["standing"] for sight in result["why"]["candidates"]}
    assert seen == {
        "Tuesday": "is not the one that is wanted",
        "Friday": "is the day",
        "at 3": "is the time",
        "for 2 people": "only looks like a day or a time",
    }
    assert any("move my Tuesday one to" in reason for reason in result["why"]["reasons"])
    assert result["appointment"] == {"date": "2026-11-20", "time": "15:00", "timezone": "Europe/Madrid"}


@pytest.mark.parametrize(
    ("text", "words", "standing"),
    [
        ("tomorrow at 3", "tomorrow", "is the day"),
        ("at 8 tonight", "at 8 tonight", "is the day and the time"),
        ("not on Friday, Monday", "Monday", "is the day"),
        ("cancel, I was there yesterday", "yesterday", "lies behind"),
        ("move it, not at 3 but at 4", "at 3", "is ruled out"),
        ("some time next week", "next week", "narrows the choice"),
        ("the 3rd or the 4th", "the 4th", "is not the one that is wanted"),
    ],
)
def test_it_tells_what_became_of_each(monkeypatch, text, words, standing):
    (result,) = run(monkeypatch, CASE | {"text": text}, explain=True)
    assert (words, standing) in {(sight["words"], sight["standing"]) for sight in result["why"]["candidates"]}


def test_without_the_request_nothing_is_added(monkeypatch):
    (result,) = run(monkeypatch, CASE)
    assert "why" not in result


def test_it_does_not_explain_what_a_model_read(monkeypatch):
    with pytest.raises(CommandError, match="--explain tells what the rules saw"):
        run(monkeypatch, CASE, explain=True, reader="openai")
