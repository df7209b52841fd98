"""Below /webhooks/sms/."""

from __future__ import annotations

from django.urls import path

from channels_sms.views import TwilioView

app_name = "channels_sms"
urlpatterns = [
    path("twilio/", TwilioView.as_view(), name="twilio"),
    path("twilio/status/", TwilioView.as_view(), name="twilio-status"),
    # Typed without the last slash: a redirect would turn Twilio's POST into a GET and lose the message.
    path("twilio", TwilioView.as_view()),
    path("twilio/status", TwilioView.as_view()),
]
