"""What should be read of an utterance: any part of the contract's result, one value or several that will do."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from receptionist.understanding.contract import IntentExtraction

_Value = TypeVar("_Value")


def _as_tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def _as_clock(value: Any) -> Any:
    return time.fromisoformat(value).strftime("%H:%M") if isinstance(value, str) else value


def _as_day(value: Any) -> Any:
    return date.fromisoformat(value).isoformat() if isinstance(value, str) else value


#: One value or several, of which any is right; null among them where the text may as well be silent.
_AnyOf = Annotated[tuple[_Value | None, ...], BeforeValidator(_as_tuple), Field(min_length=1)]
_Text = _AnyOf[Annotated[str, Field(min_length=1)]]
_Day = _AnyOf[Annotated[str, BeforeValidator(_as_day)]]
_Clock = _AnyOf[Annotated[str, BeforeValidator(_as_clock)]]
_Intent = Literal["schedule", "faq", "contact", "cancel", "reschedule", "unknown"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Contact(_Strict):
    name: _Text = (None,)
    email: _Text = (None,)
    phone: _Text = (None,)


class _Appointment(_Strict):
    date: _Day = (None,)
    time: _Clock = (None,)
    timezone: _Text = (None,)


class _Slots(_Strict):
    service_type: _Text = (None,)
    urgency: _Text = (None,)
    notes: _Text = (None,)


class Expected(_Strict):
    """The labels of one utterance. A field that is left out is not scored; one that is null must be absent."""

    intent: Annotated[tuple[_Intent, ...], BeforeValidator(_as_tuple), Field(min_length=1)] = ("unknown",)
    contact_info: _Contact = _Contact()
    appointment: _Appointment = _Appointment()
    slots: _Slots = _Slots()
    #: Taken, so that a whole result can be pasted, and not scored: it is the reader's own opinion of itself.
    confidence: float | None = None

    def fields(self) -> dict[str, tuple[str | None, ...]]:
        """Return what is accepted of each field that was given, under the field's own name."""
        given: dict[str, tuple[str | None, ...]] = {"intent": self.intent} if "intent" in self.model_fields_set else {}
        for part in (self.contact_info, self.appointment, self.slots):
            given |= {name: getattr(part, name) for name in type(part).model_fields if name in part.model_fields_set}
        return given

    @model_validator(mode="after")
    def _expects_something(self) -> Expected:
        if not self.fields():
            raise ValueError("expects nothing; name at least one field of the result, such as intent")
        return self


def read_fields(extraction: IntentExtraction) -> dict[str, str | None]:
    """Return what was read, under the names that ``Expected.fields`` uses."""
    parts = (extraction.contact_info, extraction.appointment, extraction.slots)
    return {"intent": extraction.intent} | {name: value for part in parts for name, value in part}
