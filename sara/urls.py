"""Every URL of Sara."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from sara import health
from sara.home import home

urlpatterns = [
    path("", home, name="home"),
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("admin/", admin.site.urls),
    path("api/", include("sara.api")),
    path("webhooks/sms/", include("channels_sms.urls")),
    path("webhooks/whatsapp/", include("channels_whatsapp.urls")),
    path("webhooks/voice/", include("channels_voice.urls")),
]

if settings.DEMO:
    urlpatterns += [path("simulator/", include("simulator.urls"))]
