from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sara.local import machine, ports
from sara.local.children import is_running, spawn
from sara.local.fleet import Fleet, Stop, stoppable

ENV = {"PATH": os.environ["PATH"]}
ROOT = Path(__file__).resolve().parents[2]


def _await(condition, within=10.0):
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def test_one_that_dies_is_named_with_its_reason():
    with Fleet() as fleet:
        fleet.start("steady", ["sleep", "60"], ENV)
        fleet.start("broken", ["sh", "-c", "exit 3"], ENV)
        assert fleet.ended(within=10) == "broken ended with exit code 3"


def test_one_that_is_killed_is_named_with_the_signal():
    with Fleet() as fleet:
        fleet.start("victim", ["sh", "-c", "kill -9 $$"], ENV)
        assert fleet.ended(within=10) == "victim was ended by SIGKILL"


def test_every_line_carries_the_name_of_its_process(capsys):
    with Fleet() as fleet:
        fleet.start("speaker", ["echo", "hello"], ENV)
        fleet.ended(within=10)
    assert "speaker      | hello" in capsys.readouterr().out


def test_leaving_stops_all_and_what_they_started(tmp_path):
    note = tmp_path / "pid"
    with Fleet() as fleet:
        fleet.start("parent", ["sh", "-c", f"sleep 61 & echo $! > {note}; wait"], ENV)
        _await(lambda: note.exists() and note.read_text().strip())
        grandchild = int(note.read_text())
        # The shell tells the number as soon as it has forked; the fork becomes "sleep" a moment later.
        _await(lambda: is_running(grandchild, "sleep"))
    _await(lambda: not is_running(grandchild, "sleep"))


def test_one_that_does_not_listen_is_ended_by_force(tmp_path):
    note = tmp_path / "pid"
    with Fleet() as fleet:
        fleet.start("deaf", ["sh", "-c", f"trap '' TERM; echo $$ > {note}; while :; do sleep 1; done"], ENV)
        _await(lambda: note.exists() and note.read_text().strip())
        deaf = int(note.read_text())
        fleet.stop(within=0.3)
        assert not is_running(deaf, "sh")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children that their parent died")
def test_a_launcher_that_is_killed_leaves_nobody_behind():
    code = (
        "import os, sys, time; from sara.local.children import spawn;"
        "child = spawn('x', ['sleep', '62'], env=dict(os.environ), output=2); print(child.process.pid, flush=True);"
        "time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True) as launcher:
        assert launcher.stdout
        child = int(launcher.stdout.readline())
        assert is_running(child, "sleep")
        launcher.kill()
    _await(lambda: not is_running(child, "sleep"))


def test_an_id_that_is_used_again_is_not_mistaken():
    assert is_running(os.getpid(), "python") or is_running(os.getpid(), "pytest")
    assert not is_running(os.getpid(), "a program of another name")


def test_a_request_to_stop_becomes_one_exception():
    def be_told():
        with stoppable():
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(5)

    with pytest.raises(Stop):
        be_told()
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_a_proxy_of_the_environment_is_not_asked_for_our_own_servers(httpserver, monkeypatch):
    httpserver.expect_request("/readyz").respond_with_data("")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    machine._await_ready(Fleet(), httpserver.url_for("/readyz"), within=3)


def test_stopping_twice_is_harmless():
    child = spawn("brief", ["true"], env=ENV, output=subprocess.DEVNULL)
    child.stop()
    child.stop()


def test_a_taken_port_is_seen_and_another_chosen():
    taken = ports.choose()
    assert ports.is_free(taken)
    with socket.create_server(("127.0.0.1", taken)):
        assert not ports.is_free(taken)
        assert ports.choose(taken) != taken
