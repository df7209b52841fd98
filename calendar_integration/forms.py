"""What the admin checks beyond single fields, each refusal saying how to mend it."""

from __future__ import annotations

from collections import defaultdict
from datetime import time
from itertools import pairwise
from typing import Any, ClassVar

from django import forms
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from calendar_integration.models import Service, Staff
from calendar_integration.models.locations import MIDNIGHT


class StaffForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's own class takes no parameter
    """A member of staff and what they perform."""

    class Meta:
        model = Staff
        fields = ("business", "name", "email", "services", "google_calendar_id", "active")
        widgets: ClassVar = {"services": UnfoldAdminCheckboxSelectMultipleWidget}

    def clean(self) -> dict[str, Any] | None:
        """Refuse services of another business."""
        cleaned = super().clean()
        _refuse_foreign(self, "services")
        return cleaned


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
        """Compare the lines of each day; the same wall time in different zones is another time."""
        days: dict[tuple[Any, Any], list[Any]] = defaultdict(list)
        for form in lines:
            location = form.cleaned_data.get("location")
            if form.is_valid():
                days[form.cleaned_data.get(when[0]), getattr(location, "timezone", "")].append(form)
        for forms_of_day in days.values():
            without = [form for form in forms_of_day if form.cleaned_data.get(when[1]) is None]
            if without and len(forms_of_day) > 1:
                without[0].add_error(None, "This day has another line. Keep either the hours or the line without any.")
                continue
            ordered = sorted(forms_of_day, key=lambda form: form.cleaned_data.get(when[1]) or MIDNIGHT)
            for one, other in pairwise(ordered):
                if _ends(one, when[2]) > (other.cleaned_data[when[1]]):
                    other.add_error(None, f"These hours overlap “{one.instance}”. Change one of the two.")


def _ends(form: Any, field: str) -> time:
    """Return when a line ends; midnight at the end of the day is later than any other time."""
    ends: time = form.cleaned_data[field]
    return time.max if ends == MIDNIGHT else ends


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
