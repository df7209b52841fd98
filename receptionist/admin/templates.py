"""Words that carriers have approved beforehand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminSelectWidget

from receptionist import wiring
from receptionist.models import Business, MessageTemplate


class TemplateForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic when it runs
    """A template, approved by one of those who do."""

    provider = forms.ChoiceField(
        label="Approved by",
        choices=lambda: [(name, wiring.approver(name).label) for name in wiring.approvers()],
        widget=UnfoldAdminSelectWidget,
    )

    class Meta:
        model = MessageTemplate
        fields = ("business", "provider", "announcement", "language", "name", "code")

    def clean(self) -> dict[str, Any] | None:
        """Refuse a name that the carrier could not have given."""
        cleaned = super().clean() or self.cleaned_data
        if "provider" in cleaned:
            try:
                wiring.approver(cleaned["provider"]).check(cleaned.get("name", ""), cleaned.get("code", ""))
            except ValueError as error:
                raise forms.ValidationError(str(error)) from error
        return cleaned


@admin.register(MessageTemplate)
class MessageTemplateAdmin(ModelAdmin):  # type: ignore[misc]  # the theme is untyped
    """Approved templates: WhatsApp takes nothing else from us a day after the customer's last message."""

    form = TemplateForm
    list_display = ("announcement", "language", "approved_by", "name", "code", "business")
    list_filter = ("language",)
    fields = ("business", "provider", "announcement", "language", "name", "code")
    list_per_page = 50

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Prefill the business where there is one only."""
        businesses = list(Business.objects.values_list("pk", flat=True)[:2])
        prefilled = {"business": businesses[0]} if len(businesses) == 1 else {}
        return {**prefilled, **super().get_changeform_initial_data(request)}

    @admin.display(description="Approved by", ordering="provider")
    def approved_by(self, template: MessageTemplate) -> str:
        """Name them."""
        known = template.provider in wiring.approvers()
        return wiring.approver(template.provider).label if known else template.provider
