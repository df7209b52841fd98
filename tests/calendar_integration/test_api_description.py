"""The description of the API and the API agree, whatever is sent: no input is an accident, no answer a surprise."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rest_framework.authtoken.models import Token
from schemathesis.checks import CHECKS, load_all_checks

from calendar_integration.models import ApiRequest, Appointment
from calendar_integration.proof import broken_promises
from sara.wsgi import application
from tests.calendar_integration.api import Program, program
from tests.calendar_integration.conftest import NOW

#: Every operation of the diary. That a wrong method, or no key of the account, is refused has tests of its own.
OPERATIONS = [
    ("GET", "/api/v1/availability/"),
    ("GET", "/api/v1/appointments/"),
    ("POST", "/api/v1/appointments/"),
    ("GET", "/api/v1/appointments/{public_id}/"),
    *(
        ("POST", f"/api/v1/appointments/{{public_id}}/{step}/")
        for step in ("move", "cancel", "confirm", "complete", "no-show")
    ),
    ("GET", "/api/v1/services/{id}/"),
    ("GET", "/api/v1/staff/"),
    ("GET", "/api/v1/locations/{id}/"),
]
load_all_checks()
AGREES = [
    CHECKS.get_one(name)
    for name in (
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
    )
]


@pytest.fixture
def maya(settings: Any) -> Program:
    settings.ENV = settings.ENV.model_copy(update={"api_requests_per_minute": 100_000})
    rights = ("service", "staff", "location", "appointment")
    return program("maya", "add_appointment", "change_appointment", *(f"view_{right}" for right in rights))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_whatever_is_sent_the_answer_is_one_that_is_described(maya, ana, cut, rung, time_machine_at, method, path):
    time_machine_at(NOW)
    wish = {
        "service": cut.pk,
        "start": "2026-03-03T10:00:00+01:00",
        "customer": {"name": "L", "email": "l@example.com"},
    }
    stands = maya.post("appointments/", wish).json()["public_id"]
    schema = schemathesis.openapi.from_wsgi("/api/schema/?format=json", application)
    key = Token.objects.get(user=maya.user).key
    codes: set[int] = set()

    @settings(
        max_examples=40,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
        deadline=None,
    )
    @given(case=schema[path][method].as_strategy(), known=st.booleans(), place=st.sampled_from(["10", "12", "13"]))
    def ask(case: Any, known: bool, place: str) -> None:
        if known and "public_id" in case.path_parameters:
            case.path_parameters["public_id"] = stands
        if known and isinstance(case.body, dict):
            case.body |= {"service": cut.pk, "start": f"2026-03-03T{place}:00:00+01:00"}
        if known and method == "GET" and case.query is not None:
            case.query["service"] = cut.pk
        response = case.call(headers={"Authorization": f"Token {key}"})
        case.validate_response(response, checks=AGREES)
        codes.add(response.status_code)

    ask()
    assert codes
    assert list(broken_promises(5)) == []
    assert ApiRequest.objects.filter(status=None).count() == 0
    assert Appointment.objects.filter(public_id=stands).exists()
