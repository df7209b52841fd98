"""The business, where customers reach it, and who they are."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.admin import ModelAdmin, TabularInline
from unfold.widgets import UnfoldAdminSelectWidget

from receptionist import wiring
from receptionist.admin import show
from receptionist.models import Business, BusinessAddress, Contact, ContactAddress
from receptionist.people import forgetting
from receptionist.providers import wire

_SEPARATORS = re.compile(r"[\s().\u2010-\u2015-]")
#: Seven to thirteen digits are a number without its country code; short codes are shorter, Meta's ids longer.
_LOCAL_NUMBER = re.compile(r"[0-9]{7,13}")


class AddressForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic when it runs
    """An address, on one of the channels there are."""

    channel = forms.ChoiceField(
        choices=lambda: [(name, show.channel_name(name)) for name in wiring.channel_names()],
        widget=UnfoldAdminSelectWidget,
    )

    class Meta:
        model = BusinessAddress
        fields = ("channel", "value")

    def clean_value(self) -> str:
        """Write a number as carriers do: an address that looks right but never matches loses every message to it."""
        value: str = self.cleaned_data["value"].removeprefix("whatsapp:")
        digits = _SEPARATORS.sub("", value)
        if digits.startswith("+"):
            number = wire.phone(digits)
            if number is None:
                raise forms.ValidationError("This is no complete number. Write it as +14155550123.")
            return number
        if _LOCAL_NUMBER.fullmatch(digits):
            raise forms.ValidationError("Begin with + and the country code: +14155550123.")
        return value


class AddressInline(TabularInline):  # type: ignore[misc]  # the theme is untyped
    """Where customers reach the business."""

    model = BusinessAddress
    form = AddressForm
    extra = 0
    verbose_name = "number or account"
    verbose_name_plural = "Where customers reach it"


@admin.register(Business)
class BusinessAdmin(ModelAdmin):  # type: ignore[misc]  # the theme is untyped
    """Businesses and their numbers."""

    list_display = ("name", "timezone", "language", "reached_at")
    inlines: ClassVar = [AddressInline]
    fields = ("name", "timezone", "language", "tone")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Business]:
        """Read the addresses along."""
        return Business.objects.prefetch_related("addresses")

    @admin.display(description="Reached at")
    def reached_at(self, business: Business) -> SafeString:
        """List its addresses."""
        return show.labels(f"{show.channel_name(one.channel)} {one.value}" for one in business.addresses.all())


class ContactAddressInline(TabularInline):  # type: ignore[misc]  # the theme is untyped
    """Where the customer writes or calls from: noted, not edited."""

    model = ContactAddress
    fields = ("kind", "value")
    readonly_fields = fields
    extra = 0
    can_delete = False
    verbose_name_plural = "Writes or calls from"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: addresses come with messages."""
        return False


@admin.register(Contact)
class ContactAdmin(ModelAdmin):  # type: ignore[misc]  # the theme is untyped
    """Customers."""

    actions = ("forget_selected",)
    list_display = ("called", "email", "callback_phone", "writes_from", "known_since")
    search_fields = ("name", "email", "callback_phone", "addresses__value")
    search_help_text = "Search names, numbers and addresses"
    inlines: ClassVar = [ContactAddressInline]
    fields = ("name", "email", "callback_phone", "talked")
    readonly_fields = ("talked",)
    ordering = ("-pk",)
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Contact]:
        """Read the addresses along."""
        return Contact.objects.prefetch_related("addresses")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: a customer becomes known by writing or calling."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Contact | None = None) -> bool:
        """Refuse: the audit of their conversations stands."""
        return False

    def has_forget_permission(self, request: HttpRequest) -> bool:
        """Whether this account may have customers forgotten: who may delete them."""
        return request.user.has_perm("receptionist.delete_contact")

    @admin.action(description="Forget the selected customers…", permissions=["forget"])
    def forget_selected(self, request: HttpRequest, queryset: QuerySet[Contact]) -> HttpResponse | None:
        """Show what is kept of them and ask; then erase it."""
        if "confirmed" not in request.POST:
            context = {
                **self.admin_site.each_context(request),
                "title": "Forget customers?",
                "opts": self.opts,
                "found": [(contact, forgetting.kept(contact)) for contact in queryset],
            }
            return TemplateResponse(request, "admin/receptionist/contact/forget.html", context)
        for contact in queryset:
            try:
                forgetting.forget(contact.pk, by=request.user.get_username())
                messages.success(request, f"Customer {contact.pk} is forgotten.")
            except forgetting.BeingAnswered:
                messages.warning(request, f"Sara is answering {contact} right now. Try again in a minute.")
        return None

    @admin.display(description="Name", ordering="name")
    def called(self, contact: Contact) -> str:
        """Show the name, if there is one."""
        return contact.name or "No name yet"

    @admin.display(description="Writes or calls from")
    def writes_from(self, contact: Contact) -> SafeString:
        """List the addresses."""
        return show.labels(show.address(address) for address in contact.addresses.all())

    @admin.display(description="Known since", ordering="created_at")
    def known_since(self, contact: Contact) -> SafeString | str:
        """Tell since when."""
        return show.ago(contact.created_at)

    @admin.display(description="Conversations")
    def talked(self, contact: Contact) -> SafeString:
        """Link the conversations."""
        url = f"{reverse('admin:receptionist_conversation_changelist')}?contact__id__exact={contact.pk}"
        return format_html('<a class="sara-link" href="{}">Show the conversations</a>', url)
