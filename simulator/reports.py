"""The carrier's news of one of our messages: sent, delivered, read or failed, posted as the vendors post it."""

from __future__ import annotations

import logging
from functools import partial

from simulator import background, payloads, wire
from simulator.models import SimulatedMessage

log = logging.getLogger(__name__)

#: Seconds after which the phone shows each step; a real network takes about as long.
_STEPS = {"sent": 0.2, "delivered": 0.7, "read": 1.4}


def announce(message: SimulatedMessage, status_url: str) -> None:
    """Let the steps of a message's way to the phone follow one after another. An empty URL means that nobody asked."""
    steps = ["sent", "delivered", "read"] if message.channel == "whatsapp" else ["sent", "delivered"]
    for status in steps:
        background.later(_STEPS[status], partial(_report, message.pk, status, status_url))


def announce_failure(message: SimulatedMessage, status_url: str, code: str) -> None:
    """Let a message fail after it was taken, as late refusals do; its ``error`` tells why."""
    background.later(_STEPS["sent"], partial(_report, message.pk, "failed", status_url, code))


def _report(message_id: int, status: str, status_url: str, code: str = "") -> None:
    message = SimulatedMessage.objects.select_related("phone").filter(pk=message_id).first()
    if message is None:
        return
    message.status = status
    message.save(update_fields=["status"])
    try:
        if message.provider == "meta":
            wire.post_json(status_url, payloads.meta_status(message, code))
        elif status_url:
            wire.post_form(status_url, payloads.twilio_status(message, code))
    except wire.LineError as error:
        # A real carrier does not try again either.
        log.warning("a status report was not taken: %s", error)
