"""Appointments as programs read them, and what they send to book and move them."""

from __future__ import annotations

from typing import Any, ClassVar

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from calendar_integration.api.fields import MomentField, PhoneField, one_of, refuse_foreign
from calendar_integration.booking.booking import NAME_LENGTH
from calendar_integration.models import Appointment, Location, Service, Staff
from receptionist.api.problems import ProblemSerializer
from receptionist.domain.diary import NoSlotReason
from receptionist.models import Contact, validate_one_line

_LONGEST_NOTES = 2_000


class AppointmentSerializer(serializers.ModelSerializer[Appointment]):
    """One appointment; its times carry the offset of the zone it was agreed in."""

    start = serializers.SerializerMethodField()
    end = serializers.SerializerMethodField()
    service_name = serializers.CharField(source="service.name", read_only=True)
    staff_name = serializers.CharField(source="staff.name", read_only=True)
    calendar_confirmed = serializers.SerializerMethodField(
        help_text="False while a calendar outside that did not answer must still be asked."
    )

    class Meta:
        model = Appointment
        fields: ClassVar = [
            "id", "public_id", "business", "service", "service_name", "staff", "staff_name", "location", "contact",
            "conversation", "customer_name", "notes", "status", "start", "end", "timezone", "cancelled_at",
            "created_at", "mirror_status", "calendar_confirmed",
        ]  # fmt: skip

    @extend_schema_field(OpenApiTypes.DATETIME)
    def get_start(self, appointment: Appointment) -> str:
        """Say when it begins."""
        return appointment.start.isoformat()

    @extend_schema_field(OpenApiTypes.DATETIME)
    def get_end(self, appointment: Appointment) -> str:
        """Say when it ends."""
        return appointment.end.isoformat()

    def get_calendar_confirmed(self, appointment: Appointment) -> bool:
        """Say whether nothing is left in doubt."""
        return not appointment.told_calendar_pending


class CancelledSerializer(AppointmentSerializer):
    """One appointment that has been cancelled."""

    late = serializers.SerializerMethodField(help_text="Whether that was later than the service's rule allows.")

    class Meta(AppointmentSerializer.Meta):
        fields: ClassVar = [*AppointmentSerializer.Meta.fields, "late"]

    def get_late(self, appointment: Appointment) -> bool:
        """Say whether it was late."""
        return bool(self.context["late"])


class CustomerSerializer(serializers.Serializer[object]):
    """For whom it is: somebody who is known by an id, or whoever has this number or else this e-mail address."""

    contact = one_of(Contact, required=False)
    name = serializers.CharField(required=False, max_length=NAME_LENGTH, validators=[validate_one_line])
    phone = PhoneField(required=False, max_length=40, help_text="With the country's code: +34600000001.")
    email = serializers.EmailField(required=False, max_length=254)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Ask for enough to find the customer again, and for a name."""
        if "contact" in attrs:
            if attrs.keys() & {"phone", "email"}:
                raise serializers.ValidationError("Give a contact, or a phone number or e-mail address; not both.")
            if not attrs.get("name") and not attrs["contact"].name:
                raise serializers.ValidationError({"name": "This contact has no name yet: give one."})
        elif not attrs.keys() & {"phone", "email"}:
            raise serializers.ValidationError("Give a contact, a phone number or an e-mail address.")
        elif not attrs.get("name"):
            raise serializers.ValidationError({"name": "Give the customer's name."})
        return attrs


class BookingSerializer(serializers.Serializer[object]):
    """What is to be booked; without staff and location, with anybody and anywhere."""

    service = one_of(Service)
    start = MomentField()
    staff = one_of(Staff, required=False)
    location = one_of(Location, required=False)
    customer = CustomerSerializer()
    notes = serializers.CharField(required=False, allow_blank=True, max_length=_LONGEST_NOTES, default="")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse what belongs to another business, and what is not offered any more."""
        if not attrs["service"].active:
            raise serializers.ValidationError({"service": "This service is not offered any more."})
        customer = attrs["customer"]
        parts = {"staff": attrs.get("staff"), "location": attrs.get("location"), "customer": customer.get("contact")}
        refuse_foreign(attrs["service"].business_id, parts)
        return attrs


class MovingSerializer(serializers.Serializer[object]):
    """Where it is to be moved; without staff, with the same person if they are free, else with another."""

    start = MomentField()
    staff = one_of(Staff, required=False)
    location = one_of(Location, required=False, help_text="Where it was before, without one.")


class AlternativeSerializer(serializers.Serializer[object]):
    """A place that is free instead."""

    start = serializers.DateTimeField()
    staff = serializers.IntegerField()
    staff_name = serializers.CharField()
    location = serializers.IntegerField(allow_null=True)


class NotToBeHadSerializer(ProblemSerializer):
    """Why a place is not to be had, and what is free instead; nothing was changed."""

    reason = serializers.ChoiceField(choices=[str(reason) for reason in NoSlotReason], required=False)
    alternatives = AlternativeSerializer(many=True, required=False)
