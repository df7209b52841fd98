"""Staff enter an appointment: by a form, which the picture of the diary fills in where somebody clicks."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from calendar_integration import week
from calendar_integration.admin.booking_form import BookingForm
from calendar_integration.admin.diary import chosen
from calendar_integration.booking.booking_by_staff import BookedByStaff, book_by_staff
from calendar_integration.free.refusals_in_words import WORDS
from calendar_integration.models import Appointment, Location
from receptionist.domain.diary import Slot
from receptionist.domain.events import SlotRefused

#: What one of the buttons with a free time says, in this order.
_TAKES = ("day", "time", "staff", "location")

may_book = permission_required(
    ("calendar_integration.add_appointment", "calendar_integration.view_appointment"), raise_exception=True
)


@require_http_methods(["GET", "POST"])
@may_book
def book(request: HttpRequest) -> HttpResponse:
    """Show the form, or book what was entered; what is refused is said with the free times near it."""
    now = timezone.now()
    location = chosen(request, week.locations(now))
    if location is None:
        return redirect("diary:page")
    if request.method == "GET":
        return _ask(request, location, BookingForm(business=location.business, initial=_clicked(request, location)))
    form = BookingForm(_with_choice(request.POST), business=location.business)
    if not form.is_valid():
        return _ask(request, location, form)
    by = f"user {request.user.pk}"
    result = book_by_staff(form.entered(), by=by, key=f"{by} {form.cleaned_data['key']}", now=now)
    if isinstance(result, SlotRefused):
        form.add_error(None, f"Nothing was booked. {WORDS[result.reason]}")
        return _ask(request, location, form, instead=result.alternatives)
    _say(request, result, form.cleaned_data["name"])
    booked = result.appointment
    return redirect(f"{reverse('diary:page')}?location={booked.location_id}&day={booked.local_day}")


def _clicked(request: HttpRequest, location: Location) -> dict[str, Any]:
    """Return what the click says; whatever of it makes no sense is shown, and refused with the form."""
    services = list(location.business.services.filter(active=True)[:2])
    return {
        "location": location.pk,
        "service": services[0].pk if len(services) == 1 else None,
        **{name: request.GET.get(name, "") for name in ("day", "time", "staff")},
        "tell": True,
        "key": uuid4().hex,
    }


def _with_choice(sent: QueryDict) -> QueryDict:
    """Return what was sent, at the free time whose button was pressed, if one was."""
    taken = sent.get("take", "").split()
    if len(taken) != len(_TAKES):
        return sent
    data = sent.copy()
    for name, value in zip(_TAKES, taken, strict=True):
        data[name] = value
    return data


def _ask(
    request: HttpRequest, location: Location, form: BookingForm, *, instead: tuple[Slot, ...] = ()
) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": "New appointment",
        "location": location,
        "form": form,
        "instead": instead,
    }
    return render(request, "diary/book.html", context)


def _say(request: HttpRequest, result: BookedByStaff, name: str) -> None:
    """Say what stands in the diary now, on the clock of the location."""
    booked, contact = result.appointment, result.appointment.contact
    if result.is_again:
        words = f"This form was sent before; nothing else was booked. {_stands(booked)}, {booked.get_status_display()}."
        messages.warning(request, words)
        return
    told = "Sara confirms it to the customer." if result.will_be_told else "Sara does not confirm it to the customer."
    messages.success(request, f"Booked: {_stands(booked)}. {told}")
    if name and contact.name.casefold() != name.casefold():
        messages.warning(request, f"By that number or address the customer is known as {contact.name}.")
    if booked.told_calendar_pending:
        words = f"The calendar outside did not answer: look yourself whether {booked.staff} is free there."
        messages.warning(request, words)


def _stands(booked: Appointment) -> str:
    return f"{booked.customer_name}, {booked.service} with {booked.staff}, {booked.start:%a %d %b %Y, %H:%M}"
