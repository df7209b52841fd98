from __future__ import annotations

import pytest

from sara.local import run
from sara.local.environment import Secrets
from sara.local.fleet import Fleet
from sara.local.machine import Running


@pytest.mark.parametrize(
    ("public", "pages"),
    [
        ("", "http://127.0.0.1:8000"),
        ("http://192.168.0.7:8000", "http://127.0.0.1:8000"),
        ("https://sara.example.com/", "https://sara.example.com"),
    ],
)
def test_it_names_the_address_at_which_the_pages_open(public, pages, capsys):
    sara = Running(Fleet(), "http://127.0.0.1:8000", {}, Secrets())
    run._greet(sara, {"PUBLIC_BASE_URL": public})
    told = capsys.readouterr().out
    assert f" {pages}/admin/" in told
    assert f" {pages}/simulator/" in told


def test_without_the_demo_it_names_no_simulator(capsys):
    run._greet(Running(Fleet(), "http://127.0.0.1:8000", {}, Secrets()), {"SARA_DEMO": "0"})
    assert "simulator" not in capsys.readouterr().out
