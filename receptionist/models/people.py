"""Who takes part: the business that Sara answers for, and the people who reach it."""

from __future__ import annotations

from typing import ClassVar
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from receptionist.domain.messages import AddressKind
from receptionist.models.choices import choices


def validate_timezone(name: str) -> None:
    """Refuse a name that is not in the IANA database."""
    if name not in available_timezones():
        raise ValidationError("“%(name)s” is not a time zone. Use a name such as Europe/Madrid.", params={"name": name})


def validate_one_line(text: str) -> None:
    """Refuse line breaks, controls and invisible marks."""
    if not text.isprintable():
        raise ValidationError("Write it in one line, of letters and signs that can be seen.")


def is_mailbox(address: str) -> bool:
    """Whether it is an e-mail address that every mail server takes: ASCII before the @, and nothing around it."""
    try:
        validate_email(address)
    except ValidationError:
        return False
    return address.rpartition("@")[0].isascii()


class Business(models.Model):
    """One shop, clinic or service that Sara answers for."""

    name = models.CharField(max_length=120)
    timezone = models.CharField(
        max_length=64, default="UTC", validators=[validate_timezone], help_text="For example Europe/Madrid."
    )
    language = models.CharField(
        max_length=2, default="en", help_text="The language Sara greets in; she follows the customer from there."
    )
    tone = models.CharField(
        max_length=120,
        blank=True,
        validators=[validate_one_line],
        help_text="How Sara's written replies should sound, where a model rewords them: warm and brief, no exclamation "
        "marks. What they say stays the same.",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "businesses"

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """The business's time zone."""
        return ZoneInfo(self.timezone)


class BusinessAddress(models.Model):
    """A number or account that customers reach; it tells which business an event is for."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="addresses")
    channel = models.CharField(max_length=20, help_text="sms, whatsapp, voice or email.")
    value = models.CharField(
        max_length=160,
        help_text="A phone number as +14155550123, Meta's phone number id for WhatsApp, or the address that e-mail is "
        "sent from.",
    )

    class Meta:
        verbose_name_plural = "business addresses"
        constraints: ClassVar = [models.UniqueConstraint(fields=["channel", "value"], name="one_business_an_address")]

    def __str__(self) -> str:
        return f"{self.channel} {self.value}"

    def clean(self) -> None:
        """Refuse what no e-mail could be sent from."""
        if self.channel == "email" and not (self.value.isascii() and is_mailbox(self.value)):
            raise ValidationError({"value": "Write an e-mail address and nothing else: appointments@example.com."})


class Contact(models.Model):
    """A customer, as far as known. A contact may have no phone number at all."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    #: A number the customer gave for being called back; where they wrote from stands in ``addresses``.
    callback_phone = models.CharField(max_length=32, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(F("business"), Upper("email"), condition=~Q(email=""), name="contact_by_email")
        ]

    def __str__(self) -> str:
        return self.name or f"Contact {self.pk}"


class ContactAddress(models.Model):
    """One way to reach a contact; the same phone on two channels is the same person."""

    # Foreign keys that lead a unique key or an index of their own need no second index: each costs every insert.
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="+", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="addresses")
    kind = models.CharField(max_length=10, choices=choices(AddressKind))
    value = models.CharField(max_length=160)

    class Meta:
        verbose_name_plural = "contact addresses"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["business", "kind", "value"], name="one_contact_an_address")
        ]

    def __str__(self) -> str:
        return self.value
