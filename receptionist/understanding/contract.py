"""The contract of understanding: the shape in which a reading leaves the house, and the way to and from the domain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, ConfigDict, Field, field_validator

from receptionist.domain.diary import Service
from receptionist.domain.reading import Intent, Reading

IsoDate = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
ClockTime = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
_TIMEZONE = re.compile(r"^[A-Za-z0-9_+\-/]{1,64}$")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ContactInfo(_Strict):
    """How the customer may be called and reached, as far as the text says so."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None


class AppointmentInfo(_Strict):
    """The day (ISO 8601) and the time (24 hours, HH:MM) that the text states, local to ``timezone`` (IANA)."""

    date: IsoDate | None = None
    time: ClockTime | None = None
    timezone: str | None = None

    @field_validator("date")
    @classmethod
    def _is_a_day(cls, value: str | None) -> str | None:
        if value is not None:
            date.fromisoformat(value)
        return value

    @field_validator("timezone")
    @classmethod
    def _is_known(cls, value: str | None) -> str | None:
        if value is not None and (not _TIMEZONE.match(value) or not _is_timezone(value)):
            raise ValueError("not an IANA time zone")
        return value


class Slots(_Strict):
    """What else the text says about the appointment."""

    service_type: str | None = None
    urgency: str | None = None
    notes: str | None = None


class IntentExtraction(_Strict):
    """One utterance, understood. Null stands for what the text does not state."""

    intent: Literal["schedule", "faq", "contact", "cancel", "reschedule", "unknown"]
    confidence: float = Field(ge=0, le=1)
    contact_info: ContactInfo = ContactInfo()
    appointment: AppointmentInfo = AppointmentInfo()
    slots: Slots = Slots()


def _is_timezone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return name in available_timezones()
    return True


def from_reading(reading: Reading, timezone: str, services: Sequence[Service] = ()) -> IntentExtraction:
    """Put a reading into the contract; ``timezone`` is named only where a day or a time is stated."""
    states_when = reading.day is not None or reading.at is not None
    service = next((service.name for service in services if service.id == reading.service_id), None)
    return IntentExtraction(
        intent=reading.intent.value,
        confidence=round(min(max(reading.confidence, 0.0), 1.0), 3),
        contact_info=ContactInfo(name=reading.name, email=reading.email, phone=reading.phone),
        appointment=AppointmentInfo(
            date=reading.day.isoformat() if reading.day else None,
            time=reading.at.strftime("%H:%M") if reading.at else None,
            timezone=timezone if states_when else None,
        ),
        slots=Slots(service_type=service, urgency=reading.urgency, notes=reading.notes),
    )


def to_reading(extraction: IntentExtraction, services: Sequence[Service] = ()) -> Reading:
    """Take the contract back into the domain; a service that the business does not offer is left out."""
    wanted = (extraction.slots.service_type or "").casefold()
    appointment, contact = extraction.appointment, extraction.contact_info
    return Reading(
        intent=Intent(extraction.intent),
        confidence=extraction.confidence,
        name=contact.name,
        email=contact.email,
        phone=contact.phone,
        day=date.fromisoformat(appointment.date) if appointment.date else None,
        at=time.fromisoformat(appointment.time) if appointment.time else None,
        service_id=next((service.id for service in services if service.name.casefold() == wanted), None),
        urgency=extraction.slots.urgency,
        notes=extraction.slots.notes,
    )
