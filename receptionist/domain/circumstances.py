"""What stands around a message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from receptionist.domain.diary import Location, Service
from receptionist.domain.messages import MessageKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """When and on which channel something was said, and what the business offers."""

    #: UTC.
    now: datetime
    #: When the first of the messages came in, UTC.
    said_at: datetime | None = None
    channel: str
    #: Whether the customer listens rather than reads.
    spoken: bool
    business_name: str
    #: IANA name.
    timezone: str
    services: tuple[Service, ...]
    #: Where the business has several; none where there is but one, of which nobody needs to be told.
    locations: tuple[Location, ...] = ()
    #: What is known of the contact already, for example a WhatsApp profile name.
    contact_name: str | None = None
    opted_out: bool = False
    #: Whether a person could call or write back without being given a number first.
    can_be_reached: bool = True
    #: A burst of messages is read together; these are their kinds, in order.
    kinds: tuple[MessageKind, ...] = (MessageKind.TEXT,)
    #: Whether one of the business's words for an emergency was said.
    emergency: bool = False
    carrier_answered: bool = False

    @property
    def today(self) -> date:
        """The day it is where the business is."""
        return self.now.astimezone(ZoneInfo(self.timezone)).date()
