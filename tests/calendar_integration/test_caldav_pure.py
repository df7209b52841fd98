"""What CalDAV needs no server for: which addresses are ours, and when repeating events are."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from calendar_integration.providers.caldav import addresses, entries, occurrences
from calendar_integration.spans import Span, merge
from tests.cases.outside_calendars import ENTRY, NOON, utc

BASE = "https://cloud.example.com/remote.php/dav"
OURS = "https://cloud.example.com:443"
ZONES = ("Europe/Madrid", "America/Santiago", "Australia/Lord_Howe", "Pacific/Apia", "UTC")


@pytest.mark.parametrize(
    ("entered", "path"),
    [
        ("/dav/ana/", "/dav/ana/"),
        ("/dav/ana", "/dav/ana/"),
        ("https://cloud.example.com/dav/ana", "/dav/ana/"),
        ("https://CLOUD.example.com:443/dav/ana/", "/dav/ana/"),
        ("/dav/josé/", "/dav/jos%C3%A9/"),
        ("/dav/jos%C3%A9/", "/dav/jos%C3%A9/"),
        ("/dav/ana@example.com/", "/dav/ana%40example.com/"),
        ("/dav/a%2Fb/", "/dav/a/b/"),
    ],
)
def test_a_calendar_is_a_path_or_an_address_on_the_server(entered, path):
    assert addresses.within(BASE, entered) == f"{OURS}{path}"


_PARTS = st.sampled_from(
    [
        *("https://", "http://", "//", "/", "\\", "@", ":", "?", "#", "..", ".", "%2e", "%2f", "%00", "\n", " ", "\t"),
        *("cloud.example.com", "evil.example.com", "127.0.0.1", "[::1]", "dav", "é", ":443", ":8443", "user:word"),
    ]
)


@given(st.lists(_PARTS, max_size=8).map("".join) | st.text(max_size=40))
@example("https://cloud.example.com@evil.example.com/x/")
@example("https://evil.example.com\\@cloud.example.com/x/")
@example("https://cloud.example.com:443@evil.example.com:443/x/")
def test_whatever_is_entered_leads_to_our_server_or_nowhere(entered):
    try:
        url = addresses.within(BASE, entered)
    except ValueError:
        return
    assert url.startswith(f"{OURS}/")
    parts = urlsplit(url)
    assert (parts.hostname, parts.username, parts.query) == ("cloud.example.com", None, "")
    assert not {".", ".."} & set(parts.path.split("/"))
    assert addresses.within(BASE, url) == url


@pytest.mark.parametrize("url", ["http://localhost:5232/", "http://127.0.0.1:5232/", "http://[::1]:5232", BASE])
def test_the_server_is_reached_by_https_or_on_this_very_machine(url):
    assert addresses.server(url)


@pytest.mark.parametrize(
    "url", ["http://cloud.example.com/", "http://127.0.0.1.example.com/", "ftp://localhost/", "", "x"]
)
def test_no_password_goes_out_unencrypted(url):
    with pytest.raises(ValueError):
        addresses.server(url)


@st.composite
def series(draw: st.DrawFn) -> tuple[str, datetime, timedelta, int, int, set[int]]:
    """A repeating event: its rule, beginning, length, interval in days, count, and which of them are left out."""
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    start = draw(st.datetimes(datetime(2026, 2, 20), datetime(2026, 11, 20))).replace(second=0, microsecond=0)  # noqa: DTZ001
    weekly, interval = draw(st.booleans()), draw(st.integers(1, 3))
    count = draw(st.integers(1, 25))
    length = timedelta(minutes=draw(st.sampled_from([15, 60, 600])))
    left_out = draw(st.sets(st.integers(0, count - 1), max_size=3))
    rule = f"FREQ={'WEEKLY' if weekly else 'DAILY'};INTERVAL={interval};COUNT={count}"
    return rule, start.replace(tzinfo=zone), length, interval * (7 if weekly else 1), count, left_out


@given(series(), st.integers(-5, 60))
def test_a_repeating_event_is_busy_as_often_as_one_counts_by_hand(one, days):
    rule, start, length, step, count, left_out = one
    calendar, event = icalendar.Calendar(), icalendar.Event()
    event.add("UID", "x")
    event.add("DTSTART", start)
    event.add("DTEND", start + length)
    event["RRULE"] = icalendar.vRecur.from_ical(rule)
    for number in left_out:
        event.add("EXDATE", start + timedelta(days=step * number))
    calendar.add_component(event)
    span = Span((start + timedelta(days=days)).astimezone(UTC), (start + timedelta(days=days + 20)).astimezone(UTC))

    found = occurrences.busy([calendar.to_ical().decode()], span, UTC)

    by_hand = [start + timedelta(days=step * number) for number in range(count) if number not in left_out]
    spans = [utc(begins, begins + length) for begins in by_hand]
    seen = [Span(max(one.start, span.start), min(one.end, span.end)) for one in spans]
    assert found == merge(seen)


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_words_stand_in_an_event_it_reads_back_as_ours_and_at_its_time(summary, description):
    entry = dataclasses.replace(ENTRY, summary=summary, description=description)
    text = entries.written(entry, "id", NOON).decode()
    standing = entries.standing(text, UTC, "etag")
    assert (standing.appointment, standing.span) == (str(ENTRY.appointment), utc(ENTRY.start, ENTRY.end))
    again = entries.standing(entries.rewritten(text, entry, NOON).decode(), UTC, "etag")
    assert again == standing
