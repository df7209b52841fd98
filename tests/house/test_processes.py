from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from celery import current_app
from celery.signals import heartbeat_sent
from django.conf import settings
from django.db.utils import ConnectionHandler

from sara import health, roles

ROOT = Path(__file__).resolve().parents[2]
_SEALED = "from sara.env import Environment; Environment.model_config['env_file'] = None; "


@pytest.mark.parametrize("module", ["sara.wsgi", "sara.asgi"])
@pytest.mark.parametrize("missing", ["DATABASE_URL", "REDIS_URL", "DJANGO_SECRET_KEY"])
def test_a_web_process_refuses_to_start_without_its_servers(module, missing):
    _assert_refused(f"import {module}", missing)


@pytest.mark.parametrize("missing", ["DATABASE_URL", "REDIS_URL", "DJANGO_SECRET_KEY"])
def test_a_worker_refuses_to_start_without_its_servers(missing):
    _assert_refused("from sara.celery import app; app.worker_main(['worker', '-P', 'solo'])", missing)


def test_beat_needs_the_broker_alone_and_loads_neither_django_nor_the_database():
    _assert_refused("import sara.beat", "REDIS_URL")
    code = "import sys, sara.beat; print(sorted({'sara.settings', 'django.db', 'psycopg'} & sys.modules.keys()))"
    done = _run(code, DATABASE_URL="", DJANGO_SECRET_KEY="")
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


@pytest.mark.parametrize("module", ["sara.wsgi", "sara.asgi"])
def test_a_web_process_loads_the_search_and_vendors_only_when_it_needs_them(module):
    libraries = {"numpy", "ctranslate2", "openai", "twilio.rest", "googleapiclient"}
    code = f"import sys, {module}; from django.urls import get_resolver; get_resolver().url_patterns"
    done = _run(f"{code}; print(sorted({libraries} & sys.modules.keys()))")
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


def test_beat_goes_on_when_the_broker_accepts_and_says_nothing():
    """Without a timeout its one thread would wait for ever, and nothing that was left lying would be found again."""
    code = "from kombu.exceptions import OperationalError; from sara.beat import app\n"
    code += "app.conf.broker_transport_options = {name: 0.1 for name in app.conf.broker_transport_options}\n"
    code += "try: app.send_task('x')\nexcept OperationalError: print('goes on')"
    with socket.create_server(("127.0.0.1", 0)) as silent:
        done = _run(code, REDIS_URL=f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
    assert done.stdout.strip() == "goes on", done.stderr


def _run(code: str, **changed: str) -> subprocess.CompletedProcess[str]:
    env = {"DATABASE_URL": "postgres://x@127.0.0.1:9/x", "REDIS_URL": "redis://127.0.0.1:9/0", "DJANGO_SECRET_KEY": "x"}
    env |= {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "sara.settings", "CELERY_SKIP_CHECKS": "1", **changed}
    command = [sys.executable, "-c", _SEALED + code]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False)


def _assert_refused(code: str, missing: str) -> None:
    done = _run(code, **{missing: ""})
    assert done.returncode == 1
    assert f"Sara cannot start; set {missing} (" in done.stderr + done.stdout


@pytest.mark.parametrize(
    "start", ["import django; django.setup(); from sara.celery import app", "from sara.beat import app"]
)
def test_celerys_processes_log_at_our_level_in_our_form_without_what_is_private(start):
    code = (
        f"import logging; {start}; app.log.setup(loglevel='WARNING', redirect_stdouts=True);"
        "logging.getLogger('receptionist').info('told +34600111222'); logging.getLogger('celery.x').info('a task')"
    )
    done = _run(code, LOG_LEVEL="INFO", LOG_FORMAT="json")
    assert [json.loads(line)["message"] for line in done.stderr.splitlines()] == ["told [phone]"]


def test_the_doorbell_of_every_thread_is_saras():
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(lambda: current_app.main).result() == "sara"


def test_every_role_runs_by_this_python_and_later_options_win():
    for role in roles.ROLES:
        assert roles.command(role, "--extra")[:2] == [sys.executable, "-m"]
        assert roles.command(role, "--extra")[-1] == "--extra"


def test_an_unknown_role_is_told_the_known_ones(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["roles", "wbe"])
    with pytest.raises(SystemExit, match="Name a role: web, live, worker, voice-worker, beat"):
        roles.main()


def test_a_worker_shows_that_it_works(tmp_path, settings):
    alive = tmp_path / "alive"
    settings.ENV = settings.ENV.model_copy(update={"worker_heartbeat_file": alive})
    heartbeat_sent.send(sender=None)
    assert alive.exists()


@pytest.mark.django_db
def test_it_is_ready_when_database_and_broker_answer(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": "up", "broker": "up"})


@pytest.mark.django_db
def test_a_broker_that_is_down_delays_but_does_not_take_it_out_of_service(client, monkeypatch):
    broken = settings.ENV.model_copy(update={"redis_url": "redis://127.0.0.1:9/0"})
    monkeypatch.setattr(health, "ENV", broken)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["broker"]) == (200, "down")


@pytest.mark.django_db
def test_without_a_database_it_is_alive_but_not_ready(client, monkeypatch):
    nowhere = {"ENGINE": "django.db.backends.postgresql", "NAME": "x", "HOST": "127.0.0.1", "PORT": "9"}
    monkeypatch.setattr(health, "connection", ConnectionHandler({"default": nowhere})["default"])
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503
