"""One storm for all tests of this folder, on a database and on keys in Redis that nobody else uses."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from pydantic import AnyHttpUrl
from pytest_httpserver import HTTPServer

from tests.crash.bell import Bell
from tests.crash.processes import Processes
from tests.crash.rush import Rush
from tests.crash.storm import Storm
from tests.fakes.google import FakeGoogle
from tests.fakes.service_account import write_key_file
from tests.fakes.twilio import FakeTwilio
from tests.receptionist.conftest import furnish


@pytest.fixture(scope="module")
def database(django_db_blocker: Any) -> Iterator[str]:
    """A database that is made for the storm and dropped after it; Django uses it meanwhile. Returns its URL."""
    usual = connection.settings_dict["NAME"]
    name = f"{usual}_crash{os.environ.get('PYTEST_XDIST_WORKER', '')}"
    with django_db_blocker.unblock():
        _drop(name)
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
        _use(name)
        try:
            call_command("migrate", verbosity=0)
            yield urlsplit(str(settings.ENV.database_url))._replace(path=f"/{name}").geturl()
        finally:
            _use(usual)
            _drop(name)


def _use(name: str) -> None:
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    connection.settings_dict["NAME"] = name


def _drop(name: str) -> None:
    with connection._nodb_cursor() as cursor:
        # By force: PostgreSQL may not have noticed yet that a process of the storm is gone.
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="module")
def _storm(database: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Storm]:
    furnish()
    seed: int = request.config.getoption("randomly_seed", random.getrandbits(32))
    with (
        HTTPServer(host="127.0.0.1", port=0, threaded=True) as server,
        Bell(settings.ENV.broker_url) as bell,
    ):
        twilio = FakeTwilio(server)
        env = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.crash.settings",
            "DATABASE_URL": database,
            "STORM_CARRIER": str(twilio.base_url),
            "STORM_KEYS": bell.prefix,
        }
        # Who is killed cannot tell what it has covered.
        env.pop("COVERAGE_PROCESS_CONFIG", None)
        with Processes(env, tmp_path_factory.mktemp("storm")) as processes:
            storm = Storm(processes, twilio, bell, seed)
            try:
                storm.rage()
            except Exception as error:
                error.add_note(storm.told())
                raise
            yield storm
        server.check_assertions()


@pytest.fixture
def storm(_storm: Storm, request: pytest.FixtureRequest) -> Storm:
    """A storm that is over; a test that fails tells about it."""
    request.node.add_report_section("setup", "the storm", _storm.told())
    return _storm


@pytest.fixture(scope="module")
def _rush(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Rush, FakeGoogle]]:
    furnish()
    folder = tmp_path_factory.mktemp("rush")
    with (
        HTTPServer(host="127.0.0.1", port=0, threaded=True) as carrier,
        HTTPServer(host="127.0.0.1", port=0, threaded=True) as calendars,
        Bell(settings.ENV.broker_url) as bell,
    ):
        twilio, google = FakeTwilio(carrier), FakeGoogle(calendars)
        env = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.crash.rush_settings",
            "DATABASE_URL": database,
            "STORM_CARRIER": str(twilio.base_url),
            "STORM_KEYS": bell.prefix,
            "RUSH_WIRES": str(folder),
            "RUSH_GOOGLE": google.base_url,
            "RUSH_KEY_FILE": str(write_key_file(folder / "key.json", google.token_uri)),
            "RUSH_CALENDAR": "salon@example.com",
        }
        env.pop("COVERAGE_PROCESS_CONFIG", None)
        with Processes(env, folder) as processes:
            rush = Rush(processes, twilio, bell, folder)
            try:
                rush.go()
            except Exception as error:
                error.add_note(processes.said()[:20_000])
                raise
            yield rush, google
        carrier.check_assertions()


@pytest.fixture
def rush(_rush: tuple[Rush, FakeGoogle], request: pytest.FixtureRequest) -> Rush:
    """A rush that is over; a test that fails tells about it."""
    request.node.add_report_section("setup", "the rush", _rush[0].processes.said()[:20_000])
    return _rush[0]


@pytest.fixture
def google(_rush: tuple[Rush, FakeGoogle], settings: Any, tmp_path: Path) -> FakeGoogle:
    """The calendar outside as the rush has left it, with Sara connected to it."""
    fake = _rush[1]
    settings.OUTSIDE_CALENDAR = "calendar_integration.providers.google.calendar.GoogleCalendar"
    connected = {
        "google_calendar_id": "salon@example.com",
        "google_application_credentials": write_key_file(tmp_path / "key.json", fake.token_uri),
        "google_calendar_api_base_url": AnyHttpUrl(fake.base_url),
    }
    settings.ENV = settings.ENV.model_copy(update=connected)
    return fake
