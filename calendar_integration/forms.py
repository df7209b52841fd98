"""What the admin checks beyond single fields, each refusal saying how to mend it."""

from __future__ import annotations

from typing import Any

from django import forms

from calendar_integration.models import Staff


class StaffForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's own class takes no parameter
    """A member of staff and what they perform."""

    class Meta:
        model = Staff
        fields = ("business", "name", "services", "google_calendar_id", "active")

    def clean(self) -> dict[str, Any] | None:
        """Refuse services of another business."""
        cleaned = super().clean()
        business = self.cleaned_data.get("business")
        foreign = [service.name for service in self.cleaned_data.get("services", ()) if service.business != business]
        if business is not None and foreign:
            self.add_error("services", f"{business} does not offer {', '.join(foreign)}. Choose its own services.")
        return cleaned
