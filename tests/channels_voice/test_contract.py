"""What every webhook promises, kept by a turn of a call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from pydantic import SecretStr

from receptionist.models import Business
from receptionist.providers.twilio import sign
from tests.cases.webhooks import InboundWebhookCase
from tests.channels_voice.conftest import FORM, HOST, START, fields
from tests.environment import FIXED


@pytest.fixture
def salon(business: Business) -> Business:
    return business


class TestTurn(InboundWebhookCase):
    path = f"{START}turn/?turn=1"
    content_type = FORM

    def message(self, number: int = 1) -> bytes:
        return urlencode(fields("speech", CallSid=f"CA{number:032x}")).encode()

    def unknown(self) -> bytes:
        return urlencode(fields("silence", Telepathy="a haircut")).encode()

    def unreadable(self) -> bytes:
        return b"Hello=World"

    def signed(self, body: bytes, secret: str | None = None) -> Mapping[str, str]:
        form = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
        secret = FIXED["TWILIO_AUTH_TOKEN"] if secret is None else secret
        return {"X-Twilio-Signature": sign(HOST + self.path, form, secret)}

    def without_secret(self, settings: Any) -> None:
        settings.ENV = settings.ENV.model_copy(update={"twilio_auth_token": SecretStr("")})
