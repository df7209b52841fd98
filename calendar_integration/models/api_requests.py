"""What programs have asked of the diary, so that asking again changes nothing."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from calendar_integration.models.appointments import Appointment


class ApiRequest(models.Model):
    """One write through the API, under the key its sender chose, and what was answered; no status while it runs."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=255)
    #: Of method, path and body: the same key must not stand for anything else.
    fingerprint = models.CharField(max_length=64)
    #: Up to when whoever works on it is believed to be alive.
    lease_until = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    answer = models.JSONField(null=True, blank=True, encoder=DjangoJSONEncoder)
    #: Whose data the answer holds, so that it can be forgotten.
    appointment = models.ForeignKey(
        Appointment, null=True, blank=True, on_delete=models.SET_NULL, related_name="api_requests"
    )
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "key"], name="one_api_request_a_key")]

    def __str__(self) -> str:
        return f"API request {self.pk}"
