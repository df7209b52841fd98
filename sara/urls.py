"""Every URL of Sara."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from sara import health
from sara.dashboard.downloads import download
from sara.home import home

urlpatterns = [
    path("", home, name="home"),
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("admin/diary/", include("calendar_integration.admin.urls")),
    path("admin/figures/<slug:name>.csv", admin.site.admin_view(download), name="figures_download"),
    path("admin/", admin.site.urls),
    path("api/", include("sara.api")),
    path("calendar/", include("calendar_integration.subscription_urls")),
    path("webhooks/sms/", include("channels_sms.urls")),
    path("webhooks/whatsapp/", include("channels_whatsapp.urls")),
    path("webhooks/voice/", include("channels_voice.urls")),
    path("webhooks/calendar/", include("calendar_integration.urls")),
]

if settings.DEMO:
    urlpatterns += [path("simulator/", include("simulator.urls"))]
