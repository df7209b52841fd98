"""Fields of requests whose bad values are refused in words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import available_timezones

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from calendar_integration.clock import YEARS
from receptionist.people.phone_numbers import NotAPhoneNumberError, e164


def one_of(model: Any, **more: Any) -> serializers.PrimaryKeyRelatedField[Any]:
    """Return a field that holds the id of a row; any number that is none is refused as such."""
    number = serializers.IntegerField(min_value=1)
    return serializers.PrimaryKeyRelatedField(queryset=model.objects.all(), pk_field=number, **more)


@extend_schema_field(OpenApiTypes.DATETIME)
class MomentField(serializers.Field[datetime, Any, str, Any]):
    """A full minute with its offset, whatever zone that is; UTC inside."""

    def to_internal_value(self, data: Any) -> datetime:
        """Read it; a time without offset could mean any zone."""
        try:
            moment = datetime.fromisoformat(data)
        except (TypeError, ValueError):
            raise serializers.ValidationError("Write the moment as 2026-03-03T10:00:00+01:00.") from None
        if moment.tzinfo is None:
            raise serializers.ValidationError("Add the offset from UTC: 2026-03-03T10:00:00+01:00.")
        if moment.year not in YEARS:
            raise serializers.ValidationError(f"Name a year from {YEARS.start} to {YEARS.stop - 1}.")
        moment = moment.astimezone(UTC)
        if moment.second or moment.microsecond:
            raise serializers.ValidationError("Begin at a full minute.")
        return moment

    def to_representation(self, value: datetime) -> str:
        """Write it."""
        return value.isoformat()


class DayField(serializers.DateField):
    """A local day of these years."""

    def to_internal_value(self, value: Any) -> date:
        """Refuse what no diary is kept for."""
        day = super().to_internal_value(value)
        if day.year not in YEARS:
            raise serializers.ValidationError(f"Name a year from {YEARS.start} to {YEARS.stop - 1}.")
        return day


class ZoneField(serializers.CharField):
    """The name of a time zone."""

    def to_internal_value(self, data: Any) -> str:
        """Refuse what is not in the IANA database."""
        name = super().to_internal_value(data)
        if name not in available_timezones():
            raise serializers.ValidationError("Name a time zone such as Europe/Madrid.")
        return name


class PhoneField(serializers.CharField):
    """A phone number with its country's code; E.164 inside."""

    def to_internal_value(self, data: Any) -> str:
        """Refuse what no phone could have: whether a number is in use today, no list knows for sure."""
        try:
            return e164(super().to_internal_value(data))
        except NotAPhoneNumberError as error:
            raise serializers.ValidationError(str(error)) from None


def refuse_foreign(business_id: int, parts: dict[str, Any]) -> None:
    """Raise ValidationError, by the name of the field, for a row of another business."""
    foreign = [name for name, row in parts.items() if row is not None and row.business_id != business_id]
    if foreign:
        raise serializers.ValidationError(dict.fromkeys(foreign, "It belongs to another business than the service."))
