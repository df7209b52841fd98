"""The form by which staff enter an appointment: where, what, with whom, when and for whom."""

from __future__ import annotations

from typing import Any

from django import forms
from unfold.widgets import (
    UnfoldAdminEmailInputWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from calendar_integration.admin.wall_times import read_start
from calendar_integration.booking.booking import NAME_LENGTH
from calendar_integration.booking.booking_by_staff import Entered
from calendar_integration.models import Location, Service, Staff
from receptionist.domain.diary import Slot
from receptionist.models import Business, validate_one_line
from receptionist.people import contacts
from receptionist.people.contacts import Stated
from receptionist.people.phone_numbers import NotAPhoneNumberError, e164
from receptionist.understanding.rules.countries import country_of

KEY_LENGTH = 40
_LONGEST_NOTES = 2_000
_GONE = {"invalid_choice": "It is not booked any more. Choose another."}


class BookingForm(forms.Form):
    """An appointment to be, of one business; day and time are on the clock of its location."""

    location = forms.ModelChoiceField(
        Location.objects.none(), empty_label=None, error_messages=_GONE, widget=UnfoldAdminSelectWidget
    )
    service = forms.ModelChoiceField(Service.objects.none(), error_messages=_GONE, widget=UnfoldAdminSelectWidget)
    staff = forms.ModelChoiceField(
        Staff.objects.none(),
        label="With",
        empty_label="Anybody",
        required=False,
        error_messages=_GONE,
        widget=UnfoldAdminSelectWidget,
    )
    day = forms.DateField(widget=UnfoldAdminTextInputWidget({"type": "date"}))
    time = forms.TimeField(widget=UnfoldAdminTextInputWidget({"type": "time"}))
    phone = forms.CharField(
        required=False,
        max_length=40,
        help_text="Whoever is known by this number, or else by the e-mail address, gets the appointment.",
        widget=UnfoldAdminTextInputWidget({"type": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        required=False, max_length=254, label="E-mail", widget=UnfoldAdminEmailInputWidget({"autocomplete": "off"})
    )
    name = forms.CharField(
        required=False,
        max_length=NAME_LENGTH,
        help_text="May stay empty for a customer who is known.",
        validators=[validate_one_line],
        widget=UnfoldAdminTextInputWidget({"autocomplete": "off"}),
    )
    notes = forms.CharField(required=False, max_length=_LONGEST_NOTES, widget=UnfoldAdminTextareaWidget({"rows": 3}))
    tell = forms.BooleanField(
        required=False,
        label="Tell the customer",
        help_text="Sara confirms it to them. Reminders come either way.",
        widget=UnfoldBooleanSwitchWidget,
    )
    key = forms.CharField(max_length=KEY_LENGTH, widget=forms.HiddenInput)

    def __init__(self, *args: Any, business: Business, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.business = business
        for name, model in (("location", Location), ("service", Service), ("staff", Staff)):
            choice = self.fields[name]
            assert isinstance(choice, forms.ModelChoiceField)
            choice.queryset = model.objects.filter(business=business, active=True)

    def clean_phone(self) -> str:
        """Return the number in E.164 form; one without its country's code is of the business's own country."""
        written: str = self.cleaned_data["phone"]
        try:
            return e164(written, country_of(self.business.timezone)) if written else ""
        except NotAPhoneNumberError as error:
            raise forms.ValidationError(str(error)) from None

    def clean(self) -> dict[str, Any]:
        """Refuse what does not go together, and a customer who could not be found again."""
        cleaned = super().clean() or {}
        self._check_who_and_where(cleaned)
        if "location" in cleaned:
            read_start(self, cleaned, cleaned["location"].zone)
        if "phone" in cleaned and "email" in cleaned:
            self._check_customer(cleaned)
        return cleaned

    def entered(self) -> Entered:
        """Return what was entered, once it is valid."""
        asked = self.cleaned_data
        staff = asked["staff"]
        return Entered(
            business_id=self.business.pk,
            slot=Slot(
                asked["service"].pk,
                staff.pk if staff else 0,
                staff.name if staff else "",
                asked["start"],
                location_id=asked["location"].pk,
            ),
            customer=asked["customer"],
            notes=asked["notes"],
            strictly=staff is not None,
            tell=asked["tell"],
        )

    def _check_who_and_where(self, cleaned: dict[str, Any]) -> None:
        service, staff, location = (cleaned.get(name) for name in ("service", "staff", "location"))
        if service is None:
            return
        if staff is not None and not staff.services.filter(pk=service.pk).exists():
            self.add_error("staff", f"{staff} does not perform {service}.")
        places = set(service.locations.values_list("pk", flat=True))
        if location is not None and places and location.pk not in places:
            self.add_error("service", f"{service} is not offered at {location}.")

    def _check_customer(self, cleaned: dict[str, Any]) -> None:
        name, phone, email = cleaned.get("name", ""), cleaned["phone"], cleaned["email"]
        if not phone and not email:
            self.add_error("phone", "Give the customer's phone number or e-mail address.")
            return
        if not name and "name" in cleaned:
            known = contacts.known(self.business.pk, Stated(name="", phone=phone, email=email))
            name = known.name if known else ""
            if not name:
                words = "Give a name: this customer has none yet." if known else "Give a name: nobody is known by this."
                self.add_error("name", words)
        cleaned["customer"] = Stated(name=name[:NAME_LENGTH], phone=phone, email=email)
