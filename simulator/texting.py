"""A customer writes: the message is shown on the phone and posted, signed, to the real webhook."""

from __future__ import annotations

from django.utils import timezone

from simulator import payloads, twiml, wire
from simulator.models import Author, SimulatedMessage, SimulatedPhone

#: As Twilio's Advanced Opt-Out has them: it answers these itself and tells us with ``OptOutType``.
STOP_WORDS = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"})
START_WORDS = frozenset({"START", "UNSTOP", "YES"})
HELP_WORDS = frozenset({"HELP", "INFO"})
_CARRIER_SAYS = {
    "STOP": "You have successfully been unsubscribed. You will not receive any more messages from this number. "
    "Reply START to resubscribe.",
    "START": "You have successfully been re-subscribed to messages from this number. Reply HELP for help. "
    "Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
    "HELP": "Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
}


def write(phone: SimulatedPhone, channel: str, provider: str, text: str) -> SimulatedMessage:
    """Note what a customer writes; ``post`` then carries it."""
    sid = payloads.new_wamid() if provider == "meta" else payloads.new_sid("SM")
    return SimulatedMessage.objects.create(
        phone=phone, channel=channel, provider=provider, author=Author.CUSTOMER, body=text, sid=sid, status="sending"
    )


def post(message: SimulatedMessage) -> None:
    """Carry a customer's message to the webhook; what went wrong stands on the message."""
    try:
        if message.provider == "meta":
            wire.post_json(wire.webhook_url("/webhooks/whatsapp/meta/"), payloads.meta_inbound(message))
        else:
            _post_by_twilio(message)
    except (wire.LineError, twiml.TwimlError) as error:
        message.status, message.error = "failed", str(error)
    else:
        message.status = "received"
    message.save(update_fields=["status", "error"])


def _post_by_twilio(message: SimulatedMessage) -> None:
    keyword = _filter(message) if message.channel == "sms" else ""
    url = wire.webhook_url(f"/webhooks/{message.channel}/twilio/")
    answer = wire.post_form(url, payloads.twilio_inbound(message, keyword))
    if not answer.strip():
        return
    for text in twiml.messages(answer):
        _show(message, Author.SARA, text)


def _filter(message: SimulatedMessage) -> str:
    """Do what the carrier does of itself about STOP, START and HELP, and name the keyword."""
    keyword = _keyword(message)
    if not keyword:
        return ""
    if keyword != "HELP":
        stopped = timezone.now() if keyword == "STOP" else None
        SimulatedPhone.objects.filter(pk=message.phone_id).update(opted_out_at=stopped)
    _show(message, Author.CARRIER, _CARRIER_SAYS[keyword])
    return keyword


def _keyword(message: SimulatedMessage) -> str:
    word = message.body.strip().upper()
    if word in STOP_WORDS:
        return "STOP"
    if word in HELP_WORDS:
        return "HELP"
    # To a customer who has not opted out, "yes" is an answer and nothing else.
    blocked = SimulatedPhone.objects.filter(pk=message.phone_id, opted_out_at__isnull=False).exists()
    return "START" if blocked and word in START_WORDS else ""


def _show(message: SimulatedMessage, author: Author, text: str) -> None:
    SimulatedMessage.objects.create(
        phone=message.phone,
        channel=message.channel,
        provider=message.provider,
        author=author,
        body=text,
        sid=payloads.new_sid("SM"),
        status="delivered",
    )
