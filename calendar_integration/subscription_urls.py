"""Below /calendar/: what calendar programs subscribe to."""

from __future__ import annotations

from django.urls import path

from calendar_integration.views import subscription

urlpatterns = [path("feed/<str:secret>.ics", subscription, name="calendar-subscription")]
