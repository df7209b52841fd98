"""Staff move an appointment: by a form, which the picture of the diary fills in when one is dragged."""

from __future__ import annotations

from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget, UnfoldBooleanSwitchWidget

from calendar_integration.admin.wall_times import read_start
from calendar_integration.booking.moving_by_staff import MovedByStaff, move_by_staff
from calendar_integration.booking.moving_refused import NotMoved
from calendar_integration.models import Appointment, Staff

KEY_LENGTH = 40
_OVERRULE = " To move it all the same, tick “Even outside the rules of the house”."

may_change = permission_required("calendar_integration.change_appointment", raise_exception=True)


class MoveForm(forms.Form):
    """Where an appointment is to go, on the clock of its location."""

    day = forms.DateField(widget=UnfoldAdminTextInputWidget({"type": "date"}))
    time = forms.TimeField(widget=UnfoldAdminTextInputWidget({"type": "time"}))
    staff = forms.ModelChoiceField(Staff.objects.none(), label="With", empty_label=None, widget=UnfoldAdminSelectWidget)
    tell = forms.BooleanField(
        required=False,
        label="Tell the customer",
        help_text="A minute later, so that a slip can be put right first.",
        widget=UnfoldBooleanSwitchWidget,
    )
    overrule = forms.BooleanField(
        required=False,
        label="Even outside the rules of the house",
        help_text="Closed hours, time off, a person who does not perform it. Never a double booking.",
        widget=UnfoldBooleanSwitchWidget,
    )
    key = forms.CharField(max_length=KEY_LENGTH, widget=forms.HiddenInput)

    def __init__(self, *args: Any, appointment: Appointment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(appointment.location.timezone)
        choice = self.fields["staff"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = Staff.objects.filter(business_id=appointment.business_id)

    def clean(self) -> dict[str, Any]:
        """Refuse a time that the clocks skip on that day."""
        cleaned = super().clean() or {}
        read_start(self, cleaned, self.zone)
        return cleaned


@require_http_methods(["GET", "POST"])
@may_change
def move(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """Show the form or move the appointment; a script is answered with JSON, a person with a page."""
    rows = Appointment.objects.select_related("service", "staff", "location", "contact")
    appointment = get_object_or_404(rows, pk=appointment_id)
    wants_json = request.headers.get("Accept") == "application/json"
    if request.method == "GET":
        return _ask(request, appointment, MoveForm(appointment=appointment, initial=_as_it_stands(appointment)))
    form = MoveForm(request.POST, appointment=appointment)
    if not form.is_valid():
        if wants_json:
            return JsonResponse({"moved": False, "words": _first_error(form)}, status=400)
        return _ask(request, appointment, form)
    stood = appointment.during.lower, appointment.staff_id
    stays = stood == (form.cleaned_data["start"], form.cleaned_data["staff"].pk)
    moved = _move(request, appointment, form.cleaned_data)
    if isinstance(moved, NotMoved):
        if wants_json:
            return JsonResponse({"moved": False, "words": moved.words, "overrule": moved.can_be_overruled})
        form.add_error(None, moved.words + (_OVERRULE if moved.can_be_overruled else ""))
        return _ask(request, appointment, form)
    words = "It stands there already." if stays else " ".join((_said(moved), *moved.remarks))
    if wants_json:
        return JsonResponse({"moved": True, "words": words})
    messages.success(request, words)
    day = moved.appointment.start.date()
    return redirect(f"{reverse('diary:page')}?location={appointment.location_id}&day={day}")


def _move(request: HttpRequest, appointment: Appointment, wanted: dict[str, Any]) -> MovedByStaff | NotMoved:
    by = f"user {request.user.pk}"
    return move_by_staff(
        appointment.pk,
        start=wanted["start"],
        staff_id=wanted["staff"].pk,
        by=by,
        key=f"{by} {wanted['key']}",
        now=timezone.now(),
        within_hours=not wanted["overrule"],
        tell=wanted["tell"],
    )


def _ask(request: HttpRequest, appointment: Appointment, form: MoveForm) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": f"Move {appointment.customer_name or 'a held place'}",
        "appointment": appointment,
        "form": form,
    }
    return render(request, "diary/move.html", context)


def _as_it_stands(appointment: Appointment) -> dict[str, Any]:
    start = appointment.during.lower.astimezone(appointment.location.zone)
    return {
        "day": start.date(),
        "time": f"{start:%H:%M}",
        "staff": appointment.staff_id,
        "tell": True,
        "key": uuid4().hex,
    }


def _first_error(form: MoveForm) -> str:
    field, errors = next(iter(form.errors.items()))
    return f"{errors[0]}" if field in ("__all__", "time") else f"{field.capitalize()}: {errors[0]}"


def _said(moved: MovedByStaff) -> str:
    """Say what was done, on the clock of the location."""
    booked = moved.appointment
    told = "The customer was not told."
    if moved.will_be_told:
        told = "The customer will be told in a minute."
    elif moved.is_out_of_reach:
        told = "There is no way to write to the customer now: please call."
    return f"Moved to {booked.start:%a %d %b, %H:%M} with {booked.staff_name}. {told}"
