"""The diary's rows: what can be booked, who does it, where and when, and what is booked."""

from __future__ import annotations

from calendar_integration.models.api_requests import ApiRequest
from calendar_integration.models.appointments import (
    Appointment,
    AppointmentChange,
    AppointmentMove,
    MirrorStatus,
    Scheduled,
    Session,
)
from calendar_integration.models.locations import Closure, Location, OpeningHours, SpecialDay, Weekday
from calendar_integration.models.notices import (
    OPEN,
    Notice,
    NoticeKind,
    NoticeSettings,
    NoticeStatus,
    Reminder,
)
from calendar_integration.models.occupancy import Occupancy
from calendar_integration.models.proofs import OwnershipProof
from calendar_integration.models.services import (
    LONGEST_BUFFER,
    LONGEST_MINUTES,
    Resource,
    ResourceKind,
    Service,
    ServiceNeed,
)
from calendar_integration.models.staff import Staff, StaffDay, StaffHours, TimeOff
from calendar_integration.models.syncs import CalendarSync, PushChannel
from calendar_integration.models.waiting import (
    OPEN_OFFERS,
    OfferStatus,
    WaitlistEntry,
    WaitlistOffer,
    WaitlistStatus,
)
from calendar_integration.statuses import AppointmentStatus

__all__ = [
    "LONGEST_BUFFER",
    "LONGEST_MINUTES",
    "OPEN",
    "OPEN_OFFERS",
    "ApiRequest",
    "Appointment",
    "AppointmentChange",
    "AppointmentMove",
    "AppointmentStatus",
    "CalendarSync",
    "Closure",
    "Location",
    "MirrorStatus",
    "Notice",
    "NoticeKind",
    "NoticeSettings",
    "NoticeStatus",
    "Occupancy",
    "OfferStatus",
    "OpeningHours",
    "OwnershipProof",
    "PushChannel",
    "Reminder",
    "Resource",
    "ResourceKind",
    "Scheduled",
    "Service",
    "ServiceNeed",
    "Session",
    "SpecialDay",
    "Staff",
    "StaffDay",
    "StaffHours",
    "TimeOff",
    "WaitlistEntry",
    "WaitlistOffer",
    "WaitlistStatus",
    "Weekday",
]
