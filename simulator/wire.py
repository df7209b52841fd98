"""The carrier's end of the line: signed requests to this very server, and to no other host."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from urllib.parse import urlsplit

import httpx
from django.conf import settings

from receptionist.providers import twilio

#: The longest a carrier waits for a webhook (protocol: 15 s), in seconds.
PATIENCE = 15.0
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_VOICE = "/webhooks/voice/"


class LineError(Exception):
    """The webhook could not be reached, or refused; the text is for the person at the page."""


def webhook_url(path: str) -> str:
    """Return a webhook's address as the carrier knows it and signs it."""
    return (settings.PUBLIC_BASE_URL or _own_base(path)) + path


def post_form(url: str, params: Mapping[str, str]) -> str:
    """Post a form as Twilio does and return the answer's text. Raises LineError."""
    return _send("POST", url, data=dict(params), headers=_twilio_signature(url, dict(params)))


def get(url: str, params: Mapping[str, str]) -> str:
    """Fetch a document as Twilio does when TwiML says method="GET". Raises LineError."""
    full = str(httpx.URL(url).copy_merge_params(dict(params)))
    return _send("GET", full, headers=_twilio_signature(full, {}))


def post_json(url: str, payload: Mapping[str, object]) -> str:
    """Post an event as Meta does, signed over the raw bytes. Raises LineError."""
    body = json.dumps(payload).encode()
    secret = settings.ENV.whatsapp_app_secret.get_secret_value().encode()
    signature = "sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest()
    headers = {"X-Hub-Signature-256": signature, "Content-Type": "application/json"}
    return _send("POST", url, content=body, headers=headers)


def is_running() -> bool:
    """Whether this server answers on its port."""
    try:
        return httpx.get(f"{_own_base('')}/healthz", timeout=3, headers=_forwarded(), trust_env=False).is_success
    except httpx.HTTPError:
        return False


def _twilio_signature(url: str, params: dict[str, str]) -> dict[str, str]:
    secret = settings.ENV.twilio_auth_token.get_secret_value()
    return {"X-Twilio-Signature": twilio.sign(url, params, secret)}


def _send(method: str, url: str, *, headers: dict[str, str], **body: object) -> str:
    try:
        answer = httpx.request(
            method,
            _reachable(url),
            headers={**headers, **_forwarded()},
            timeout=PATIENCE,
            trust_env=False,
            **body,  # type: ignore[arg-type]
        )
    except httpx.HTTPError as error:
        raise LineError(f"The webhook did not answer ({type(error).__name__}).") from error
    if not answer.is_success:
        raise LineError(f"The webhook answered {answer.status_code} at {urlsplit(url).path}.")
    return answer.text


def _reachable(url: str) -> str:
    """Turn an address of ours into the one this server listens on; refuse every other host and every other port."""
    try:
        parts = urlsplit(url)
        is_ours = _is_public(url) or (
            parts.scheme == "http" and parts.hostname in _LOOPBACK and parts.port == settings.ENV.port
        )
    except ValueError as error:
        raise LineError("The simulated carrier was given an address that is none.") from error
    if not is_ours:
        raise LineError(f"The simulated carrier calls this server only, not {parts.netloc}.")
    return f"{_own_base(parts.path)}{parts.path}" + (f"?{parts.query}" if parts.query else "")


def _is_public(url: str) -> bool:
    bases = (settings.PUBLIC_BASE_URL, settings.LIVE_BASE_URL)
    return any(base and url.startswith(f"{base}/") for base in bases)


def _own_base(path: str) -> str:
    if path.startswith(_VOICE) and settings.LIVE_BASE_URL:
        return settings.LIVE_BASE_URL
    return f"http://127.0.0.1:{settings.ENV.port}"


def _forwarded() -> dict[str, str]:
    """What the proxy in front would add, so that https is not asked for again."""
    return {"X-Forwarded-Proto": "https"} if settings.PUBLIC_BASE_URL.startswith("https://") else {}
