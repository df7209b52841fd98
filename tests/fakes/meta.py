"""Meta's Graph API on loopback: takes WhatsApp messages and refuses them as it does, and signs what it posts."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from typing import Any

from django.conf import settings
from django.test import Client
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.fakes.carrier import FakeCarrier, Mishap

__all__ = ["FakeMeta", "Mishap"]

_MESSAGES = re.compile(r"/v\d{2}\.0/(\d+)/messages")
_PHONE = re.compile(r"\+?[1-9]\d{6,14}")
_BSUID = re.compile(r"[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}")
_FIELDS = {
    *("messaging_product", "recipient_type", "to", "recipient", "type", "text", "template"),
    "biz_opaque_callback_data",
}
#: Variables of every approved template here; the real one counts those of each.
VARIABLES = 2
_TITLES = {
    0: "AuthException",
    100: "Invalid parameter",
    190: "Error validating access token",
    132000: "Template Param Count Mismatch",
    132001: "Template does not exist",
    132012: "Template Parameter Format Mismatch",
    130429: "Rate limit hit",
    131009: "Parameter value is not valid",
    131026: "Message undeliverable",
    131047: "Re-engagement message",
    131050: "Unable to deliver the message: the user has stopped messages",
}


class FakeMeta(FakeCarrier):
    """The messages edge of one phone number; ``messages`` holds the bodies it took."""

    prefix = "/graph"

    def __init__(self, server: HTTPServer) -> None:
        super().__init__(server)
        env = settings.ENV
        self.phone_number_id: str = env.whatsapp_phone_number_id
        self.access_token: str = env.whatsapp_access_token.get_secret_value()
        self.app_secret: str = env.whatsapp_app_secret.get_secret_value()
        self.messages: list[dict[str, Any]] = []

    # Requests from us

    def take(self, request: Request, path: str) -> Response:
        resource = _MESSAGES.fullmatch(path)
        if request.headers.get("Authorization") != f"Bearer {self.access_token}":
            return self._refuse(401, 190)
        if not resource or resource[1] != self.phone_number_id or request.method != "POST":
            return self._refuse(400, 100)
        assert request.mimetype == "application/json", request.mimetype
        body = request.get_json()
        assert body.keys() <= _FIELDS, f"not fields of a message: {body.keys() - _FIELDS}"
        if problem := self._problem_with(body):
            return self._refuse(400, problem)
        self.messages.append(body)
        to = body.get("to") or body["recipient"]
        sent = {
            "messaging_product": "whatsapp",
            "contacts": [{"input": to, "wa_id": to.removeprefix("+")}],
            "messages": [{"id": f"wamid.{len(self.messages)}{hashlib.sha256(to.encode()).hexdigest()}"}],
        }
        return Response(json.dumps(sent), 200, content_type="application/json")

    def problem(self, status: int, code: int | None) -> str:
        error = {
            "message": f"(#{code}) {_TITLES.get(code or 0, 'Something went wrong')}",
            "type": "OAuthException",
            "code": code if code is not None else 131000,
            "error_data": {"messaging_product": "whatsapp", "details": "Details that may quote +14155550123."},
            "fbtrace_id": "AQ7sFakeTrace",
        }
        return json.dumps({"error": error})

    def _refuse(self, status: int, code: int) -> Response:
        return Response(self.problem(status, code), status, content_type="application/json")

    def _problem_with(self, body: dict[str, Any]) -> int | None:
        to, recipient = body.get("to"), body.get("recipient")
        assert not _BSUID.fullmatch(to or ""), "Meta drops a BSUID in `to` without a word"
        if body.get("type") == "template":
            assert "text" not in body
            problem = self._problem_with_template(body.get("template", {}))
            if problem:
                return problem
        words = body.get("text", {}).get("body", "")
        rules = [
            (body.get("messaging_product") != "whatsapp", 100),
            (body.get("recipient_type") != "individual", 100),
            (body.get("type") not in {"text", "template"}, 100),
            (body.get("type") == "text" and (not words or len(words) > 4096), 100),
            (not to and not recipient, 100),
            (to is not None and not _PHONE.fullmatch(to), 131009),
            (to is None and not _BSUID.fullmatch(recipient or ""), 131009),
            (len(body.get("biz_opaque_callback_data", "")) > 512, 131009),
            (bool({to, recipient} & self.opted_out), 131050),
        ]
        return next((code for wrong, code in rules if wrong), None)

    @staticmethod
    def _problem_with_template(template: dict[str, Any]) -> int | None:
        assert template.keys() == {"name", "language", "components"}, template.keys()
        body = [part for part in template["components"] if part["type"] == "body"]
        texts = [parameter.get("text", "") for part in body for parameter in part["parameters"]]
        typed = all(parameter["type"] == "text" for part in body for parameter in part["parameters"])
        rules = [
            (len(texts) != VARIABLES, 132000),
            (not re.fullmatch(r"[a-z0-9_]+", template["name"]), 132001),
            (not re.fullmatch(r"[a-z]{2,3}(_[A-Z]{2})?", template["language"].get("code", "")), 132001),
            (not typed or any(not text.strip() or re.search(r"[\n\t]| {5}", text) for text in texts), 132012),
        ]
        return next((code for wrong, code in rules if wrong), None)

    # Requests to us

    def post(self, client: Client, path: str, batch: object, **headers: str) -> Any:
        """Post a batch as Meta spells it (non-ASCII escaped), signed, to a path of ours through Django's client."""
        body = json.dumps(batch).encode() if not isinstance(batch, bytes) else batch
        signed = {"X-Hub-Signature-256": self.signature(body), **headers}
        return client.post(path, body, content_type="application/json", headers=signed)

    def post_status(self, client: Client, path: str, wamid: str, status: str, **fields: object) -> Any:
        """Report how far a message has come."""
        report = {"id": wamid, "status": status, "timestamp": "1795251600", "recipient_id": "14155550123", **fields}
        return self.post(client, path, self.batch(statuses=[report]))

    def batch(self, **value: object) -> dict[str, Any]:
        """Wrap messages, contacts and statuses as Meta does."""
        metadata = {"display_phone_number": "15005550006", "phone_number_id": self.phone_number_id}
        content = {"messaging_product": "whatsapp", "metadata": metadata, **value}
        change = {"field": "messages", "value": content}
        return {"object": "whatsapp_business_account", "entry": [{"id": "102290129340398", "changes": [change]}]}

    def signature(self, body: bytes) -> str:
        return self.sign(body, self.app_secret)

    @staticmethod
    def sign(body: bytes, secret: str) -> str:
        """Sign as Meta documents it."""
        return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
