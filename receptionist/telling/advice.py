"""Why a reply is in trouble and what a person can do about it: one table from the errors' categories to words."""

from __future__ import annotations

from dataclasses import dataclass

from receptionist.domain.messages import DeliveryStatus
from receptionist.errors import ErrorCategory
from receptionist.models import OutboundMessage


@dataclass(frozen=True, slots=True)
class Advice:
    """Why something failed, and what a person can do about it."""

    why: str
    remedy: str


_UNKNOWN_CAUSE = Advice("The carrier gave no reason we know.", "Read its words, mend the cause, then try again.")
_DOUBT = Advice(
    "The connection broke while it was being sent.",
    "Ask the customer, or send it again and risk that it arrives twice.",
)
_ADVICE = {
    ErrorCategory.CONNECTIVITY: Advice("The carrier could not be reached.", "Try again."),
    ErrorCategory.RATE_LIMIT: Advice("The carrier got too many messages at once.", "Try again in a few minutes."),
    ErrorCategory.PROVIDER_FAULT: Advice("The carrier itself had a fault.", "Try again later."),
    ErrorCategory.UNCERTAIN: _DOUBT,
    ErrorCategory.AUTHENTICATION: Advice(
        "The carrier refused our credentials.", "Have the account's keys corrected in the settings, then try again."
    ),
    ErrorCategory.QUOTA: Advice("The carrier's account is empty or at its limit.", "Top it up, then try again."),
    ErrorCategory.RECIPIENT: Advice(
        "The number or address cannot get messages, or the customer opted out.", "Reach the customer another way."
    ),
    ErrorCategory.WINDOW_CLOSED: Advice(
        "WhatsApp allows free text for 24 hours after the customer's last message only.",
        "Call the customer, or wait until they write again.",
    ),
    ErrorCategory.INVALID_REQUEST: Advice(
        "The carrier refused the message itself.", "Check the number or address it was sent from and to."
    ),
    ErrorCategory.BAD_ANSWER: Advice("The carrier's answer made no sense.", "Try again; tell the carrier if it stays."),
}


def advice(message: OutboundMessage) -> Advice:
    """Explain why a reply is in trouble; its row keeps the category as the first word of the error."""
    if message.status == DeliveryStatus.UNKNOWN:
        return _DOUBT
    category = message.error.partition(":")[0]
    return _ADVICE[ErrorCategory(category)] if category in list(ErrorCategory) else _UNKNOWN_CAUSE
