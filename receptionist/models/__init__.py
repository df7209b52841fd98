"""The core's rows: who wrote, what was said, what was answered, and the audit of it all."""

from __future__ import annotations

from receptionist.models.audit import AuditEvent, AuditHead
from receptionist.models.conversations import Conversation, Interaction, Turn
from receptionist.models.messages import FollowUp, InboundMessage, InboundStatus, OutboundMessage
from receptionist.models.people import (
    Business,
    BusinessAddress,
    Contact,
    ContactAddress,
    is_mailbox,
    validate_one_line,
    validate_timezone,
)
from receptionist.models.reports import SummedDay
from receptionist.models.spending import ModelCall
from receptionist.models.templates import MessageTemplate

__all__ = [
    "AuditEvent",
    "AuditHead",
    "Business",
    "BusinessAddress",
    "Contact",
    "ContactAddress",
    "Conversation",
    "FollowUp",
    "InboundMessage",
    "InboundStatus",
    "Interaction",
    "MessageTemplate",
    "ModelCall",
    "OutboundMessage",
    "SummedDay",
    "Turn",
    "is_mailbox",
    "validate_one_line",
    "validate_timezone",
]
