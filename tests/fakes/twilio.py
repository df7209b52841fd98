"""Twilio on loopback: takes messages as its REST API does, refuses what it refuses, and signs what it posts to us."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.test import Client
from jsonschema import Draft202012Validator
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.fakes import specs
from tests.fakes.carrier import FakeCarrier, Mishap

__all__ = ["FORM", "FakeTwilio", "Mishap", "sid_of"]

FORM = "application/x-www-form-urlencoded"
_E164 = re.compile(r"\+[1-9]\d{6,14}")
_WHATSAPP = re.compile(r"whatsapp:(\+[1-9]\d{6,14}|[A-Z]{2}\.[A-Za-z0-9]{1,128})")
_MESSAGES = re.compile(r"/2010-04-01/Accounts/(AC[0-9a-fA-F]{32})/Messages\.json")
#: What the Messages resource takes and Sara uses; the real one ignores a misspelt field, we do not.
_FIELDS = {"To", "From", "Body", "StatusCallback", "ContentSid", "ContentVariables"}
_CONTENT_SID = re.compile(r"HX[0-9a-fA-F]{32}")
_WORDS = {
    20003: "Authenticate",
    20404: "The requested resource was not found",
    20429: "Too Many Requests",
    21211: "The 'To' number {To} is not a valid phone number.",
    21266: "'To' and 'From' number cannot be the same: {To}",
    21602: "Message body is required.",
    21654: "ContentSid Required",
    21655: "The ContentSid is invalid",
    21656: "The ContentVariables Parameter is invalid",
    21603: "A 'From' phone number is required.",
    21604: "A 'To' phone number is required.",
    21606: "The From phone number {From} is not a valid, SMS-capable inbound phone number for your account.",
    21609: "The StatusCallback URL {StatusCallback} is not a valid URL.",
    21610: "Attempt to send to unsubscribed recipient",
    21617: "The concatenated message body exceeds the 1600 character limit",
    21910: "Invalid From and To pair. From and To should be of the same channel",
    63016: "Failed to send freeform message because you are outside the allowed window.",
}


class FakeTwilio(FakeCarrier):
    """The Messages resource of one account; ``messages`` holds the forms it took."""

    def __init__(self, server: HTTPServer) -> None:
        super().__init__(server)
        env = settings.ENV
        self.account_sid: str = env.twilio_account_sid
        self.auth_token: str = env.twilio_auth_token.get_secret_value()
        self.messages: list[dict[str, str]] = []

    # Requests from us

    def take(self, request: Request, path: str) -> Response:
        resource = _MESSAGES.fullmatch(path)
        auth = request.authorization
        if not auth or (auth.username, auth.password) != (self.account_sid, self.auth_token):
            return self._refuse(401, 20003)
        if not resource or resource[1] != self.account_sid or request.method != "POST":
            return self._refuse(404, 20404)
        form = request.form.to_dict()
        assert request.mimetype == FORM, request.mimetype
        assert all(len(values) == 1 for _, values in request.form.lists()), "a field came twice"
        assert form.keys() <= _FIELDS, f"not fields of a message: {form.keys() - _FIELDS}"
        if problem := self._problem_with(form):
            return self._refuse(400, problem, form)
        _check_against_spec(form)
        self.messages.append(form)
        sid = sid_of("SM", f"{self.account_sid}{len(self.messages)}{form['To']}")
        return Response(json.dumps(_message(self.account_sid, sid, form)), 201, content_type="application/json")

    def problem(self, status: int, code: int | None, form: Mapping[str, str] | None = None) -> str:
        if code is None:
            return json.dumps({"message": "Internal Server Error", "status": status})
        words = _WORDS.get(code, "Something is wrong with {To}").format_map({"To": "?", "From": "?", **(form or {})})
        link = f"https://www.twilio.com/docs/errors/{code}"
        return json.dumps({"code": code, "message": words, "more_info": link, "status": status})

    def _refuse(self, status: int, code: int, form: Mapping[str, str] | None = None) -> Response:
        return Response(self.problem(status, code, form), status, content_type="application/json")

    def _problem_with(self, form: Mapping[str, str]) -> int | None:
        to, sender, body = (form.get(name, "") for name in ("To", "From", "Body"))
        content = form.get("ContentSid", "")
        callback = urlsplit(form.get("StatusCallback", "https://example.com/"))
        rules = [
            (not to, 21604),
            (not sender, 21603),
            (not body and not content, 21602),
            (not content and "ContentVariables" in form, 21654),
            (bool(content) and not _CONTENT_SID.fullmatch(content), 21655),
            (bool(content) and not _are_variables(form.get("ContentVariables", "{}")), 21656),
            (len(body) > 1600, 21617),
            (to.startswith("whatsapp:") != sender.startswith("whatsapp:"), 21910),
            (not (_E164.fullmatch(to) or _WHATSAPP.fullmatch(to)), 21211),
            (not (_E164.fullmatch(sender) or _WHATSAPP.fullmatch(sender)), 21606),
            (to == sender, 21266),
            (callback.scheme not in {"http", "https"} or not callback.netloc, 21609),
            (to in self.opted_out, 21610),
        ]
        return next((code for wrong, code in rules if wrong), None)

    # Requests to us

    def post(self, client: Client, path: str, fields: Mapping[str, str], **headers: str) -> Any:
        """Post a form, signed with the auth token, to a path of ours through Django's test client."""
        signature = {"X-Twilio-Signature": self.signature(path, fields), **headers}
        return client.post(path, urlencode(fields), content_type=FORM, headers=signature)

    def post_status(self, client: Client, path: str, sid: str, status: str, **fields: str) -> Any:
        """Report how far a message has come."""
        form = {"MessageSid": sid, "MessageStatus": status, "SmsSid": sid, "SmsStatus": status}
        return self.post(client, path, {**form, "AccountSid": self.account_sid, "ApiVersion": "2010-04-01", **fields})

    def signature(self, path: str, fields: Mapping[str, str], base: str = "", secret: str = "") -> str:
        """Sign as Twilio documents it; written from the documentation, not with the code under test."""
        signed = (base or settings.PUBLIC_BASE_URL or "http://testserver") + path
        signed += "".join(f"{name}{fields[name]}" for name in sorted(fields))
        digest = hmac.new((secret or self.auth_token).encode(), signed.encode(), hashlib.sha1).digest()
        return base64.b64encode(digest).decode()


def sid_of(kind: str, seed: str) -> str:
    """Make a SID that is the same for the same seed."""
    return kind + hashlib.md5(seed.encode(), usedforsecurity=False).hexdigest()


def _are_variables(given: str) -> bool:
    """Whether they are an object of texts, numbered from 1, none of them empty or of several lines."""
    try:
        variables = json.loads(given)
    except ValueError:
        return False
    if not isinstance(variables, dict) or list(variables) != [str(number + 1) for number in range(len(variables))]:
        return False
    return all(isinstance(value, str) and value.strip() and "\n" not in value for value in variables.values())


def _message(account_sid: str, sid: str, form: Mapping[str, str]) -> dict[str, Any]:
    uri = f"/2010-04-01/Accounts/{account_sid}/Messages/{sid}"
    now = "Sat, 21 Nov 2026 09:00:00 +0000"
    return {
        "account_sid": account_sid,
        "api_version": "2010-04-01",
        "body": form.get("Body", ""),
        "date_created": now,
        "date_sent": None,
        "date_updated": now,
        "direction": "outbound-api",
        "error_code": None,
        "error_message": None,
        "from": form["From"],
        "messaging_service_sid": None,
        "num_media": "0",
        "num_segments": "1",
        "price": None,
        "price_unit": None,
        "sid": sid,
        "status": "queued",
        "subresource_uris": {"media": f"{uri}/Media.json"},
        "to": form["To"],
        "uri": f"{uri}.json",
    }


def _check_against_spec(form: Mapping[str, str]) -> None:
    """Hold the form against the published specification as well, where it lies beside the checkout."""
    spec = specs.load("twilio_api_v2010.json")
    if spec is None:
        return
    operation = spec["paths"]["/2010-04-01/Accounts/{AccountSid}/Messages.json"]["post"]
    schema = operation["requestBody"]["content"][FORM]["schema"]
    Draft202012Validator({**schema, "components": spec["components"]}).validate(dict(form))
