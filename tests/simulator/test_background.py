from __future__ import annotations

import subprocess
import sys
import time

import pytest

from simulator import background

_LEAVE_WHILE_SOMETHING_IS_DUE = """
import time
import django
django.setup()
from simulator import background
background.later(0.2, lambda: print("never"))
background.soon(lambda: time.sleep(0.6))
"""


def test_finishing_waits_for_what_is_under_way_and_for_what_is_due():
    done: list[str] = []

    def first() -> None:
        time.sleep(0.1)
        background.later(0.1, lambda: done.append("the news that followed"))
        done.append("under way")

    background.later(0.05, lambda: done.append("due"))
    background.soon(first)
    background.finish()
    assert done == ["due", "under way", "the news that followed"]


def test_what_goes_wrong_is_logged_and_holds_nothing_up(caplog: pytest.LogCaptureFixture):
    def stumble() -> None:
        raise ValueError("a stone")

    background.soon(stumble)
    background.finish()
    assert "the simulated carrier stumbled" in caplog.text


@pytest.mark.slow
def test_a_process_that_ends_drops_what_is_due_without_a_word():
    done = subprocess.run(
        [sys.executable, "-c", _LEAVE_WHILE_SOMETHING_IS_DUE], capture_output=True, text=True, check=True, timeout=60
    )
    assert (done.stdout, done.stderr) == ("", "")
