"""What the admin checks beyond single fields, each refusal saying how to mend it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from operator import itemgetter
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from calendar_integration import wiring
from calendar_integration.clock import closing_second, second
from calendar_integration.models import Location, Service, Staff


class StaffForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's own class takes no parameter
    """A member of staff and what they perform."""

    class Meta:
        model = Staff
        fields = ("business", "name", "email", "services", "calendar_id", "active", "subscription_shows_phones")
        widgets: ClassVar = {"services": UnfoldAdminCheckboxSelectMultipleWidget}

    def clean(self) -> dict[str, Any] | None:
        """Refuse services of another business."""
        cleaned = super().clean()
        _refuse_foreign(self, "services")
        return cleaned

    def clean_calendar_id(self) -> str:
        """Refuse what cannot be a calendar of the provider's, in its words; a calendar that stands may stay."""
        entered: str = self.cleaned_data["calendar_id"].strip()
        calendars = wiring.outside_calendar()
        if calendars and entered and "calendar_id" in self.changed_data and (why := calendars.problem_with(entered)):
            raise forms.ValidationError(why)
        return entered


class ServiceForm(forms.ModelForm):  # type: ignore[type-arg]  # as above
    """A service and where it is offered."""

    class Meta:
        model = Service
        fields = "__all__"  # noqa: DJ007 - the page's fieldsets say which
        widgets: ClassVar = {"locations": UnfoldAdminCheckboxSelectMultipleWidget}

    def clean(self) -> dict[str, Any] | None:
        """Refuse locations of another business."""
        cleaned = super().clean()
        _refuse_foreign(self, "locations")
        return cleaned


def _refuse_foreign(form: forms.ModelForm, field: str) -> None:  # type: ignore[type-arg]  # as above
    business = form.cleaned_data.get("business")
    foreign = [one.name for one in form.cleaned_data.get(field, ()) if one.business != business]
    if business is not None and foreign:
        form.add_error(field, f"{business} does not have {', '.join(foreign)}. Choose its own {field}.")


class DiaryFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]  # as above
    """Lines that belong to one business, and whose hours do not overlap.

    You write these: ``when``, the fields that name the day, the beginning and the end; none for lines without hours.
    Leave these alone: the methods.
    """

    when: ClassVar[tuple[str, str, str] | None] = None

    def clean(self) -> None:
        """Check the lines with each other and with what they belong to."""
        super().clean()
        lines = [form for form in self.forms if hasattr(form, "cleaned_data") and not form.cleaned_data.get("DELETE")]
        lines = [form for form in lines if (form.is_valid() and form.has_changed()) or form.instance.pk]
        for form in lines:
            self._refuse_other_business(form)
        if self.when is not None:
            self._refuse_overlaps(lines, *self.when)

    def _refuse_other_business(self, form: Any) -> None:
        for name in ("location", "kind"):
            chosen = form.cleaned_data.get(name)
            if chosen is not None and chosen.business_id != self.instance.business_id:
                form.add_error(name, f"“{chosen}” belongs to another business.")

    def _refuse_overlaps(self, lines: list[Any], *when: str) -> None:
        """Compare when the lines really begin and end: the same wall time in another zone is another time."""
        days: dict[Any, list[Any]] = defaultdict(list)
        for form in lines:
            if form.is_valid():
                days[form.cleaned_data.get(when[0])].append(form)
        stretches = []
        for forms_of_day in days.values():
            without = [form for form in forms_of_day if form.cleaned_data.get(when[1]) is None]
            if without and len(forms_of_day) > 1:
                without[0].add_error(None, "This day has another line. Keep either the hours or the line without any.")
            elif not without:
                stretches += [(*self._stretch(form, *when), form) for form in forms_of_day]
        longest: tuple[int, Any] = (0, None)
        for begins, ends, form in sorted(stretches, key=itemgetter(0)):
            if begins < longest[0]:
                form.add_error(None, f"These hours overlap “{longest[1].instance}”. Change one of the two.")
            longest = max(longest, (ends, form), key=itemgetter(0))

    def _stretch(self, form: Any, day: str, begins: str, ends: str) -> tuple[int, int]:
        """Return when a line begins and ends, in seconds since the epoch; a weekday is that of the coming week."""
        on, zone = form.cleaned_data[day], self._zone(form.cleaned_data.get("location"))
        if not isinstance(on, date):
            today = timezone.now().date()
            on = today + timedelta(days=(on - today.weekday()) % 7)
        return second(zone, on, form.cleaned_data[begins]), closing_second(zone, on, form.cleaned_data[ends])

    def _zone(self, location: Location | None) -> ZoneInfo:
        """Return the zone that a line's hours are in: its location's, else the business's.

        Lines that all hang on one location, or on a page that names no business yet, are in one zone, whichever.
        """
        if isinstance(self.instance, Location) or self.instance.business_id is None:
            return ZoneInfo("UTC")
        return location.zone if location is not None else self.instance.business.zone


class OpeningHoursFormSet(DiaryFormSet):
    """The week of a location."""

    when = ("weekday", "opens", "closes")


class SpecialDayFormSet(DiaryFormSet):
    """The days of a location that are unlike the week."""

    when = ("day", "opens", "closes")


class StaffHoursFormSet(DiaryFormSet):
    """The week of a member of staff."""

    when = ("weekday", "starts", "ends")


class StaffDayFormSet(DiaryFormSet):
    """The days of a member of staff that are unlike the week."""

    when = ("day", "starts", "ends")
