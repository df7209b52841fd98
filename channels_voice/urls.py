"""The steps of a call, below /webhooks/voice/."""

from __future__ import annotations

from django.urls import path

from channels_voice import payloads
from channels_voice.views import CallView, acknowledge, late_reply, reply

app_name = "channels_voice"

urlpatterns = [
    path("twilio/", CallView.as_view(read=payloads.call_started, answer=reply), name="start"),
    # Without its slash, too: a redirect would turn the POST into a GET and lose the call.
    path("twilio", CallView.as_view(read=payloads.call_started, answer=reply)),
    path("twilio/turn/", CallView.as_view(read=payloads.turn_taken, answer=reply), name="turn"),
    path("twilio/reply/", CallView.as_view(read=payloads.reply_awaited, answer=late_reply), name="reply"),
    path("twilio/recording/", CallView.as_view(read=payloads.recording_left, answer=reply), name="recording"),
    path(
        "twilio/transcription/",
        CallView.as_view(read=payloads.recording_transcribed, answer=acknowledge),
        name="transcription",
    ),
    path("twilio/status/", CallView.as_view(read=payloads.call_progressed, answer=acknowledge), name="status"),
    path("twilio/status", CallView.as_view(read=payloads.call_progressed, answer=acknowledge)),
]
