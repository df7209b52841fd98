"""The environment of a local run: what the person set, and for the rest the demo's own values.

What was generated is kept in ``var/secrets.json``, so that a second start finds its data again. While Sara runs,
``var/sara.env`` lets plain ``manage.py`` commands in another terminal reach the same servers.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from dotenv import dotenv_values

from sara.local.bootstrap import ROOT, VAR

ENV_FILE = Path(VAR) / "sara.env"
#: The user name of the first login.
ADMIN = "admin"
#: The person's own credentials of a provider: with any of them set, its messages go there and not to the demo.
_REAL_TWILIO = ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN")
_REAL_META = ("WHATSAPP_ACCESS_TOKEN", "WHATSAPP_APP_SECRET")


def _digits(count: int) -> str:
    return "1" + "".join(secrets.choice("0123456789") for _ in range(count - 1))


@dataclass(frozen=True)
class Secrets:
    """What is made up once for this checkout. None of it is worth anything elsewhere."""

    django_secret_key: str = field(default_factory=lambda: secrets.token_urlsafe(50))
    postgres_password: str = field(default_factory=lambda: secrets.token_hex(16))
    valkey_password: str = field(default_factory=lambda: secrets.token_hex(16))
    admin_password: str = field(default_factory=lambda: secrets.token_hex(8))
    twilio_account_sid: str = field(default_factory=lambda: "AC" + secrets.token_hex(16))
    twilio_auth_token: str = field(default_factory=lambda: secrets.token_hex(16))
    whatsapp_access_token: str = field(default_factory=lambda: secrets.token_hex(24))
    whatsapp_phone_number_id: str = field(default_factory=lambda: _digits(15))
    whatsapp_verify_token: str = field(default_factory=lambda: secrets.token_hex(16))
    whatsapp_app_secret: str = field(default_factory=lambda: secrets.token_hex(16))


def kept_secrets(folder: Path) -> Secrets:
    """Return the secrets of a folder, made and written there (readable by its owner only) the first time."""
    path = folder / "secrets.json"
    try:
        kept = json.loads(path.read_text())
    except (OSError, ValueError):
        kept = {}
    made = Secrets(**{name: value for name, value in kept.items() if name in Secrets.__dataclass_fields__})
    if asdict(made) != kept:
        write_private(path, json.dumps(asdict(made), indent=1))
    return made


def outside() -> dict[str, str]:
    """Return what the person set: the environment, then ``.env``; names in capitals, empty means not set."""
    merged = {**dotenv_values(Path(ROOT) / ".env"), **os.environ}
    return {name.upper(): value for name, value in merged.items() if value}


def compose(set_outside: Mapping[str, str], made: Secrets, *, port: int, live_port: int) -> dict[str, str]:
    """Return the values a local run adds to what the person set; nothing that was set is among them."""
    values = {
        "DJANGO_SECRET_KEY": made.django_secret_key,
        "SARA_DEMO": "1",
        "LOG_FORMAT": "text",
        "PORT": str(port),
        "LIVE_BASE_URL": f"http://127.0.0.1:{live_port}",
    }
    if is_demo(set_outside):
        values |= _demo(set_outside, made, carrier=f"http://127.0.0.1:{port}/simulator/carrier")
    return {name: value for name, value in values.items() if name not in set_outside}


def is_demo(set_outside: Mapping[str, str]) -> bool:
    """Tell whether the simulator runs: in every local run, unless the person says otherwise."""
    return set_outside.get("SARA_DEMO", "1").strip().lower() in {"1", "true", "yes", "on", "t", "y"}


def _demo(set_outside: Mapping[str, str], made: Secrets, *, carrier: str) -> dict[str, str]:
    values = {
        "TWILIO_ACCOUNT_SID": made.twilio_account_sid,
        "TWILIO_AUTH_TOKEN": made.twilio_auth_token,
        "TWILIO_PHONE_NUMBER": "+15005550006",
        "WHATSAPP_ACCESS_TOKEN": made.whatsapp_access_token,
        "WHATSAPP_PHONE_NUMBER_ID": made.whatsapp_phone_number_id,
        "WHATSAPP_VERIFY_TOKEN": made.whatsapp_verify_token,
        "WHATSAPP_APP_SECRET": made.whatsapp_app_secret,
    }
    if not any(name in set_outside for name in _REAL_TWILIO):
        values["TWILIO_API_BASE_URL"] = carrier
    if not any(name in set_outside for name in _REAL_META):
        values["META_GRAPH_BASE_URL"] = carrier
    return values


def write_env_file(values: Mapping[str, str]) -> None:
    """Let ``manage.py`` in another terminal find the running servers."""
    lines = ["# Written by `make run` while it runs; what the environment or .env sets wins."]
    lines += [f"{name}='{value}'" for name, value in sorted(values.items())]
    write_private(ENV_FILE, "\n".join(lines) + "\n")


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, in one step."""
    partial = path.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    partial.touch(mode=0o600)
    partial.write_text(text)
    partial.rename(path)
