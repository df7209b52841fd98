"""The vendors' REST endpoints as the simulated carrier serves them: what Sara sends arrives here."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from pydantic import BaseModel, ValidationError

from simulator import payloads, reports, wire
from simulator.models import Author, SimulatedMessage, SimulatedPhone

#: WhatsApp takes free text for so long after the customer's last message.
_WINDOW = timedelta(hours=24)
_LONGEST_SMS = 1600
_OUTSIDE_WINDOW = {
    "twilio": ("63016", "Failed to send freeform message because you are outside the allowed window."),
    "meta": ("131047", "Re-engagement message"),
}


@csrf_exempt
@require_POST
def twilio_messages(request: HttpRequest, account_sid: str) -> JsonResponse:
    """Serve Twilio's Messages resource: 201 and the message, or Twilio's own error."""
    if not _is_our_account(request, account_sid):
        return _twilio_error(HTTPStatus.UNAUTHORIZED, 20003, "Authenticate")
    form = request.POST.dict()
    phone = payloads.phone_of(form.get("To", ""))
    problem = next(_problems(form, phone), None)
    if problem is not None or phone is None:
        return _twilio_error(HTTPStatus.BAD_REQUEST, *(problem or (21211, "Invalid 'To' Phone Number")))
    channel = "whatsapp" if form["To"].startswith("whatsapp:") else "sms"
    message = _arrived(phone, channel, "twilio", form["Body"])
    _announce(message, form.get("StatusCallback", ""))
    return JsonResponse(payloads.twilio_message_resource(message, form), status=HTTPStatus.CREATED)


def _is_our_account(request: HttpRequest, account_sid: str) -> bool:
    scheme, _, encoded = request.headers.get("Authorization", "").partition(" ")
    try:
        name, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return False
    known = settings.ENV.twilio_account_sid
    token = settings.ENV.twilio_auth_token.get_secret_value()
    right = constant_time_compare(name, known) & constant_time_compare(secret, token)
    return bool(known and token) and scheme.lower() == "basic" and right and account_sid == known


def _problems(form: dict[str, str], phone: SimulatedPhone | None) -> Iterator[tuple[int, str]]:
    """List what Twilio refuses at once, with its code and words, in its order."""
    to, sender, body = form.get("To", ""), form.get("From", ""), form.get("Body", "")
    by_whatsapp = to.startswith("whatsapp:")
    if not to:
        yield 21604, "A 'To' phone number is required."
    if sender.removeprefix("whatsapp:") != settings.ENV.twilio_phone_number:
        yield 21606, f"The 'From' phone number {sender} is not one of yours."
    if sender.startswith("whatsapp:") != by_whatsapp:
        yield 21910, "'From' and 'To' are not of the same channel."
    if not body:
        yield 21602, "Message body is required."
    if len(body) > _LONGEST_SMS:
        yield 21617, "The concatenated message body exceeds the 1600 character limit."
    if phone is not None and phone.opted_out_at and not by_whatsapp:
        yield 21610, "Attempt to send to unsubscribed recipient"


def _twilio_error(status: HTTPStatus, code: int, message: str) -> JsonResponse:
    more = f"https://www.twilio.com/docs/errors/{code}"
    return JsonResponse({"code": code, "message": message, "more_info": more, "status": status}, status=status)


class _Text(BaseModel):
    body: str


class _MetaMessage(BaseModel):
    messaging_product: str
    to: str
    type: str = "text"
    text: _Text


@csrf_exempt
@require_POST
def meta_messages(request: HttpRequest, version: str, phone_number_id: str) -> JsonResponse:
    """Serve Meta's messages edge: 200 and the message's id, or a Graph error."""
    if not _bears_our_token(request):
        return _meta_error(HTTPStatus.UNAUTHORIZED, 190, "Invalid OAuth access token - Cannot parse access token")
    if phone_number_id != settings.ENV.whatsapp_phone_number_id:
        return _meta_error(HTTPStatus.BAD_REQUEST, 100, "Unsupported post request. Object does not exist")
    try:
        wanted = _MetaMessage.model_validate(json.loads(request.body))
    except (ValidationError, ValueError):
        return _meta_error(HTTPStatus.BAD_REQUEST, 100, "(#100) Invalid parameter")
    phone = payloads.phone_of(wanted.to)
    if phone is None:
        return _meta_error(HTTPStatus.BAD_REQUEST, 131026, "Message undeliverable")
    message = _arrived(phone, "whatsapp", "meta", wanted.text.body)
    _announce(message, wire.webhook_url("/webhooks/whatsapp/meta/"))
    contacts = [{"input": wanted.to, "wa_id": phone.number.removeprefix("+")}]
    return JsonResponse({"messaging_product": "whatsapp", "contacts": contacts, "messages": [{"id": message.sid}]})


def _bears_our_token(request: HttpRequest) -> bool:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    known = settings.ENV.whatsapp_access_token.get_secret_value()
    return scheme.lower() == "bearer" and bool(known) and constant_time_compare(token, known)


def _meta_error(status: HTTPStatus, code: int, message: str) -> JsonResponse:
    error = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "A" + payloads.new_sid("")[:22]}
    return JsonResponse({"error": error}, status=status)


def _arrived(phone: SimulatedPhone, channel: str, provider: str, body: str) -> SimulatedMessage:
    sid = payloads.new_wamid() if provider == "meta" else payloads.new_sid("SM")
    return SimulatedMessage.objects.create(
        phone=phone, channel=channel, provider=provider, author=Author.SARA, body=body, sid=sid, status="queued"
    )


def _announce(message: SimulatedMessage, status_url: str) -> None:
    if message.channel == "sms" or _window_is_open(message):
        reports.announce(message, status_url)
        return
    code, message.error = _OUTSIDE_WINDOW[message.provider]
    message.save(update_fields=["error"])
    reports.announce_failure(message, status_url, code)


def _window_is_open(message: SimulatedMessage) -> bool:
    recent = timezone.now() - _WINDOW
    return SimulatedMessage.objects.filter(
        phone=message.phone, channel=message.channel, author=Author.CUSTOMER, created_at__gt=recent
    ).exists()
