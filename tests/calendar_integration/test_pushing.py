"""Channels by which Google rings, over real HTTP where it matters."""

from __future__ import annotations

import urllib.request
from datetime import timedelta
from urllib.error import HTTPError

import pytest
import time_machine
from django.db import OperationalError
from django.test import Client

from calendar_integration.models import CalendarSync, PushChannel
from calendar_integration.outside import mirroring, pushing, syncing
from tests.calendar_integration.conftest import NOW
from tests.fakes.google import FakeGoogle
from tests.fakes.google_changes import push_headers

CALENDAR = "salon@example.com"
PATH = "/webhooks/calendar/google/"


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def row(google, booked, settings) -> CalendarSync:
    """A calendar that was read and is not due."""
    settings.PUBLIC_BASE_URL = "https://sara.example.com"
    mirroring.mirror(booked.pk)
    syncing.sweep()
    CalendarSync.objects.update(due_at=NOW)
    syncing.sync(CalendarSync.objects.get().pk)
    return CalendarSync.objects.get()


@pytest.fixture
def opened(google, row) -> PushChannel:
    pushing.open_channel(row.pk)
    return PushChannel.objects.get()


def ring(google: FakeGoogle, channel: PushChannel, *, state: str = "exists", **changed: str) -> int:
    headers = push_headers(google.channels, channel.channel_id, state=state, number=2)
    headers |= {name.replace("_", "-"): value for name, value in changed.items()}
    return Client().post(PATH, b"", content_type="text/plain", headers=headers).status_code


def test_a_channel_is_opened_at_our_address_and_its_token_is_kept_as_a_hash_only(google, row, opened, rung):
    calendar, address, token = google.channels[opened.channel_id]
    assert (calendar, address) == (CALENDAR, f"https://sara.example.com{PATH}")
    assert token not in {opened.secret_hash, opened.channel_id}
    assert opened.expires_at == NOW + timedelta(days=7)
    assert pushing.keep() == 0


def test_a_ring_makes_its_calendar_due_at_once(google, row, opened, rung):
    assert row.due_at > NOW
    rung.clear()
    assert ring(google, opened) == 200
    assert ring(google, opened) == 200
    assert rung == [row.pk]
    row.refresh_from_db()
    assert row.due_at == NOW


def test_a_ring_comes_in_over_http_as_google_sends_it(transactional_db, google, row, opened, live_server, rung):
    rung.clear()
    headers = push_headers(google.channels, opened.channel_id, state="exists", number=2)
    request = urllib.request.Request(live_server.url + PATH, data=b"", headers=headers, method="POST")
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.status == 200
    assert rung == [row.pk]
    forged = urllib.request.Request(
        live_server.url + PATH, data=b"", headers=headers | {"X-Goog-Channel-Token": "guess"}, method="POST"
    )
    with pytest.raises(HTTPError, match="403"):
        urllib.request.urlopen(forged, timeout=10)


def test_the_first_ring_only_says_that_the_channel_is_open(google, row, opened, rung):
    rung.clear()
    assert ring(google, opened, state="sync") == 200
    assert rung == []


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"X_Goog_Channel_Token": "guess"}, 403),
        ({"X_Goog_Channel_Token": ""}, 403),
        ({"X_Goog_Channel_Token": "é" * 300}, 403),
        ({"X_Goog_Channel_ID": "another"}, 404),
        ({"X_Goog_Channel_ID": ""}, 404),
        ({"X_Goog_Channel_ID": "x" * 5000}, 404),
    ],
)
def test_whoever_is_not_google_is_refused_and_nothing_is_asked(google, row, opened, rung, changed, status):
    rung.clear()
    assert ring(google, opened, **changed) == status
    assert rung == []


def test_only_a_post_is_a_ring(google, row, opened):
    assert Client().get(PATH).status_code == 405


def test_nothing_in_the_body_is_read(google, row, opened, rung):
    rung.clear()
    headers = push_headers(google.channels, opened.channel_id, state="exists", number=2)
    answer = Client().post(PATH, b"\xff" * 4_000_000, content_type="application/json", headers=headers)
    assert answer.status_code == 200
    assert rung == [row.pk]


def test_a_ring_that_cannot_be_noted_is_to_come_again(google, row, opened, monkeypatch):
    def down(*_: object) -> None:
        raise OperationalError("no database")

    monkeypatch.setattr(syncing, "ask_soon", down)
    assert ring(google, opened) == 503


def test_a_channel_is_replaced_a_day_before_its_end_and_the_old_one_closed(google, row, opened, rung):
    with time_machine.travel(NOW + timedelta(days=6, minutes=1), tick=False):
        rung.clear()
        assert pushing.keep() == 1
        assert rung == [row.pk]
        pushing.open_channel(row.pk)
        pushing.open_channel(row.pk)
    new = PushChannel.objects.get()
    assert new.pk != opened.pk
    assert list(google.channels) == [new.channel_id]


def test_both_channels_are_heard_while_one_replaces_the_other(google, row, opened, rung, monkeypatch):
    google.fail(5, path="channels/stop", status=503)
    with time_machine.travel(NOW + timedelta(days=6, minutes=1), tick=False):
        pushing.open_channel(row.pk)
        assert PushChannel.objects.count() == 2
        assert [ring(google, channel) for channel in PushChannel.objects.all()] == [200, 200]


def test_a_channel_google_refuses_is_said_so_and_tried_again(google, row, rung):
    google.fail(1, path="/watch", status=400, reason="push.webhookUrlUnauthorized")
    pushing.open_channel(row.pk)
    row.refresh_from_db()
    assert "webhookUrlUnauthorized" in row.push_error
    assert not PushChannel.objects.exists()
    assert pushing.keep() == 1
    pushing.open_channel(row.pk)
    row.refresh_from_db()
    assert row.push_error == ""
    assert PushChannel.objects.get().resource_id


def test_a_worker_that_died_before_google_answered_is_followed_by_another(google, row, rung):
    pushing._announce(row.pk, "secret")
    pushing.open_channel(row.pk)
    assert google.channels == {}, "the first may be at it still"
    with time_machine.travel(NOW + timedelta(minutes=2, seconds=1), tick=False):
        assert pushing.keep() == 1
        pushing.open_channel(row.pk)
    assert list(google.channels) == [PushChannel.objects.get().channel_id]


@pytest.mark.parametrize("address", ["", "http://sara.example.com"])
def test_without_a_public_https_address_nothing_is_opened(google, row, settings, address):
    settings.PUBLIC_BASE_URL = address
    assert pushing.keep() == 0
    pushing.open_channel(row.pk)
    assert google.channels == {}


def test_a_calendar_that_rings_is_polled_less_often(google, row, opened):
    assert row.due_at == NOW + syncing.POLL
    CalendarSync.objects.update(due_at=NOW)
    syncing.sync(row.pk)
    row.refresh_from_db()
    assert row.due_at == NOW + syncing.POLL_WHERE_IT_RINGS
