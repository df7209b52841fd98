"""How far we have read each calendar outside, and the channels by which it tells us of changes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class CalendarSync(models.Model):
    """One calendar outside: what we have read of it, and when it is to be asked again."""

    calendar_id = models.CharField("calendar", max_length=255, unique=True)
    #: What to ask for changes with; empty before everything was read once, and when the calendar wants that again.
    token = models.TextField(blank=True, editable=False)
    due_at = models.DateTimeField(default=timezone.now)
    #: A run is under way, and has died when it has not reported back by then.
    lease_until = models.DateTimeField(null=True, blank=True)
    #: Numbers the runs, so that one whose lease ran out cannot report over a later one.
    run = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField("last asked", null=True, blank=True)
    synced_at = models.DateTimeField("last read", null=True, blank=True)
    #: Runs in a row that failed.
    failures = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True, help_text="What the calendar answered, in words for staff.")
    #: Why it cannot tell us of changes by itself; it is asked every few minutes all the same.
    push_error = models.TextField(blank=True)

    class Meta:
        verbose_name = "calendar outside"
        verbose_name_plural = "calendars outside"
        ordering: ClassVar = ["calendar_id"]
        indexes: ClassVar = [models.Index(fields=["due_at"], name="calendar_sync_due")]

    def __str__(self) -> str:
        return self.calendar_id


class PushChannel(models.Model):
    """One channel by which a calendar rings; written before the calendar is asked, since it may ring at once."""

    sync = models.ForeignKey(CalendarSync, on_delete=models.CASCADE, related_name="channels")
    channel_id = models.CharField(max_length=64, unique=True)
    #: SHA-256 of what it must show to be believed.
    secret_hash = models.CharField(max_length=64)
    #: Empty, and no end, until the calendar has agreed.
    resource_id = models.CharField(max_length=255, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    rang_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Channel {self.pk} of {self.sync_id}"
