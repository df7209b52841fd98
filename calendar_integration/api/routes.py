"""The diary's resources."""

from __future__ import annotations

from calendar_integration.api import appointments, availability, catalogue

#: Prefix, view and name of each resource; the composition root mounts them.
routes = [
    ("appointments", appointments.AppointmentViewSet, "appointment"),
    ("availability", availability.AvailabilityViewSet, "availability"),
    ("services", catalogue.ServiceViewSet, "service"),
    ("staff", catalogue.StaffViewSet, "staff"),
    ("locations", catalogue.LocationViewSet, "location"),
]
