"""Sends by WhatsApp through Meta's Graph API."""

from __future__ import annotations

import re
from urllib.parse import quote

import httpx
from django.conf import settings
from pydantic import BaseModel, ConfigDict, ValidationError

from receptionist.domain.messages import AddressKind, Outbound
from receptionist.errors import ErrorCategory, ProviderError
from receptionist.providers import http

_GRAPH = "https://graph.facebook.com"
_VERSION = "v23.0"

#: Characters of one message; Meta refuses more.
LIMIT = 4096

#: Meta's code -> what it means to us, whether it refuses a message at once or reports it later.
#: https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
MEANINGS: http.Meanings = {
    "0": (ErrorCategory.AUTHENTICATION, "the access token is not valid"),
    "3": (ErrorCategory.AUTHENTICATION, "the access token lacks a permission"),
    "10": (ErrorCategory.AUTHENTICATION, "the access token lacks a permission"),
    "190": (ErrorCategory.AUTHENTICATION, "the access token has expired"),
    "200": (ErrorCategory.AUTHENTICATION, "the access token lacks a permission"),
    "368": (ErrorCategory.AUTHENTICATION, "the account is blocked for a violation of policy"),
    "131005": (ErrorCategory.AUTHENTICATION, "access is denied"),
    "131031": (ErrorCategory.AUTHENTICATION, "the account is locked"),
    "131045": (ErrorCategory.AUTHENTICATION, "the sending number is not registered"),
    "133010": (ErrorCategory.AUTHENTICATION, "the sending number is not registered"),
    "4": (ErrorCategory.RATE_LIMIT, "too many calls"),
    "80007": (ErrorCategory.RATE_LIMIT, "too many calls for this account"),
    "130429": (ErrorCategory.RATE_LIMIT, "too many messages"),
    "131056": (ErrorCategory.RATE_LIMIT, "too many messages to this recipient"),
    "131048": (ErrorCategory.QUOTA, "sending is restricted because customers reported spam"),
    "131042": (ErrorCategory.QUOTA, "the account's payment method needs attention"),
    "1": (ErrorCategory.PROVIDER_FAULT, "unknown fault"),
    "2": (ErrorCategory.PROVIDER_FAULT, "temporarily down"),
    "131000": (ErrorCategory.PROVIDER_FAULT, "unknown fault"),
    "131016": (ErrorCategory.PROVIDER_FAULT, "temporarily down"),
    "131057": (ErrorCategory.PROVIDER_FAULT, "the account is under maintenance"),
    "133004": (ErrorCategory.PROVIDER_FAULT, "temporarily down"),
    "130472": (ErrorCategory.RECIPIENT, "the recipient is part of an experiment of Meta's"),
    "130497": (ErrorCategory.RECIPIENT, "the account may not write to the recipient's country"),
    "131021": (ErrorCategory.RECIPIENT, "sender and recipient are the same"),
    "131026": (ErrorCategory.RECIPIENT, "the recipient cannot receive the message"),
    "131030": (ErrorCategory.RECIPIENT, "a test number may write to registered recipients only"),
    "131049": (ErrorCategory.RECIPIENT, "Meta keeps the message from the recipient"),
    "131050": (ErrorCategory.RECIPIENT, "the recipient has opted out"),
    "132000": (ErrorCategory.INVALID_REQUEST, "the template has another number of variables"),
    "132001": (ErrorCategory.INVALID_REQUEST, "there is no approved template of that name and language"),
    "132005": (ErrorCategory.INVALID_REQUEST, "the template with its variables is too long"),
    "132007": (ErrorCategory.INVALID_REQUEST, "a variable of the template breaks Meta's policy"),
    "132012": (ErrorCategory.INVALID_REQUEST, "a variable of the template has another form"),
    "132015": (ErrorCategory.INVALID_REQUEST, "the template is paused because of its low quality"),
    "132016": (ErrorCategory.INVALID_REQUEST, "the template is disabled because of its low quality"),
    "131047": (ErrorCategory.WINDOW_CLOSED, "the customer last wrote more than 24 hours ago"),
}


class _SentMessage(BaseModel):
    model_config = ConfigDict(extra="ignore")

    id: str


class _Sent(BaseModel):
    model_config = ConfigDict(extra="ignore")

    messages: list[_SentMessage]


class _Problem(BaseModel):
    model_config = ConfigDict(extra="ignore")

    code: int


class _Refusal(BaseModel):
    model_config = ConfigDict(extra="ignore")

    error: _Problem


_TEMPLATE_NAME = re.compile(r"[a-z0-9_]{1,512}")
_TEMPLATE_LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")


def check_template(name: str, code: str) -> None:
    """Raise ValueError, in words for staff, for what Meta cannot have approved."""
    if not _TEMPLATE_NAME.fullmatch(name):
        raise ValueError("Meta's names are small letters, digits and underscores: appointment_reminder.")
    if not _TEMPLATE_LANGUAGE.fullmatch(code):
        raise ValueError("Write the language as Meta does: en, en_US, es, es_MX.")


def send(outbound: Outbound) -> str:
    """Hand one message to Meta and return its wamid. Raises ProviderError.

    Meta takes no idempotency key; ours travels along and comes back with every status of the message.
    """
    token = settings.ENV.whatsapp_access_token.get_secret_value()
    if not token:
        raise ProviderError(ErrorCategory.AUTHENTICATION, "WHATSAPP_ACCESS_TOKEN is not set")
    base = str(settings.ENV.meta_graph_base_url or _GRAPH).rstrip("/")
    response = http.exchange(
        "Meta",
        "POST",
        f"{base}/{_VERSION}/{quote(outbound.sender, safe='')}/messages",
        headers={"Authorization": f"Bearer {token}"},
        json=_message(outbound),
    )
    if not response.is_success:
        raise http.refusal("Meta", response, _code(response), MEANINGS)
    return _wamid(response)


def _message(outbound: Outbound) -> dict[str, object]:
    """Build the request; a BSUID must not stand in ``to``, where it would be dropped without a word."""
    phone = outbound.to.kind is AddressKind.PHONE
    recipient = {"to": outbound.to.value.removeprefix("+")} if phone else {"recipient": outbound.to.value}
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        **recipient,
        **_content(outbound),
        "biz_opaque_callback_data": outbound.idempotency_key,
    }


def _content(outbound: Outbound) -> dict[str, object]:
    template = outbound.template
    if template is None:
        return {"type": "text", "text": {"body": outbound.text, "preview_url": False}}
    parameters = [{"type": "text", "text": value} for value in template.variables]
    return {
        "type": "template",
        "template": {
            "name": template.name,
            "language": {"policy": "deterministic", "code": template.code},
            "components": [{"type": "body", "parameters": parameters}],
        },
    }


def _wamid(response: httpx.Response) -> str:
    try:
        return _Sent.model_validate_json(response.content).messages[0].id
    except (ValidationError, IndexError) as error:
        raise ProviderError(ErrorCategory.UNCERTAIN, "Meta's answer names no message") from error


def _code(response: httpx.Response) -> str:
    try:
        return str(_Refusal.model_validate_json(response.content).error.code)
    except ValidationError:
        return ""
