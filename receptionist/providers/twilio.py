"""Twilio, as far as SMS, WhatsApp and voice share it: is a request theirs, and send a message."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
from django.conf import settings
from django.http import HttpRequest, QueryDict
from twilio import request_validator as official

from receptionist.domain.messages import Template
from receptionist.errors import ErrorCategory, ProviderError
from receptionist.providers import http

log = logging.getLogger(__name__)

_FORM = "application/x-www-form-urlencoded"
_NO_FIELDS = QueryDict()
#: Query parameter of a status callback's address: our own key of the reply it reports on.
REPLY_KEY = "reply"

#: Twilio's code -> what it means to us, whether it refuses a message at once or reports it later. https://www.twilio.com/docs/api/errors
MEANINGS: http.Meanings = {
    "20003": (ErrorCategory.AUTHENTICATION, "the account SID or auth token is wrong"),
    "20005": (ErrorCategory.AUTHENTICATION, "the account is not active"),
    "20008": (ErrorCategory.AUTHENTICATION, "test credentials cannot send"),
    "20429": (ErrorCategory.RATE_LIMIT, "too many requests"),
    "14107": (ErrorCategory.RATE_LIMIT, "too many messages from this number"),
    "21611": (ErrorCategory.RATE_LIMIT, "the number's queue is full"),
    "63018": (ErrorCategory.RATE_LIMIT, "too many WhatsApp messages from this sender"),
    "21730": (ErrorCategory.PROVIDER_FAULT, "is under maintenance"),
    "20006": (ErrorCategory.QUOTA, "access denied by the account's limits"),
    "21623": (ErrorCategory.QUOTA, "the trial account's messages are used up"),
    "30001": (ErrorCategory.RATE_LIMIT, "the number's queue is full"),
    "30002": (ErrorCategory.AUTHENTICATION, "the account is suspended"),
    "30003": (ErrorCategory.RECIPIENT, "the recipient's phone is off or cannot be reached"),
    "30004": (ErrorCategory.RECIPIENT, "the recipient does not accept the message"),
    "30005": (ErrorCategory.RECIPIENT, "the recipient's number does not exist"),
    "30006": (ErrorCategory.RECIPIENT, "the recipient has a landline, or a carrier that cannot be reached"),
    "30007": (ErrorCategory.INVALID_REQUEST, "a carrier's filter held the message back"),
    "30032": (ErrorCategory.INVALID_REQUEST, "the sending toll-free number is not verified"),
    "30034": (ErrorCategory.INVALID_REQUEST, "the sending number is not registered for texts to the USA"),
    "63038": (ErrorCategory.QUOTA, "the account's daily messages are used up"),
    "21211": (ErrorCategory.RECIPIENT, "the recipient's number is not valid"),
    "21214": (ErrorCategory.RECIPIENT, "the recipient's number cannot be reached"),
    "21217": (ErrorCategory.RECIPIENT, "the recipient's number is not valid"),
    "21408": (ErrorCategory.RECIPIENT, "the account may not send to the recipient's country"),
    "21608": (ErrorCategory.RECIPIENT, "a trial account may send to verified numbers only"),
    "21610": (ErrorCategory.RECIPIENT, "the recipient has opted out"),
    "21612": (ErrorCategory.RECIPIENT, "the recipient cannot be reached from this number"),
    "21614": (ErrorCategory.RECIPIENT, "the recipient's number is no mobile number"),
    "63003": (ErrorCategory.RECIPIENT, "the recipient cannot be found on WhatsApp"),
    "63024": (ErrorCategory.RECIPIENT, "the recipient cannot receive WhatsApp messages"),
    "21654": (ErrorCategory.INVALID_REQUEST, "variables without a template"),
    "21655": (ErrorCategory.INVALID_REQUEST, "there is no template of that content SID"),
    "21656": (ErrorCategory.INVALID_REQUEST, "the template's variables are not valid"),
    "63027": (ErrorCategory.INVALID_REQUEST, "the template is not approved in that language"),
    "63028": (ErrorCategory.INVALID_REQUEST, "the template has another number of variables"),
    "63013": (ErrorCategory.INVALID_REQUEST, "the message breaks WhatsApp's policy"),
    "63016": (ErrorCategory.WINDOW_CLOSED, "the customer last wrote more than 24 hours ago"),
}


def is_authentic(request: HttpRequest) -> bool:
    """Whether Twilio signed this request, in any of its forms; False wherever the secret for it is not configured.

    A form is covered by the signature itself, any other body by ``bodySHA256`` in the signed URL. The URL is
    accepted with or without its port, because Twilio signs either. Raises RequestDataTooBig.
    """
    signature = request.headers.get(official.SIGNATURE_HEADER, "")
    settings_header = request.headers.get(official.SIGNATURE_SETTINGS_HEADER, "")
    algorithm = official.get_signature_algorithm(settings_header)
    secret = _secret(algorithm, settings_header)
    if not signature or not secret or not _body_is_covered(request):
        return False
    fields = request.POST if request.content_type == _FORM else _NO_FIELDS
    validator = official.RequestValidator(secret)
    given = signature.encode()
    urls = _signed_urls(request)
    # The validator's own comparison leaves early; its sums are what we come for.
    if any(hmac.compare_digest(validator.compute_signature(url, fields, algorithm).encode(), given) for url in urls):
        return True
    ours = urlsplit(urls[0])
    log.warning("signed with another secret or for another address than %s://%s", ours.scheme, ours.netloc)
    return False


def sign(url: str, fields: dict[str, str] | QueryDict, secret: str) -> str:
    """Sign a form as Twilio does, with the auth token; for carriers that stand in for Twilio."""
    return str(official.RequestValidator(secret).compute_signature(url, fields))


def webhook_url(path: str) -> str:
    """Return the address under which Twilio can call a path of ours; empty when nobody outside could."""
    if settings.PUBLIC_BASE_URL:
        return f"{settings.PUBLIC_BASE_URL}{path}"
    return f"http://127.0.0.1:{settings.ENV.port}{path}" if settings.DEMO else ""


def status_url(path: str, reply_key: str) -> str:
    """Return where Twilio shall report on one reply; the key in it, signed with the rest, finds our row at once."""
    url = webhook_url(path)
    return f"{url}?{urlencode({REPLY_KEY: reply_key})}" if url else ""


def send_message(*, to: str, sender: str, content: str | Template, status_callback: str = "") -> str:
    """Hand a message to Twilio and return its SID. Raises ProviderError.

    ``to`` and ``sender`` are in E.164 form, with Twilio's channel prefix where there is one ("whatsapp:+1…").
    """
    message = _rest().messages.create(to=to, from_=sender, status_callback=status_callback or None, **_content(content))
    return str(message.sid)


def _content(content: str | Template) -> dict[str, str]:
    """Return words of our own, or the SID of approved ones and their variables, numbered from 1."""
    if isinstance(content, str):
        return {"body": content}
    variables = {str(number): value for number, value in enumerate(content.variables, start=1)}
    return {"content_sid": content.name, "content_variables": json.dumps(variables, ensure_ascii=False)}


def _secret(algorithm: str, settings_header: str) -> str:
    """Find the secret a request claims to be signed with; empty when we hold none or do not know the algorithm."""
    algorithm = algorithm.upper()
    if algorithm == official.HMAC_SHA1:
        token = str(settings.ENV.twilio_auth_token.get_secret_value())
        if not token:
            log.error("TWILIO_AUTH_TOKEN is not set: no webhook of Twilio's can be let in")
        return token
    if algorithm != official.HMAC_SHA256:
        log.warning("a webhook of Twilio's names a signature algorithm that is not known: is the twilio package old?")
        return ""
    named = dict(part.strip().partition("=")[::2] for part in settings_header.split(","))
    key = settings.ENV.twilio_shared_keys.get(named.get("key", "").strip())
    if key is None:
        log.warning("a webhook of Twilio's is signed with a shared key that is not in TWILIO_SHARED_KEYS")
        return ""
    return key.get_secret_value()


def _body_is_covered(request: HttpRequest) -> bool:
    if request.content_type == _FORM or not request.body:
        return True
    claimed = parse_qs(request.META.get("QUERY_STRING", "")).get("bodySHA256", [""])[0]
    return hmac.compare_digest(hashlib.sha256(request.body).hexdigest().encode(), claimed.encode())


def _signed_urls(request: HttpRequest) -> list[str]:
    """List what Twilio may have signed: the public address where one is set, else the one the request names."""
    query = request.META.get("QUERY_STRING", "")
    tail = f"{request.path_info}?{query}" if query else request.path_info
    bases = [base for base in (settings.PUBLIC_BASE_URL, settings.LIVE_BASE_URL) if base]
    urls = [base + tail for base in bases] if settings.PUBLIC_BASE_URL else [request.build_absolute_uri(tail)]
    parsed = [urlsplit(url) for url in urls]
    return [variant(url) for url in parsed for variant in (official.remove_port, official.add_port)]


@lru_cache(maxsize=4)
def _client(account_sid: str, auth_token: str, base_url: str) -> Any:
    # Imported here: the client is 30 MB of which the web process never needs any.
    from twilio.rest import Client  # noqa: PLC0415

    return Client(account_sid, auth_token, http_client=_Wire(base_url))


def _rest() -> Any:
    """Return the official client for the configured account; it is made once and used by all threads."""
    env = settings.ENV
    account_sid, auth_token = env.twilio_account_sid, env.twilio_auth_token.get_secret_value()
    if not account_sid or not auth_token:
        raise ProviderError(ErrorCategory.AUTHENTICATION, "TWILIO_ACCOUNT_SID or TWILIO_AUTH_TOKEN is not set")
    return _client(account_sid, auth_token, str(env.twilio_api_base_url or "").rstrip("/"))


class _Answer:
    """An answer in the shape in which the official client reads one."""

    cached = False

    def __init__(self, response: httpx.Response) -> None:
        self.status_code = response.status_code
        self.text = self.content = response.text
        self.headers = response.headers
        self.ok = True


class _Wire:
    """The official client's way to the network: our pool and timeouts, our host where one is set, our errors."""

    is_async = False

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url

    def request(self, method: str, url: str, **call: Any) -> _Answer:
        """Make one call; raises ProviderError for anything but a success that can be read."""
        call = {key: call.get(key) for key in ("params", "data", "headers", "auth")}
        response = http.exchange("Twilio", method, self._stand_in(url), **call)
        if not response.is_success:
            raise http.refusal("Twilio", response, _field(response, "code"), MEANINGS)
        if not _field(response, "sid"):
            raise ProviderError(ErrorCategory.UNCERTAIN, "Twilio's answer names no message")
        return _Answer(response)

    def _stand_in(self, url: str) -> str:
        """Put the configured scheme, host and path prefix in the place of the vendor's."""
        if not self._base_url:
            return url
        vendor = urlsplit(url)
        return self._base_url + vendor.path + (f"?{vendor.query}" if vendor.query else "")


def _field(response: httpx.Response, name: str) -> str:
    try:
        body = response.json()
    except (json.JSONDecodeError, UnicodeDecodeError):
        return ""
    return str(body.get(name) or "") if isinstance(body, dict) else ""
