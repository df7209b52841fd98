"""What a deployment's settings come to, each read in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.service_account import write_key_file

ROOT = Path(__file__).resolve().parents[2]
_SEALED = "from sara.env import Environment; Environment.model_config['env_file'] = None\n"
_READ = """
import json, sys
from sara import settings
print(json.dumps({name: getattr(settings, name, None) for name in sys.argv[1:]}))
"""
_CHANNELS = "from sara.settings import RECEPTIONIST; print(*RECEPTIONIST['channels'])"


def _run(*names: str, code: str = _READ, **env: str) -> subprocess.CompletedProcess[str]:
    env |= {"PATH": os.environ["PATH"], "DJANGO_SECRET_KEY": "x", "DJANGO_SETTINGS_MODULE": "sara.settings"}
    return subprocess.run(
        [sys.executable, "-c", _SEALED + code, *names], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )


def _settings(*names: str, **env: str) -> dict[str, Any]:
    done = _run(*names, **env)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_what_the_database_url_asks_of_the_connection_is_kept():
    url = "postgres://sara:secret@db.example.com:5432/sara?sslmode=verify-full&connect_timeout=3"
    options = _settings("DATABASES", DATABASE_URL=url)["DATABASES"]["default"]["OPTIONS"]
    assert (options["sslmode"], options["connect_timeout"]) == ("verify-full", 3)
    assert options["pool"]["max_size"] == 20


@pytest.mark.parametrize("module", ["sara.celery", "sara.beat"])
@pytest.mark.parametrize(
    ("query", "checked"),
    [("", "CERT_REQUIRED"), ("?ssl_cert_reqs=none", "CERT_NONE"), ("?ssl_ca_certs=/ca.pem", "CERT_REQUIRED")],
)
def test_the_brokers_certificate_is_checked_unless_somebody_says_otherwise(module, query, checked):
    code = f"from {module} import app; print(app.connection().ssl['ssl_cert_reqs'].name)"
    env = {
        "DATABASE_URL": "postgres://x@127.0.0.1:9/x",
        "REDIS_URL": f"rediss://:secret@redis.example.com:6379/0{query}",
    }
    done = _run(code=code, **env)
    assert done.stdout.strip() == checked, done.stderr


@pytest.mark.parametrize(
    ("scope", "seconds", "subdomains", "preload"),
    [
        ("", 31_536_000, False, False),
        ("off", 0, False, False),
        ("subdomains", 31_536_000, True, False),
        ("preload", 31_536_000, True, True),
    ],
)
def test_other_hosts_are_shut_out_of_http_only_where_somebody_says_so(scope, seconds, subdomains, preload):
    names = ("SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD")
    found = _settings(*names, PUBLIC_BASE_URL="https://sara.example.com", HSTS_SCOPE=scope)
    assert [found[name] for name in names] == [seconds, subdomains, preload]


def test_without_https_nothing_is_insisted_on():
    names = ("SECURE_HSTS_SECONDS", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE")
    assert not any(_settings(*names, PUBLIC_BASE_URL="http://127.0.0.1:8000", HSTS_SCOPE="preload").values())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PUBLIC_BASE_URL", "https://example.com/sara"),
        ("PUBLIC_BASE_URL", "https://example.com?a=b"),
        ("PUBLIC_BASE_URL", "sara.example.com"),
        ("HSTS_SCOPE", "everything"),
        ("INTERACTION_SILENCE", "4"),
        ("INTERACTION_SILENCE", "1441"),
        ("INTERACTION_SILENCE", "an hour"),
        ("EMAIL_HOST", "smtp.example.com"),
        ("EMAIL_FROM", "Salon <hello@salon.example>"),
        ("EMAIL_FROM", "hello"),
        ("EMAIL_PORT", "0"),
        ("EMAIL_USER", "salón"),
        ("EMAIL_PASSWORD", "contraseña"),
        ("EMAIL_SECURITY", "ssl"),
        ("LLM_PRICES", "cheap"),
        ("LLM_HOURLY_SPEND_LIMIT", "a lot"),
        ("LLM_DAILY_SPEND_LIMIT", "-1"),
        ("LLM_CACHE_HOURS", "-1"),
        ("LLM_LEDGER_DAYS", "7"),
        ("OPENAI_TIMEOUT", "11"),
        ("API_REQUESTS_PER_MINUTE", "0"),
        ("IDEMPOTENCY_HOURS", "0"),
        ("IDEMPOTENCY_HOURS", "721"),
        ("EXPIRED_HOLD_DAYS", "0"),
        ("OPENAI_FALLBACK_MODEL", "gpt-6-luna"),
        ("CALENDAR_CLASH", "nobody"),
        ("GOOGLE_APPLICATION_CREDENTIALS", "/nowhere/key.json"),
        ("GOOGLE_APPLICATION_CREDENTIALS", __file__),
        ("CALDAV_URL", "cloud.example.com"),
        ("CALDAV_URL", "http://cloud.example.com/"),
        ("CALDAV_URL", "https://sara:secret@cloud.example.com/"),
        ("CALDAV_URL", "https://cloud.example.com/?a=b"),
        ("LLM_PRICES", '{"my-model": [0.25, 2]}'),
        ("LLM_PRICES", '{"my-model": [0.25, 0.025, -2]}'),
    ],
)
def test_a_value_that_makes_no_sense_stops_the_start_and_is_named(name, value):
    done = _run(**{name: value})
    assert done.returncode == 1
    assert f"  {name}: " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_mail_password_never_goes_over_the_line_in_the_clear():
    done = _run(EMAIL_SECURITY="none", EMAIL_PASSWORD="hunter22")
    assert (done.returncode, "  EMAIL_SECURITY: " in done.stderr) == (1, True)
    assert "hunter22" not in done.stderr


@pytest.mark.parametrize(("host", "there"), [("", False), ("smtp.example.com", True)])
def test_email_is_a_channel_where_there_is_a_mail_server(host, there):
    done = _run(code=_CHANNELS, EMAIL_HOST=host, EMAIL_FROM="hello@salon.example")
    assert ("email" in done.stdout.split()) is there, done.stderr


_CALDAV = {"CALDAV_URL": "https://cloud.example.com/", "CALDAV_USERNAME": "sara", "CALDAV_PASSWORD": "word-1234"}


@pytest.mark.parametrize(
    ("named", "other"),
    [
        ("CALDAV_USERNAME", {"CALDAV_USERNAME": ""}),
        ("CALDAV_PASSWORD", {"CALDAV_PASSWORD": ""}),
        ("CALDAV_CALENDAR", {"CALDAV_CALENDAR": "https://elsewhere.example.com/sara/"}),
        ("CALDAV_CALENDAR", {"CALDAV_CALENDAR": "work"}),
    ],
)
def test_a_caldav_server_needs_what_belongs_to_it_and_nothing_beside_it(named, other):
    done = _run(**{**_CALDAV, **other})
    assert done.returncode == 1
    assert named in done.stderr
    assert "word-1234" not in done.stderr
    assert "Traceback" not in done.stderr


def test_one_kind_of_calendar_outside_is_kept_and_two_are_named(tmp_path):
    key = write_key_file(tmp_path / "key.json", "http://127.0.0.1:9/token")
    done = _run(**_CALDAV, GOOGLE_APPLICATION_CREDENTIALS=str(key))
    assert done.returncode == 1
    assert "  CALDAV_URL: " in done.stderr
    assert "GOOGLE_APPLICATION_CREDENTIALS" in done.stderr


def test_what_is_set_decides_where_calendars_outside_are_kept(tmp_path):
    key = write_key_file(tmp_path / "key.json", "http://127.0.0.1:9/token")
    assert _settings("OUTSIDE_CALENDAR") == {"OUTSIDE_CALENDAR": None}
    assert _settings("OUTSIDE_CALENDAR", **_CALDAV)["OUTSIDE_CALENDAR"].endswith(".CalDavCalendar")
    google = _settings("OUTSIDE_CALENDAR", GOOGLE_APPLICATION_CREDENTIALS=str(key))
    assert google["OUTSIDE_CALENDAR"].endswith(".GoogleCalendar")


def test_an_owner_names_the_price_of_a_model_sara_does_not_know_or_knows_another_of():
    code = "from sara.settings import LLM_PRICES as p; print(*p['my-model'], *p['gpt-5'], len(p) > 5)"
    done = _run(code=code, LLM_PRICES='{"my-model": [0.1, 0.01, 1], "gpt-5": [3, 2, 1]}')
    assert done.stdout.split() == ["0.1", "0.01", "1", "3", "2", "1", "True"], done.stderr


def test_a_slash_at_the_end_of_the_public_address_does_no_harm():
    assert _settings("PUBLIC_BASE_URL", PUBLIC_BASE_URL="https://sara.example.com/") == {
        "PUBLIC_BASE_URL": "https://sara.example.com"
    }
