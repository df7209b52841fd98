from __future__ import annotations

import pytest
from django.conf import settings
from django.db import connection

from calendar_integration.providers.caldav import calendar as caldav
from calendar_integration.providers.google import calendar as google
from receptionist import wiring
from receptionist.language_models import spending
from receptionist.turn import leases
from sara.env import Environment


def test_it_runs_with_the_demos_secrets_and_no_one_elses():
    assert settings.DEMO
    assert settings.ENV.twilio_phone_number == "+15005550006"
    assert settings.ENV.openai_api_key.get_secret_value() == ""


@pytest.mark.django_db
def test_it_runs_on_postgresql():
    assert connection.vendor == "postgresql"


def test_it_resolves_the_wiring_again_when_a_setting_changes(settings):
    settings.RECEPTIONIST = {**settings.RECEPTIONIST, "readers": ["collections.OrderedDict"]}
    before = wiring.readers()
    settings.RECEPTIONIST = {**settings.RECEPTIONIST, "readers": ["collections.Counter"]}
    assert [type(reader).__name__ for reader in (*before, *wiring.readers())] == ["OrderedDict", "Counter"]


def test_the_slowest_models_and_calendar_leave_a_turn_its_lease():
    """A turn that outlived its lease would be begun again and again, and answered by nobody."""
    (longest,) = [rule.le for rule in Environment.model_fields["openai_timeout"].metadata if hasattr(rule, "le")]
    # Two models read and two reword, the latter within one deadline; each waits for its turn at the ledger.
    models = 3 * longest + 4 * spending.PATIENCE
    assert models + 2 * max(google.READ_TIMEOUT, caldav.READ_TIMEOUT) < leases.LEASE.total_seconds()
