"""The pages of the diary beside the admin's lists; the composition root mounts them among the admin's own."""

from __future__ import annotations

from django.contrib import admin
from django.urls import path

from calendar_integration.admin import bookings, day_sheet, diary, moves

app_name = "diary"
urlpatterns = [
    path("", admin.site.admin_view(diary.page), name="page"),
    path("entries/", admin.site.admin_view(diary.feed), name="feed"),
    path("outside/", admin.site.admin_view(diary.feed_outside), name="outside"),
    path("new/", admin.site.admin_view(bookings.book), name="book"),
    path("sheet/", admin.site.admin_view(day_sheet.sheet), name="sheet"),
    path("<int:appointment_id>/move/", admin.site.admin_view(moves.move), name="move"),
]
