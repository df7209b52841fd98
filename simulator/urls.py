"""The simulator's page, and the carriers' endpoints as it serves them; there only while DEMO is on."""

from __future__ import annotations

from django.urls import path

from simulator import carrier, views

app_name = "simulator"

urlpatterns = [
    path("", views.page, name="page"),
    path("feed/", views.news, name="feed"),
    path("phones/", views.new_phone, name="phones"),
    path("texts/", views.new_text, name="texts"),
    path("calls/", views.new_call, name="calls"),
    path("calls/acts/", views.new_act, name="acts"),
    path("carrier/2010-04-01/Accounts/<str:account_sid>/Messages.json", carrier.twilio_messages),
    path("carrier/<str:version>/<str:phone_number_id>/messages", carrier.meta_messages),
]
