"""What the two vendors really post, field for field; built from the carrier's rows."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from email.utils import format_datetime
from uuid import uuid4

from django.conf import settings

from simulator import customers
from simulator.models import SimulatedCall, SimulatedMessage, SimulatedPhone

API_VERSION = "2010-04-01"
_NUMBER = re.compile(r"[1-9]\d{6,14}")


def new_sid(prefix: str) -> str:
    """Make an id as Twilio does: two letters and 32 hexadecimal digits."""
    return prefix + uuid4().hex


def new_wamid() -> str:
    """Make a message id as Meta does."""
    return f"wamid.HBgL{uuid4().hex.upper()}AA=="


def twilio_inbound(message: SimulatedMessage, opt_out_type: str = "") -> dict[str, str]:
    """Describe an SMS or WhatsApp message from a customer, as Twilio posts it."""
    whatsapp = message.channel == "whatsapp"
    prefix = "whatsapp:" if whatsapp else ""
    form = {
        "MessageSid": message.sid,
        "SmsSid": message.sid,
        "SmsMessageSid": message.sid,
        "AccountSid": settings.ENV.twilio_account_sid,
        "ApiVersion": API_VERSION,
        "From": prefix + message.phone.number,
        "To": prefix + settings.ENV.twilio_phone_number,
        "Body": message.body,
        "NumMedia": "0",
        "NumSegments": "1",
        "SmsStatus": "received",
    }
    if whatsapp:
        digits = message.phone.number.removeprefix("+")
        form |= {"ProfileName": message.phone.name, "WaId": digits, "MessageType": "text"}
    else:
        form |= {"FromCountry": "US", "ToCountry": "US"}
    if opt_out_type:
        form["OptOutType"] = opt_out_type
    return form


def twilio_status(message: SimulatedMessage, error_code: str = "") -> dict[str, str]:
    """Describe how far one of our messages has come, as Twilio posts it to the status callback."""
    prefix = "whatsapp:" if message.channel == "whatsapp" else ""
    form = {
        "MessageSid": message.sid,
        "SmsSid": message.sid,
        "MessageStatus": message.status,
        "SmsStatus": message.status,
        "AccountSid": settings.ENV.twilio_account_sid,
        "ApiVersion": API_VERSION,
        "From": prefix + settings.ENV.twilio_phone_number,
        "To": prefix + message.phone.number,
    }
    if error_code:
        form |= {"ErrorCode": error_code, "ErrorMessage": message.error}
    if message.status == "read":
        form["EventType"] = "READ"
    return form


def meta_inbound(message: SimulatedMessage) -> dict[str, object]:
    """Describe a WhatsApp message from a customer, as Meta posts it."""
    digits = message.phone.number.removeprefix("+")
    return _meta_event(
        contacts=[{"profile": {"name": message.phone.name}, "wa_id": digits}],
        messages=[
            {
                "from": digits,
                "id": message.sid,
                "timestamp": str(int(time.time())),
                "type": "text",
                "text": {"body": message.body},
            }
        ],
    )


def meta_status(message: SimulatedMessage, error_code: str = "") -> dict[str, object]:
    """Describe how far one of our messages has come, as Meta posts it."""
    status: dict[str, object] = {
        "id": message.sid,
        "status": message.status,
        "timestamp": str(int(time.time())),
        "recipient_id": message.phone.number.removeprefix("+"),
    }
    if error_code:
        status["errors"] = [
            {
                "code": int(error_code),
                "title": message.error,
                "message": message.error,
                "error_data": {"details": message.error},
            }
        ]
    return _meta_event(statuses=[status])


def _meta_event(**value: object) -> dict[str, object]:
    metadata = {
        "display_phone_number": settings.ENV.twilio_phone_number.removeprefix("+"),
        "phone_number_id": settings.ENV.whatsapp_phone_number_id,
    }
    change = {"field": "messages", "value": {"messaging_product": "whatsapp", "metadata": metadata, **value}}
    return {"object": "whatsapp_business_account", "entry": [{"id": "102290129340398", "changes": [change]}]}


def twilio_call(call: SimulatedCall, status: str, **more: str) -> dict[str, str]:
    """Describe a call, as Twilio posts it with every request about it."""
    caller, called = call.phone.number, settings.ENV.twilio_phone_number
    return {
        "CallSid": call.sid,
        "AccountSid": settings.ENV.twilio_account_sid,
        "ApiVersion": API_VERSION,
        "CallStatus": status,
        "Direction": "inbound",
        "From": caller,
        "Caller": caller,
        "To": called,
        "Called": called,
        "FromCountry": "US",
        "ToCountry": "US",
        **more,
    }


def twilio_message_resource(message: SimulatedMessage, form: dict[str, str]) -> dict[str, object]:
    """Describe a message as Twilio answers when it has taken it."""
    now = format_datetime(datetime.now(UTC))
    uri = f"/{API_VERSION}/Accounts/{settings.ENV.twilio_account_sid}/Messages/{message.sid}"
    return {
        "account_sid": settings.ENV.twilio_account_sid,
        "api_version": API_VERSION,
        "body": message.body,
        "date_created": now,
        "date_sent": None,
        "date_updated": now,
        "direction": "outbound-api",
        "error_code": None,
        "error_message": None,
        "from": form.get("From"),
        "messaging_service_sid": None,
        "num_media": "0",
        "num_segments": "1",
        "price": None,
        "price_unit": "USD",
        "sid": message.sid,
        "status": "queued",
        "subresource_uris": {"media": f"{uri}/Media.json"},
        "to": form.get("To"),
        "uri": f"{uri}.json",
    }


def phone_of(address: str) -> SimulatedPhone | None:
    """Find the simulated phone that a carrier's address names ("whatsapp:+1…", "+1…" or digits); None for no number.

    A number that nobody used yet is switched on: whoever posts a signed message by hand gets an answer, too.
    """
    digits = address.removeprefix("whatsapp:").removeprefix("+")
    return customers.with_number(f"+{digits}") if _NUMBER.fullmatch(digits) else None
