"""The commands of docs/api.md do what it says, in its order."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from rest_framework.authtoken.models import Token

from calendar_integration.models import Appointment
from tests.calendar_integration.api import program
from tests.calendar_integration.conftest import NOW

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text()
#: A command, the status it is answered with, and what of the answer the guide shows, if anything.
_EXAMPLE = re.compile(r"```sh\n(.*?)```\n+The answer is (\d{3})(?:[^`]*?:\n\n```json\n(.*?)```)?", re.DOTALL)
_ANY_ID = "0d5f0f3e-6a1f-4d0b-9a53-7d7f0c9b3d1e"


def sent(command: str, key: str) -> Any:
    """Send what curl would."""
    words = shlex.split(command.replace("\\\n", " ").replace("$KEY", key))
    assert words.pop(0) == "curl"
    headers, body, method, url = {}, None, "GET", ""
    while words:
        match words.pop(0):
            case "-H":
                name, _, value = words.pop(0).partition(": ")
                headers[name] = value
            case "-d":
                body, method = words.pop(0), "POST"
            case "-X":
                method = words.pop(0)
            case address:
                url = address
    parts = urlsplit(url)
    media_type = headers.pop("Content-Type", "application/x-www-form-urlencoded")
    path = f"{parts.path}?{parts.query}"
    return Client(headers=headers).generic(method, path, body or "", media_type)


def shows(told: Any, shown: Any) -> None:
    """Compare what is shown with the beginning of what is told; ids are whatever they are."""
    if isinstance(shown, dict):
        for name, value in shown.items():
            if name not in {"id", "public_id", "service", "location"}:
                shows(told[name], value)
            assert name in told
    elif isinstance(shown, list):
        assert len(told) >= len(shown)
        for one, other in zip(told, shown, strict=False):
            shows(one, other)
    else:
        assert told == shown


@pytest.mark.django_db
def test_every_command_of_the_guide_is_answered_as_it_says(cut, ana, rung, time_machine_at):
    time_machine_at(NOW)
    maya = program("maya", "view_service", "view_appointment", "add_appointment", "change_appointment")
    key = Token.objects.get(user=maya.user).key
    examples = _EXAMPLE.findall(GUIDE)
    assert len(examples) == GUIDE.count("```sh") == 6
    for command, status, shown in examples:
        made = Appointment.objects.first()
        ours = re.sub(r'(service"?[=:] ?)1\b', rf"\g<1>{cut.pk}", command)
        answer = sent(ours.replace(_ANY_ID, str(made.public_id) if made else ""), key)
        assert answer.status_code == int(status), answer.content
        if shown:
            shows(answer.json(), json.loads(shown))
    made = Appointment.objects.get()
    assert (made.status, made.local_day.isoformat(), made.notes) == ("cancelled", "2026-03-04", "First visit")
