from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from receptionist.domain.reading import Intent, Reading
from receptionist.understanding.contract import AppointmentInfo, IntentExtraction, from_reading, to_reading

from .conftest import SERVICES

words = st.none() | st.text(min_size=1, max_size=20)


@given(
    reading=st.builds(
        Reading,
        intent=st.sampled_from(Intent),
        confidence=st.integers(0, 1000).map(lambda n: n / 1000),
        name=words,
        email=words,
        phone=words,
        day=st.none() | st.dates(date(1000, 1, 1)),
        at=st.none() | st.times().map(lambda t: time(t.hour, t.minute)),
        service_id=st.sampled_from((None, 1, 2, 3)),
        urgency=words,
        notes=words,
        cues=st.just(frozenset()),
        part_of_day=st.none(),
        not_before=st.none(),
        choice=st.none(),
        language=st.just("en"),
    )
)
def test_what_the_contract_can_hold_survives_the_way_there_and_back(reading):
    there = IntentExtraction.model_validate_json(from_reading(reading, "Europe/Madrid", SERVICES).model_dump_json())
    assert to_reading(there, SERVICES) == reading


def test_it_has_exactly_the_promised_fields():
    dumped = from_reading(Reading(), "Europe/Madrid").model_dump()
    assert dumped == {
        "intent": "unknown",
        "confidence": 0.0,
        "contact_info": {"name": None, "email": None, "phone": None},
        "appointment": {"date": None, "time": None, "timezone": None},
        "slots": {"service_type": None, "urgency": None, "notes": None},
    }


def test_the_time_zone_is_named_only_with_a_day_or_a_time():
    assert from_reading(Reading(at=time(9)), "Europe/Madrid").appointment.timezone == "Europe/Madrid"
    assert from_reading(Reading(), "Europe/Madrid").appointment.timezone is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"date": "2026-02-30"},
        {"date": "tomorrow"},
        {"date": "20261201"},
        {"time": "3pm"},
        {"time": "24:00"},
        {"timezone": "Mars/Olympus"},
        {"timezone": "../../etc/passwd"},
        {"day": "2026-12-01"},
    ],
)
def test_it_refuses_what_no_calendar_knows(wrong):
    with pytest.raises(ValidationError):
        AppointmentInfo.model_validate(wrong)


@pytest.mark.parametrize("wrong", [{"intent": "buy", "confidence": 1}, {"intent": "faq", "confidence": 1.1}])
def test_it_refuses_other_intents_and_impossible_confidence(wrong):
    with pytest.raises(ValidationError):
        IntentExtraction.model_validate(wrong)
