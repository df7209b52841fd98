"""Where calendars outside ring."""

from __future__ import annotations

from django.urls import path

from calendar_integration.providers.google.views import google_push

urlpatterns = [path("google/", google_push, name="google_calendar_push")]
