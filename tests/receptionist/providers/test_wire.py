from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from receptionist.providers import wire

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=[]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4),
    max_leaves=20,
)


@pytest.mark.django_db
def test_postgresql_takes_whatever_was_made_storable():
    nasty: Any = {"a\0": "\0", "lone": "\ud83d", "nan": float("nan"), "inf": [float("-inf")], "deep": None}
    nested: Any = nasty
    for _ in range(50):
        nested["deep"] = {"deep": None}
        nested = nested["deep"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::jsonb, %s::text", [json.dumps(wire.storable(nasty)), wire.text("a\0\ud800")])
        assert cursor.fetchone()[1] == "a?"


@given(JSON)
def test_storable_is_plain_json(value: Any):
    stored = json.dumps(wire.storable(value), allow_nan=False)
    assert "\\u0000" not in stored
    json.loads(stored)


@given(ANY_TEXT)
def test_text_can_always_be_written(value: str):
    cleaned = wire.text(value, 10)
    assert len(cleaned) <= 10
    assert "\0" not in cleaned
    cleaned.encode()


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("14155550123", "+14155550123"),
        ("+14155550123", "+14155550123"),
        ("5215512345678", "+5215512345678"),
        ("", None),
        ("+", None),
        ("0123456789", None),
        ("12345", None),
        ("1234567890123456", None),
        ("US.1349", None),
        ("1415555012३", None),
        ("+1415 555 0123", None),
        ("14155550123\n", None),
    ],
)
def test_phones_are_e164_or_nothing(value: str, number: str | None):
    assert wire.phone(value) == number


def test_an_absurd_identifier_keeps_its_identity():
    long, longer = "x" * 1000, "x" * 1001
    assert wire.identifier("wamid.1") == "wamid.1"
    assert len(wire.identifier(long)) <= 240
    assert wire.identifier(long) == wire.identifier(long) != wire.identifier(longer)


def test_the_same_payload_has_the_same_digest_whatever_the_order_of_its_keys():
    assert wire.digest({"a": 1, "b": [float("nan")]}) == wire.digest({"b": [float("nan")], "a": 1})
    assert wire.digest({"a": 1}) != wire.digest({"a": 2})
