"""Finds, or makes, the customer whom a program names by a phone number or an e-mail address."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import QuerySet

from receptionist.domain.messages import AddressKind
from receptionist.models import Contact, ContactAddress


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What somebody says of a customer; ``phone`` is in E.164 form, and one of phone and e-mail is needed."""

    name: str
    phone: str = ""
    email: str = ""


@transaction.atomic
def find_or_make(business_id: int, stated: Stated) -> int:
    """Return the id of the customer of that number, or else of that e-mail address; a new one where there is none.

    The phone alone decides where it is given. What is stated has not been proven by anybody: so it makes a customer,
    and fills in a missing name, but it never adds a number or an e-mail address to one who is known, since whoever
    reaches us from such an address may change that customer's appointments.
    """
    rows = _known(business_id, stated)
    contact_id = rows.first()
    if contact_id is None:
        # As ``conversation_of`` does it: two who name the same customer at the same time take turns.
        _wait_for(business_id, stated)
        contact_id = rows.first()
    if contact_id is None:
        contact = Contact.objects.create(business_id=business_id, name=stated.name, email=stated.email)
        if stated.phone:
            ContactAddress.objects.create(
                business_id=business_id, contact=contact, kind=AddressKind.PHONE, value=stated.phone
            )
        return contact.pk
    Contact.objects.filter(pk=contact_id, name="").update(name=stated.name)
    return contact_id


def known(business_id: int, stated: Stated) -> Contact | None:
    """Return the customer of that number, or else of that e-mail address; None where there is none yet."""
    contact_id = _known(business_id, stated).first()
    return None if contact_id is None else Contact.objects.get(pk=contact_id)


def _known(business_id: int, stated: Stated) -> QuerySet[Contact, int]:
    contacts = Contact.objects.filter(business_id=business_id).order_by("pk").values_list("pk", flat=True)
    if stated.phone:
        return contacts.filter(
            addresses__business_id=business_id, addresses__kind=AddressKind.PHONE, addresses__value=stated.phone
        )
    return contacts.filter(email__iexact=stated.email)


def _wait_for(business_id: int, stated: Stated) -> None:
    kind, value = (AddressKind.PHONE, stated.phone) if stated.phone else ("email", stated.email.casefold())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(concat_ws(' ', %s::bigint, %s::text, %s::text), 0))",
            [business_id, str(kind), value],
        )
