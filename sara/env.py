"""Every environment variable Sara reads, typed. A bad value stops the start and names the variable.

Precedence: the environment itself, then ``.env``, then ``var/sara.env`` (written by ``make run``).
"""

from __future__ import annotations

import json
import re
import sys
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    AnyHttpUrl,
    Field,
    PostgresDsn,
    RedisDsn,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from calendar_integration.providers.caldav import addresses
from sara import keyfiles

BASE_DIR = Path(__file__).resolve().parent.parent


_MAILBOX = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")

Dollars = Annotated[Decimal, Field(ge=0, le=1_000_000, allow_inf_nan=False)]


class Environment(BaseSettings):
    """The environment, validated once at start. Empty means not set."""

    model_config = SettingsConfigDict(
        env_file=(BASE_DIR / "var" / "sara.env", BASE_DIR / ".env"),
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    # The house
    django_secret_key: SecretStr | None = None
    debug: bool = False
    #: Turns on the simulator and the demo's own secrets; never set it where real customers call.
    sara_demo: bool = False
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = ("localhost", "127.0.0.1", "[::1]")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["json", "text"] = "json"
    port: int = Field(default=8000, ge=1, le=65535)
    #: The address carriers call, as they sign it (https://sara.example.com). Without it the request's own host counts.
    public_base_url: AnyHttpUrl | None = None
    #: How far browsers are told to insist on https for a year, where PUBLIC_BASE_URL has it: not to be taken back.
    hsts_scope: Literal["off", "host", "subdomains", "preload"] = "host"
    #: Where the process for calls and live pages listens, when no proxy puts it behind PUBLIC_BASE_URL.
    live_base_url: AnyHttpUrl | None = None

    #: Words that tell an emergency, comma separated: such a message goes to a person at once, as urgent.
    emergency_words: Annotated[tuple[str, ...], NoDecode] = (
        *("this is an emergency", "it's an emergency", "medical emergency", "bleeding", "can't breathe"),
        *("unconscious", "ambulance", "heart attack", "overdose", "suicide"),
        *("smell gas", "smells like gas", "smell of gas", "gas smell", "gas leak", "carbon monoxide"),
        *("tengo una emergencia", "emergencia médica", "sangrando", "no puede respirar", "no puedo respirar"),
        *("inconsciente", "ambulancia", "infarto", "sobredosis", "suicidio"),
        *("huele a gas", "olor a gas", "fuga de gas", "escape de gas", "monóxido de carbono"),
    )

    # PostgreSQL and Redis
    database_url: PostgresDsn | None = None
    database_pool_size: int = Field(default=20, ge=2, le=500)
    redis_url: RedisDsn | None = None
    #: A file that a worker touches every few seconds while it works, for a liveness probe.
    worker_heartbeat_file: Path | None = None

    # Twilio: SMS, WhatsApp and voice
    twilio_account_sid: str = ""
    twilio_auth_token: SecretStr = SecretStr("")
    #: "id:secret" pairs for webhooks signed with a shared key, comma separated.
    twilio_shared_keys: Annotated[dict[str, SecretStr], NoDecode] = Field(default_factory=dict)
    twilio_phone_number: str = ""
    twilio_api_base_url: AnyHttpUrl | None = None

    # Meta: WhatsApp Cloud API
    whatsapp_access_token: SecretStr = SecretStr("")
    whatsapp_phone_number_id: str = ""
    whatsapp_verify_token: SecretStr = SecretStr("")
    whatsapp_app_secret: SecretStr = SecretStr("")
    meta_graph_base_url: AnyHttpUrl | None = None

    # E-mail
    #: The address e-mail is sent from, unless a business has one of its own.
    email_from: str = Field(default="", max_length=100)
    email_user: str = ""
    email_password: SecretStr = SecretStr("")
    #: STARTTLS, encrypted from the first byte (port 465), or in the clear.
    email_security: Literal["starttls", "tls", "none"] = "starttls"
    email_port: int = Field(default=587, ge=1, le=65535)
    #: The mail server; without it Sara sends no e-mail.
    email_host: str = ""

    # OpenAI, or any server that speaks its API
    openai_api_key: SecretStr = SecretStr("")
    openai_base_url: AnyHttpUrl | None = None
    openai_model: str = "gpt-6-luna"
    #: Asked when the first model does not answer; without it the rules are.
    openai_fallback_model: str = ""
    #: Seconds each model may take before the next reader answers instead. Three in a row, the rewording included, and
    #: the calendar must fit into the lease of a conversation.
    openai_timeout: float = Field(default=6.0, gt=0, le=10)
    #: Dollars for a million input, cached and output tokens of models Sara has no price of: {"x": [0.25, 0.025, 2]}.
    llm_prices: Annotated[dict[str, tuple[Dollars, Dollars, Dollars]], NoDecode] = Field(default_factory=dict)
    #: Dollars that may be spent on models in any 60 minutes, and in any 24 hours; then the rules read.
    llm_hourly_spend_limit: Dollars | None = None
    llm_daily_spend_limit: Dollars | None = None

    #: Hours for which a question's reading and a reply's rewording may be given again instead of being paid for again;
    #: 0 remembers nothing.
    llm_cache_hours: int = Field(default=168, ge=0, le=720)
    #: Days for which the ledger keeps each call of a model; the page and the limits look at the last thirty.
    llm_ledger_days: int = Field(default=400, ge=31, le=3650)

    # The search in the FAQs
    #: What turns texts into vectors: the model that is installed here, OpenAI's, or nothing: by words alone.
    embeddings: Literal["local", "openai", "off"] = "local"

    #: "natural" lets the model reword replies, as far as code finds that they state the same.
    reply_style: Literal["plain", "natural"] = "plain"

    # Google Calendar
    google_calendar_id: str = ""
    google_application_credentials: Path | None = None
    google_calendar_api_base_url: AnyHttpUrl | None = None
    #: Who is told when a calendar outside turns out to hold something else at the time of an appointment: staff alone,
    #: or the customer as well.
    calendar_clash: Literal["staff", "customer"] = "staff"

    # CalDAV: Nextcloud, iCloud, Fastmail and others
    caldav_url: AnyHttpUrl | None = None
    caldav_username: Annotated[str, Field(validate_default=True)] = ""
    caldav_password: Annotated[SecretStr, Field(validate_default=True)] = SecretStr("")
    caldav_calendar: str = ""

    #: Minutes without a message from a customer after which what was written is over; the next message begins anew.
    interaction_silence: int = Field(default=60, ge=5, le=1440)

    # The API and the diary's housekeeping
    #: Requests that one account may make in a minute.
    api_requests_per_minute: int = Field(default=300, ge=1, le=100_000)
    #: Hours for which the answer to a write is given again to the same Idempotency-Key.
    idempotency_hours: int = Field(default=48, ge=1, le=720)
    #: Days for which places that were held and never booked are kept.
    expired_hold_days: int = Field(default=30, ge=1, le=3650)
    #: Minutes for which a place that has become free is kept for one who waits for it, before the next is asked.
    waitlist_minutes: int = Field(default=30, ge=5, le=720)

    # Voice
    #: Seconds a caller waits for the reply of a turn before hearing a filler.
    voice_reply_deadline: float = Field(default=4.0, gt=0, le=12)

    @property
    def broker_url(self) -> str:
        """Redis's address for Celery, which trusts any certificate unless the address says otherwise."""
        url = str(self.redis_url or "")
        if not url.startswith("rediss://") or "ssl_cert_reqs=" in url:
            return url
        return f"{url}{'&' if '?' in url else '?'}ssl_cert_reqs=required"

    @field_validator("allowed_hosts", "emergency_words", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("public_base_url", "live_base_url")
    @classmethod
    def _without_path(cls, value: AnyHttpUrl | None) -> AnyHttpUrl | None:
        if value is not None and (value.path not in {None, "/"} or value.query or value.fragment or value.username):
            raise ValueError("write scheme, host and, where it is unusual, port only: https://sara.example.com")
        return value

    @field_validator("twilio_shared_keys", mode="before")
    @classmethod
    def _split_keys(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        pairs = [pair.strip().partition(":") for pair in value.split(",") if pair.strip()]
        if any(not key or not secret for key, _, secret in pairs):
            raise ValueError("write it as id:secret,id:secret")
        return {key: secret for key, _, secret in pairs}

    @field_validator("email_from")
    @classmethod
    def _must_be_a_mailbox(cls, value: str) -> str:
        if value and not _MAILBOX.fullmatch(value):
            raise ValueError("write an address and nothing else: appointments@example.com")
        return value

    @field_validator("email_user", "email_password")
    @classmethod
    def _must_be_ascii(cls, value: str | SecretStr) -> str | SecretStr:
        plain = value if isinstance(value, str) else value.get_secret_value()
        if not plain.isascii():
            raise ValueError("mail servers are told letters, digits and signs of ASCII only: choose another one")
        return value

    @field_validator("email_security")
    @classmethod
    def _must_hide_the_password(cls, value: str, info: ValidationInfo) -> str:
        if value == "none" and info.data.get("email_password", SecretStr("")).get_secret_value():
            raise ValueError("EMAIL_PASSWORD would go over the line in the clear: use starttls or tls")
        return value

    @field_validator("email_host")
    @classmethod
    def _must_know_from_whom(cls, value: str, info: ValidationInfo) -> str:
        if value and not info.data.get("email_from"):
            raise ValueError("set EMAIL_FROM too: the address that e-mail is sent from")
        return value

    @field_validator("openai_fallback_model")
    @classmethod
    def _must_be_another(cls, value: str, info: ValidationInfo) -> str:
        if value and value == info.data.get("openai_model"):
            raise ValueError("name another model than OPENAI_MODEL: this one would just be waited for twice")
        return value

    @field_validator("embeddings")
    @classmethod
    def _needs_a_key(cls, value: str, info: ValidationInfo) -> str:
        if value == "openai" and not info.data.get("openai_api_key", SecretStr("")).get_secret_value():
            raise ValueError("set OPENAI_API_KEY too, or choose local, which needs none")
        return value

    @field_validator("llm_prices", mode="before")
    @classmethod
    def _read_prices(cls, value: object) -> object:
        # Read here, because the library's own reading ends in a traceback when it is no JSON.
        return json.loads(value) if isinstance(value, str) else value

    @field_validator("caldav_url")
    @classmethod
    def _one_calendar_outside(cls, value: AnyHttpUrl | None, info: ValidationInfo) -> AnyHttpUrl | None:
        if value is not None and info.data.get("google_application_credentials") is not None:
            raise ValueError("Sara keeps one calendar outside: leave this or GOOGLE_APPLICATION_CREDENTIALS empty")
        if value is not None:
            addresses.server(str(value))
        return value

    @field_validator("caldav_username", "caldav_password")
    @classmethod
    def _needed_with_caldav(cls, value: str | SecretStr, info: ValidationInfo) -> str | SecretStr:
        if info.data.get("caldav_url") is not None and not value:
            raise ValueError("set it too, since CALDAV_URL is set")
        return value

    @field_validator("caldav_calendar")
    @classmethod
    def _on_that_server(cls, value: str, info: ValidationInfo) -> str:
        url = info.data.get("caldav_url")
        if value and url is not None:
            addresses.within(str(url), value)
        return value

    @field_validator("google_application_credentials")
    @classmethod
    def _must_exist(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_file():
            raise ValueError(f"there is no file {value}")
        if value is not None and not keyfiles.is_key(value):
            raise ValueError(f"{value} is neither the key of a service account nor the file of an authorized user")
        return value


def load() -> Environment:
    """Read the environment; exits with one line for each bad variable."""
    try:
        return Environment()
    except ValidationError as error:
        problems = error.errors(include_input=False)
        lines = [f"  {str(problem['loc'][0]).upper()}: {problem['msg']}" for problem in problems]
        sys.exit("Sara cannot start; mend these environment variables:\n" + "\n".join(lines))


def require_servers(env: Environment, *names: str) -> None:
    """Exit, naming what is missing, unless a process has what it cannot do without: all of it, or what is named."""
    needed = names or ("database_url", "redis_url", "django_secret_key")
    missing = [name.upper() for name in needed if getattr(env, name) is None]
    if missing:
        sys.exit(f"Sara cannot start; set {', '.join(missing)} (see .env.example), or use `make run`.")
