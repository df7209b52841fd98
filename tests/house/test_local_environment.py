from __future__ import annotations

import stat

import pytest

from sara.env import Environment
from sara.local import environment
from sara.local.environment import Secrets, compose, kept_secrets, outside, write_env_file

CARRIER = "http://127.0.0.1:8000/simulator/carrier"


def _compose(**set_outside: str) -> dict[str, str]:
    return compose(set_outside, Secrets(), port=8000, live_port=8001)


def test_it_needs_nothing_from_the_person():
    values = _compose()
    assert values["SARA_DEMO"] == "1"
    assert values["TWILIO_API_BASE_URL"] == values["META_GRAPH_BASE_URL"] == CARRIER
    assert values["LIVE_BASE_URL"] == "http://127.0.0.1:8001"


def test_it_invents_only_variables_that_sara_reads():
    assert set(_compose()) <= {name.upper() for name in Environment.model_fields}


@pytest.mark.parametrize("name", sorted(_compose()))
def test_what_the_person_sets_is_never_overruled(name):
    assert name not in _compose(**{name: "theirs"})


@pytest.mark.parametrize("name", ["TWILIO_AUTH_TOKEN", "TWILIO_ACCOUNT_SID"])
def test_a_real_twilio_account_is_not_sent_to_the_demos_carrier(name):
    values = _compose(**{name: "theirs"})
    assert "TWILIO_API_BASE_URL" not in values
    assert values["META_GRAPH_BASE_URL"] == CARRIER


@pytest.mark.parametrize("name", ["WHATSAPP_ACCESS_TOKEN", "WHATSAPP_APP_SECRET"])
def test_a_real_meta_account_is_not_sent_to_the_demos_carrier(name):
    values = _compose(**{name: "theirs"})
    assert "META_GRAPH_BASE_URL" not in values
    assert values["TWILIO_API_BASE_URL"] == CARRIER


@pytest.mark.parametrize("word", ["0", "false", "no", "off"])
def test_without_the_demo_nothing_of_a_provider_is_invented(word):
    values = _compose(SARA_DEMO=word)
    assert not [name for name in values if name.startswith(("TWILIO", "WHATSAPP", "META"))]


def test_secrets_are_made_once_and_readable_by_their_owner_only(tmp_path):
    first = kept_secrets(tmp_path)
    assert kept_secrets(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "secrets.json").stat().st_mode) == 0o600


def test_a_torn_secrets_file_is_made_anew(tmp_path):
    (tmp_path / "secrets.json").write_text("{")
    assert kept_secrets(tmp_path) == kept_secrets(tmp_path)


def test_the_environment_wins_over_dot_env_and_empty_means_not_set(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "ROOT", str(tmp_path))
    (tmp_path / ".env").write_text("PORT=8010\nOPENAI_MODEL=from-file\nlog_level=DEBUG\nREDIS_URL=\n")
    monkeypatch.setenv("PORT", "8020")
    monkeypatch.delenv("REDIS_URL", raising=False)
    merged = outside()
    assert (merged["PORT"], merged["OPENAI_MODEL"], merged["LOG_LEVEL"]) == ("8020", "from-file", "DEBUG")
    assert "REDIS_URL" not in merged


def test_other_terminals_read_the_values_of_a_run(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "ENV_FILE", tmp_path / "sara.env")
    monkeypatch.delenv("TWILIO_AUTH_TOKEN", raising=False)
    write_env_file({"TWILIO_AUTH_TOKEN": "a$b'c".replace("'", "")})
    read = Environment(_env_file=tmp_path / "sara.env")
    assert read.twilio_auth_token.get_secret_value() == "a$bc"
    assert stat.S_IMODE((tmp_path / "sara.env").stat().st_mode) == 0o600
