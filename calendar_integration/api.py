"""The diary in the read-only API."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request
from rest_framework.viewsets import ReadOnlyModelViewSet

from calendar_integration.models import Appointment, Service, Staff


class ServiceSerializer(serializers.ModelSerializer[Service]):
    """Something a customer can book."""

    class Meta:
        model = Service
        fields = ("id", "business", "name", "aliases", "minutes", "price", "price_text", "description", "active")


class StaffSerializer(serializers.ModelSerializer[Staff]):
    """Somebody who performs services."""

    class Meta:
        model = Staff
        fields = ("id", "business", "name", "services", "active")


class AppointmentSerializer(serializers.ModelSerializer[Appointment]):
    """One appointment; its times carry the offset of the zone it was agreed in."""

    start = serializers.SerializerMethodField()
    end = serializers.SerializerMethodField()
    service_name = serializers.CharField(source="service.name")
    staff_name = serializers.CharField(source="staff.name")

    class Meta:
        model = Appointment
        fields = (
            "id",
            "public_id",
            "business",
            "service",
            "service_name",
            "staff",
            "staff_name",
            "location",
            "contact",
            "conversation",
            "customer_name",
            "notes",
            "status",
            "start",
            "end",
            "timezone",
            "cancelled_at",
            "created_at",
            "mirror_status",
        )

    @extend_schema_field(OpenApiTypes.DATETIME)
    def get_start(self, appointment: Appointment) -> str:
        """Say when it begins."""
        return appointment.start.isoformat()

    @extend_schema_field(OpenApiTypes.DATETIME)
    def get_end(self, appointment: Appointment) -> str:
        """Say when it ends."""
        return appointment.end.isoformat()


class DayFilter(BaseFilterBackend):
    """``?day=2026-03-03`` keeps the appointments of one local day."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        """Filter, where asked to; refuses what is no day."""
        wanted = request.query_params.get("day")
        if wanted is None:
            return queryset
        try:
            return queryset.filter(local_day=date.fromisoformat(wanted))
        except ValueError:
            raise ValidationError({"day": "Write the day as 2026-03-03."}) from None

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """Describe the parameter."""
        return [
            {
                "name": "day",
                "in": "query",
                "required": False,
                "description": "Only the appointments of this day, local to the business.",
                "schema": {"type": "string", "format": "date"},
            }
        ]


class ServiceViewSet(ReadOnlyModelViewSet[Service]):
    """What customers can book."""

    queryset = Service.objects.order_by("-id")
    serializer_class = ServiceSerializer


class StaffViewSet(ReadOnlyModelViewSet[Staff]):
    """Who performs it."""

    queryset = Staff.objects.prefetch_related("services").order_by("-id")
    serializer_class = StaffSerializer


class AppointmentViewSet(ReadOnlyModelViewSet[Appointment]):
    """Appointments, the latest booked first."""

    queryset = Appointment.objects.select_related("service", "staff").order_by("-id")
    serializer_class = AppointmentSerializer
    filter_backends = (DayFilter,)


#: Prefix, view and name of each resource; the composition root mounts them.
routes = [
    ("appointments", AppointmentViewSet, "appointment"),
    ("services", ServiceViewSet, "service"),
    ("staff", StaffViewSet, "staff"),
]
