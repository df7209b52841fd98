from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from calendar_integration import public_holidays
from calendar_integration.models import Location


def test_countries_are_named_as_people_name_them():
    known = public_holidays.countries()
    assert (known["ES"], known["US"], known["GB"]) == ("Spain", "United States", "United Kingdom")
    assert list(known.values()) == sorted(known.values())


def test_a_country_s_holidays_are_known_and_a_region_s_on_top_of_them():
    assert date(2026, 12, 25) in public_holidays.of_year("ES", "", 2026)
    assert date(2026, 5, 2) not in public_holidays.of_year("ES", "", 2026)
    assert date(2026, 5, 2) in public_holidays.of_year("ES", "MD", 2026)


@pytest.mark.parametrize(("country", "region"), [("ES", "CA"), ("VA", "MD"), ("", "MD")])
def test_a_region_that_is_not_known_is_refused(country, region):
    with pytest.raises(ValidationError, match="is not a region"):
        public_holidays.validate_region(country, region)


def test_a_country_that_is_not_known_is_refused(business):
    place = Location(business=business, name="Moon", timezone="UTC", holiday_country="XX")
    with pytest.raises(ValidationError, match="public holidays of “XX” are not known"):
        place.full_clean()


def test_a_region_without_a_country_means_nothing(business):
    place = Location(business=business, name="Second", timezone="UTC", holiday_region="MD")
    place.full_clean()
    assert place.holiday_region == ""
