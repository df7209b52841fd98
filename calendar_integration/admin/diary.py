"""The diary as a picture: a week or a day of one location, with a column for each member of staff."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from calendar_integration import week, wiring
from calendar_integration.free import busy_outside
from calendar_integration.models import Location
from calendar_integration.statuses import AppointmentStatus
from calendar_integration.week import Entry, Week

may_look = permission_required("calendar_integration.view_appointment", raise_exception=True)

#: How an appointment is marked beside its colour: a sign for each status, told by the legend.
SIGNS = {
    AppointmentStatus.HELD: "…",
    AppointmentStatus.BOOKED: "●",
    AppointmentStatus.CONFIRMED: "✓",
    AppointmentStatus.COMPLETED: "■",
    AppointmentStatus.NO_SHOW: "✕",
}
#: Characters of the notes that fit beside an appointment.
_NOTES = 300
#: Hours of the day that are shown where a location is closed all week.
_OPENS, _CLOSES = 9, 18


class DaysForm(forms.Form):
    """Which days of which location."""

    location = forms.ModelChoiceField(Location.objects.all())
    first = forms.DateField()
    last = forms.DateField()

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order, and more of them than anybody can look at."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and not timedelta(0) <= last - first < timedelta(days=week.MOST_DAYS):
            raise forms.ValidationError(f"Ask for 1 to {week.MOST_DAYS} days, the last one not before the first.")
        return cleaned

    def week(self) -> Week:
        """Return what is asked for, once it is valid."""
        wanted = self.cleaned_data
        return Week(location=wanted["location"], first_day=wanted["first"], last_day=wanted["last"])


@require_GET
@may_look
def page(request: HttpRequest) -> HttpResponse:
    """Show the picture; what is in it comes by itself."""
    now = timezone.now()
    locations = week.locations(now)
    location = chosen(request, locations)
    if location is None:
        return render(request, "diary/none.html", {**admin.site.each_context(request), "title": "Diary"})
    staff = week.staff_of(location, now)
    context = {
        **admin.site.each_context(request),
        "title": "Diary",
        "locations": locations,
        "location": location,
        "has_businesses": len({row.business_id for row in locations}) > 1,
        "staff": staff,
        "local_now": now.astimezone(location.zone),
        "signs": [(sign, status.value, str(status).replace("_", " ")) for status, sign in SIGNS.items()],
        "settings": {**_settings(request, location), "staff": [{"id": who.pk, "title": who.name} for who in staff]},
    }
    return render(request, "diary/week.html", context)


@require_GET
@may_look
def feed(request: HttpRequest) -> HttpResponse:
    """Answer what our own diary holds on some days."""
    form = DaysForm(request.GET)
    if not form.is_valid():
        return refused(form)
    asked, now = form.week(), timezone.now()
    staff = week.staff_of(asked.location, now)
    can_change = request.user.has_perm("calendar_integration.change_appointment")
    found = week.entries(asked, staff, now)
    return JsonResponse({"entries": [_as_json(entry, can_change=can_change) for entry in found]})


@require_GET
@may_look
def feed_outside(request: HttpRequest) -> HttpResponse:
    """Answer what the calendars outside hold on some days, and whose nobody knows."""
    form = DaysForm(request.GET)
    if not form.is_valid():
        return refused(form)
    asked = form.week()
    staff = week.staff_of(asked.location, timezone.now())
    read = busy_outside.read(staff, asked.span)
    return JsonResponse(
        {
            "entries": [_as_json(entry) for entry in week.busy_outside(asked, dict(read.busy))],
            "unknown": [who.name for who in staff if who.pk in read.unknown],
        }
    )


def refused(form: forms.Form) -> JsonResponse:
    """Answer a question that makes no sense, in plain words."""
    words = (f"{field}: {errors[0]}" for field, errors in form.errors.items())
    return JsonResponse({"words": " ".join(words)}, status=400)


def chosen(request: HttpRequest, locations: list[Location]) -> Location | None:
    """Return the location that the address names, the first where it names none of them, None where there is none."""
    asked = request.GET.get("location", "")
    return next((row for row in locations if str(row.pk) == asked), locations[0] if locations else None)


def _settings(request: HttpRequest, location: Location) -> dict[str, Any]:
    """Return what the script must know."""
    hours = [(row.opens.hour, row.closes.hour + bool(row.closes.minute) or 24) for row in location.opening_hours.all()]
    opens = min((opens for opens, _ in hours), default=_OPENS)
    closes = max((closes for _, closes in hours), default=_CLOSES)
    today = timezone.now().astimezone(location.zone)
    return {
        "location": location.pk,
        "day": _day(request.GET.get("day", "")) or today.date().isoformat(),
        "today": today.date().isoformat(),
        "offset": f"{today:%z}"[:3] + ":" + f"{today:%z}"[3:5],
        "opens": f"{max(0, opens - 1):02}:00",
        "closes": f"{min(24, closes + 1):02}:00",
        "feed": reverse("diary:feed"),
        "outside": reverse("diary:outside") if wiring.outside_calendar() else "",
        "signs": {status.value: sign for status, sign in SIGNS.items()},
        "book": reverse("diary:book") if request.user.has_perm("calendar_integration.add_appointment") else "",
        "canChange": request.user.has_perm("calendar_integration.change_appointment"),
    }


def _day(text: str) -> str:
    """Return a day as it was asked for; empty where that is none."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _as_json(entry: Entry, *, can_change: bool = False) -> dict[str, Any]:
    """Tell the script of one entry; it writes all of it as text, never as HTML."""
    # Where the clocks go back something may end, by the clock, before it begins.
    end = entry.end.replace(tzinfo=None)
    shown_end = end if end > entry.start.replace(tzinfo=None) else entry.start.replace(tzinfo=None) + _length(entry)
    told = {
        "kind": entry.kind.value,
        "start": f"{entry.start:%Y-%m-%dT%H:%M}",
        "end": f"{shown_end:%Y-%m-%dT%H:%M}",
        "staff": entry.staff_id,
    }
    if (booked := entry.appointment) is not None:
        return {
            **told,
            "id": booked.pk,
            "who": booked.customer_name or ("Held" if booked.status == AppointmentStatus.HELD else "No name"),
            "what": booked.service.name,
            "with": booked.staff.name,
            "status": booked.status,
            "statusWords": booked.get_status_display(),
            "notes": booked.notes[:_NOTES],
            "url": reverse("admin:calendar_integration_appointment_change", args=[booked.pk]),
            "move": reverse("diary:move", args=[booked.pk]) if can_change and entry.can_move else "",
        }
    if (sitting := entry.session) is not None:
        return {
            **told,
            "id": f"group-{sitting.pk}",
            "who": f"{sitting.taken} of {sitting.capacity} places",  # type: ignore[attr-defined]  # counted by the query
            "what": sitting.service.name,
            "with": sitting.staff.name,
            "status": "booked",
            "statusWords": "Group",
            "url": reverse("admin:calendar_integration_session_change", args=[sitting.pk]),
        }
    return told


def _length(entry: Entry) -> timedelta:
    return timedelta(seconds=entry.end.timestamp() - entry.start.timestamp())
