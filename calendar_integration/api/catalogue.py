"""What can be booked, by whom it is performed and where: to be read."""

from __future__ import annotations

from rest_framework import serializers
from rest_framework.viewsets import ReadOnlyModelViewSet

from calendar_integration.models import Location, Service, Staff


class ServiceSerializer(serializers.ModelSerializer[Service]):
    """Something a customer can book."""

    class Meta:
        model = Service
        fields = (
            "id", "business", "name", "aliases", "minutes", "capacity", "price", "price_text", "description", "active",
        )  # fmt: skip


class StaffSerializer(serializers.ModelSerializer[Staff]):
    """Somebody who performs services."""

    class Meta:
        model = Staff
        fields = ("id", "business", "name", "services", "active")


class LocationSerializer(serializers.ModelSerializer[Location]):
    """One house of a business, with its own clock."""

    class Meta:
        model = Location
        fields = ("id", "business", "name", "address", "timezone", "active")


class ServiceViewSet(ReadOnlyModelViewSet[Service]):
    """What customers can book."""

    queryset = Service.objects.order_by("-id")
    serializer_class = ServiceSerializer


class StaffViewSet(ReadOnlyModelViewSet[Staff]):
    """Who performs it."""

    queryset = Staff.objects.prefetch_related("services").order_by("-id")
    serializer_class = StaffSerializer


class LocationViewSet(ReadOnlyModelViewSet[Location]):
    """Where it is performed."""

    queryset = Location.objects.order_by("-id")
    serializer_class = LocationSerializer
