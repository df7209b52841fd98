"""Below /webhooks/whatsapp/."""

from __future__ import annotations

from django.urls import path

from channels_whatsapp.views import MetaView, TwilioView

app_name = "channels_whatsapp"
urlpatterns = [
    path("twilio/", TwilioView.as_view(), name="twilio"),
    path("twilio/status/", TwilioView.as_view(), name="twilio-status"),
    path("meta/", MetaView.as_view(), name="meta"),
    # Meta posts statuses to the one address it has; this one is for gateways in between that tell them apart.
    path("meta/status/", MetaView.as_view(), name="meta-status"),
    # Typed without the last slash: a redirect would turn the provider's POST into a GET and lose the message.
    path("twilio", TwilioView.as_view()),
    path("twilio/status", TwilioView.as_view()),
    path("meta", MetaView.as_view()),
]
