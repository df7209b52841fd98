"""Whom a program names is found again, or made once."""

from __future__ import annotations

import pytest
from django.db import connection

from receptionist.domain.messages import AddressKind
from receptionist.models import Business, Contact, ContactAddress
from receptionist.people import contacts
from receptionist.people.contacts import Stated
from tests.at_once import at_once
from tests.people import converse

pytestmark = pytest.mark.django_db

LUZ = Stated(name="Luz", phone="+34600000001", email="luz@example.com")


@pytest.fixture
def salon(db) -> Business:
    return Business.objects.create(name="Salon", timezone="Europe/Madrid")


def test_who_has_written_from_that_number_is_the_customer(salon):
    conversation = converse(salon, "+34600000001")
    assert contacts.find_or_make(salon.pk, LUZ) == conversation.contact_id


def test_a_number_counts_as_a_phone_number_only(salon):
    contact = Contact.objects.create(business=salon)
    ContactAddress.objects.create(business=salon, contact=contact, kind=AddressKind.CLIENT, value="+34600000001")
    assert contacts.find_or_make(salon.pk, LUZ) != contact.pk


def test_the_number_decides_and_nobody_known_is_given_another_by_an_email_address(salon):
    known = Contact.objects.create(business=salon, name="Luz", email="luz@example.com")
    stranger = contacts.find_or_make(salon.pk, LUZ)
    assert stranger != known.pk
    assert not known.addresses.exists()


def test_a_name_that_is_known_stays(salon):
    first = contacts.find_or_make(salon.pk, LUZ)
    assert contacts.find_or_make(salon.pk, Stated(name="Lucía", phone=LUZ.phone)) == first
    assert Contact.objects.get().name == "Luz"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("stated", [LUZ, Stated(name="Luz", email="luz@example.com")])
def test_ten_who_name_the_same_new_customer_at_once_make_one(salon, stated):
    assert len(set(at_once(10, lambda _: contacts.find_or_make(salon.pk, stated)))) == 1
    assert Contact.objects.count() == 1


def test_looking_for_an_email_address_reads_no_more_than_the_index(salon):
    # Of a table with hardly a row in it any plan is a good one.
    Contact.objects.bulk_create(Contact(business=salon, email=f"{number}@example.com") for number in range(5000))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE receptionist_contact")
    plan = Contact.objects.filter(business_id=salon.pk, email__iexact="luz@example.com").exclude(email="").explain()
    assert "contact_by_email" in plan
