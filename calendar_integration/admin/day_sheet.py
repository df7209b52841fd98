"""The day on paper: who comes when, for what and where to reach them, a table for each member of staff."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from calendar_integration import selectors
from calendar_integration.admin.diary import may_look, refused
from calendar_integration.models import Appointment, Location, Staff
from receptionist.admin import show


class SheetForm(forms.Form):
    """Which day of which location, and whose; everybody's where nobody is named."""

    location = forms.ModelChoiceField(Location.objects.select_related("business"))
    day = forms.DateField()
    staff = forms.ModelChoiceField(Staff.objects.all(), required=False)


@require_GET
@may_look
def sheet(request: HttpRequest) -> HttpResponse:
    """Show one day, made for the printer; today at the first location where none is named."""
    form = SheetForm(request.GET or _today())
    if not form.is_valid():
        return refused(form)
    location, day, who = (form.cleaned_data[name] for name in ("location", "day", "staff"))
    rows = selectors.day_sheet(location.pk, day, who.pk if who else None)
    people: dict[str, list[tuple[Appointment, str]]] = {who.name: []} if who else {}
    for row in rows:
        people.setdefault(row.staff.name, []).append((row, _reach(row)))
    now = timezone.now().astimezone(location.zone)
    return render(request, "diary/sheet.html", {"location": location, "day": day, "people": people, "now": now})


def _today() -> dict[str, object]:
    location = Location.objects.filter(active=True).first()
    return {"location": location.pk, "day": timezone.now().astimezone(location.zone).date()} if location else {}


def _reach(row: Appointment) -> str:
    """Say where to reach the customer; empty where nobody knows."""
    if row.contact.callback_phone:
        return row.contact.callback_phone
    return show.address(row.conversation.contact_address) if row.conversation else ""
