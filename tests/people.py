"""Customers for the tests of every app."""

from __future__ import annotations

from typing import Any

from receptionist.domain.messages import AddressKind
from receptionist.models import Business, Contact, ContactAddress, Conversation


def converse(business: Business, phone: str, *, name: str = "", **about: Any) -> Conversation:
    """Let a customer of this number have a conversation, by text message unless ``about`` says otherwise."""
    contact = Contact.objects.create(business=business, name=name)
    address = ContactAddress.objects.create(business=business, contact=contact, kind=AddressKind.PHONE, value=phone)
    line = {"channel": "sms", "provider": "twilio", "business_address": "+15005550006"}
    return Conversation.objects.create(business=business, contact=contact, contact_address=address, **{**line, **about})
