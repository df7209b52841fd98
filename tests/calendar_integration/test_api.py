from __future__ import annotations

import pytest
from rest_framework.test import APIRequestFactory, force_authenticate

from calendar_integration.api.routes import routes
from calendar_integration.booking import booking
from tests.calendar_integration.conftest import NOW

VIEWS = {prefix: view for prefix, view, _ in routes}


def get(prefix: str, user, query: str = ""):
    request = APIRequestFactory().get(f"/{prefix}/{query}")
    force_authenticate(request, user)
    return VIEWS[prefix].as_view({"get": "list"})(request)


@pytest.fixture
def booked(customer, slot_at):
    booking.book(customer, slot_at(3, 10), name="Luz", notes="", key="k1", now=NOW)


def test_an_appointment_is_told_in_the_zone_it_was_agreed_in(admin_user, booked):
    (row,) = get("appointments", admin_user).data["results"]
    assert (row["start"], row["end"]) == ("2026-03-03T10:00:00+01:00", "2026-03-03T10:30:00+01:00")
    assert (row["timezone"], row["service_name"], row["staff_name"]) == ("Europe/Madrid", "Haircut", "Ana")


def test_appointments_of_one_day_can_be_asked_for(admin_user, booked):
    assert len(get("appointments", admin_user, "?day=2026-03-03").data["results"]) == 1
    assert get("appointments", admin_user, "?day=2026-03-04").data["results"] == []
    assert get("appointments", admin_user, "?day=tomorrow").status_code == 400


def test_services_and_staff_are_listed(admin_user, ana, cut):
    (service,) = get("services", admin_user).data["results"]
    (person,) = get("staff", admin_user).data["results"]
    assert (service["name"], service["aliases"], person["services"]) == ("Haircut", ["trim", "cut"], [cut.pk])


@pytest.mark.parametrize("prefix", VIEWS)
def test_nothing_is_shown_to_strangers_and_no_row_can_be_edited(db, prefix):
    anonymous = VIEWS[prefix].as_view({"get": "list"})(APIRequestFactory().get("/"))
    assert anonymous.status_code == 401
    assert not {"update", "partial_update", "destroy"} & set(dir(VIEWS[prefix]))
