from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from pydantic import AnyHttpUrl

from calendar_integration import ports
from calendar_integration.providers.google import calendar, client
from calendar_integration.providers.google.calendar import GoogleCalendar
from calendar_integration.spans import Span
from receptionist.errors import ErrorCategory, ProviderError
from tests.fakes.google import FakeCalendar
from tests.fakes.google_person import Person

provider = GoogleCalendar()
CALENDAR = "salon@example.com"
NOON = datetime(2026, 3, 3, 12, tzinfo=ZoneInfo("Europe/Madrid"))
ENTRY = ports.Entry(
    appointment=UUID(int=1),
    summary="Haircut: Luz (Ana)",
    description="",
    start=NOON,
    end=NOON + timedelta(minutes=30),
    timezone="Europe/Madrid",
)
DAY = Span(datetime(2026, 3, 3, tzinfo=UTC), datetime(2026, 3, 4, tzinfo=UTC))
ID = provider.event_id(1, ENTRY.appointment, 0)


def test_the_event_id_is_one_that_google_takes_and_always_the_same():
    assert provider.event_id(1, UUID(int=1), 0) == ID
    assert len({ID, provider.event_id(2, UUID(int=1), 0), provider.event_id(1, UUID(int=1), 1)}) == 3
    assert len(ID) == 52
    assert set(ID) <= set("0123456789abcdefghijklmnopqrstuv")


def test_an_event_stands_in_the_wall_clock_time_and_zone_that_was_agreed(google):
    etag = provider.insert(CALENDAR, ID, ENTRY)

    event = google.calendars[CALENDAR].events[ID]
    assert event["etag"] == etag
    assert event["start"] == {"dateTime": "2026-03-03T12:00:00+01:00", "timeZone": "Europe/Madrid"}
    assert event["extendedProperties"]["private"]["sara_appointment"] == str(UUID(int=1))


def test_busy_times_are_what_google_says_and_a_calendar_it_cannot_tell_is_unknown(google):
    google.calendars["broken@example.com"] = FakeCalendar(error="internalError")
    google.calendars[CALENDAR].busy.append((NOON, NOON + timedelta(hours=1)))
    provider.insert(CALENDAR, ID, ENTRY)

    answer = provider.free_busy([CALENDAR, "broken@example.com", "unshared@example.com"], DAY)

    busy = Span(NOON.astimezone(UTC), NOON.astimezone(UTC) + timedelta(hours=1))
    assert answer == {CALENDAR: [busy], "broken@example.com": None, "unshared@example.com": None}


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"calendars": []},
        {"calendars": {CALENDAR: "free"}},
        {"calendars": {CALENDAR: {"busy": [{"start": "2026-03-03T12:00:00Z"}]}}},
        {"calendars": {CALENDAR: {"busy": [{"start": "noon", "end": "2026-03-03T12:00:00Z"}]}}},
    ],
    ids=str,
)
def test_busy_times_that_cannot_be_read_are_an_error_and_never_free(google, monkeypatch, answer):
    monkeypatch.setattr(google, "_free_busy", lambda _: answer)
    with pytest.raises(ProviderError) as caught:
        provider.free_busy([CALENDAR], DAY)
    assert caught.value.category is ErrorCategory.BAD_ANSWER


def test_more_calendars_than_one_query_takes_are_asked_in_several(google):
    many = [f"{number}@example.com" for number in range(51)]
    google.calendars |= {name: FakeCalendar() for name in many}
    assert provider.free_busy(many, DAY) == {name: [] for name in many}
    assert len(google.requests) == 2


def test_an_id_is_taken_once_and_stays_taken_after_the_event_is_deleted(google):
    provider.insert(CALENDAR, ID, ENTRY)
    with pytest.raises(ports.EventExistsError):
        provider.insert(CALENDAR, ID, ENTRY)
    provider.delete(CALENDAR, ID)
    with pytest.raises(ports.EventExistsError):
        provider.insert(CALENDAR, ID, ENTRY)
    with pytest.raises(ports.EventGoneError):
        provider.delete(CALENDAR, ID)
    assert provider.get(CALENDAR, ID) == ports.StandingEvent(
        str(UUID(int=1)),
        is_deleted=True,
        span=Span(NOON.astimezone(UTC), NOON.astimezone(UTC) + timedelta(minutes=30)),
        etag=google.calendars[CALENDAR].events[ID]["etag"],
    )


def test_a_patch_moves_the_event_and_one_that_never_was_is_gone(google):
    with pytest.raises(ports.EventGoneError):
        provider.patch(CALENDAR, ID, ENTRY)
    first = provider.insert(CALENDAR, ID, ENTRY)
    later = dataclasses.replace(ENTRY, start=NOON + timedelta(days=1), end=NOON + timedelta(days=1, minutes=30))
    assert provider.patch(CALENDAR, ID, later) != first
    assert google.calendars[CALENDAR].events[ID]["start"]["dateTime"] == "2026-03-04T12:00:00+01:00"


@pytest.mark.parametrize(
    ("trouble", "category", "retry_after"),
    [
        ({"status": 503}, ErrorCategory.PROVIDER_FAULT, None),
        ({"status": 429, "headers": {"Retry-After": "30"}}, ErrorCategory.RATE_LIMIT, 30.0),
        ({"status": 403, "reason": "rateLimitExceeded"}, ErrorCategory.RATE_LIMIT, None),
        ({"status": 403, "reason": "dailyLimitExceeded"}, ErrorCategory.QUOTA, None),
        ({"status": 403, "reason": "forbidden"}, ErrorCategory.AUTHENTICATION, None),
        ({"status": 400, "reason": "invalid"}, ErrorCategory.INVALID_REQUEST, None),
        ({"status": 302, "headers": {"Location": "http://127.0.0.1:9/"}}, ErrorCategory.INVALID_REQUEST, None),
        ({"hang_up": "before"}, ErrorCategory.UNCERTAIN, None),
        ({"hang_up": "after"}, ErrorCategory.UNCERTAIN, None),
    ],
)
def test_what_goes_wrong_is_said_in_the_core_s_words(google, trouble, category, retry_after):
    google.fail(10, path="freeBusy", **trouble)
    with pytest.raises(ProviderError) as caught:
        provider.free_busy([CALENDAR], DAY)
    assert (caught.value.category, caught.value.retry_after) == (category, retry_after)


def test_an_answer_that_takes_too_long_is_not_waited_for(google, monkeypatch):
    monkeypatch.setattr(calendar, "READ_TIMEOUT", 0.3)
    google.fail(10, path="freeBusy", slow=20)
    with pytest.raises(ProviderError) as caught:
        provider.free_busy([CALENDAR], DAY)
    assert caught.value.category is ErrorCategory.UNCERTAIN
    google.release()


def test_nothing_listening_is_certain_not_to_have_happened(google, settings):
    update = {"google_calendar_api_base_url": AnyHttpUrl("http://127.0.0.1:9/google")}
    provider.free_busy([CALENDAR], DAY)  # fetches the token
    settings.ENV = settings.ENV.model_copy(update=update)
    with pytest.raises(ProviderError) as caught:
        provider.free_busy([CALENDAR], DAY)
    assert caught.value.category is ErrorCategory.CONNECTIVITY


def test_a_token_is_fetched_once_and_again_when_google_no_longer_knows_it(google):
    provider.free_busy([CALENDAR], DAY)
    provider.free_busy([CALENDAR], DAY)
    assert google.tokens_given == 1
    google.tokens.clear()
    provider.free_busy([CALENDAR], DAY)
    assert google.tokens_given == 2


def test_no_token_while_google_is_down_is_passing_and_a_refused_one_is_not(google):
    google.fail(10, path="/token", status=500)
    with pytest.raises(ProviderError) as passing:
        provider.free_busy([CALENDAR], DAY)
    assert passing.value.category is ErrorCategory.PROVIDER_FAULT
    google.recover()
    google.fail(10, path="/token", status=401)
    with pytest.raises(ProviderError) as refused:
        provider.free_busy([CALENDAR], DAY)
    assert refused.value.category is ErrorCategory.AUTHENTICATION


def test_a_key_file_that_is_none_is_said_so_without_its_content(settings, tmp_path):
    path = tmp_path / "key.json"
    path.write_text('{"private_key": "hunter2"}')
    settings.ENV = settings.ENV.model_copy(update={"google_application_credentials": path})
    with pytest.raises(ProviderError, match="GOOGLE_APPLICATION_CREDENTIALS") as caught:
        provider.free_busy([CALENDAR], DAY)
    assert caught.value.category is ErrorCategory.AUTHENTICATION
    assert "hunter2" not in str(caught.value)


def test_changes_are_what_has_changed_since_the_token_ours_and_others(google):
    first = provider.changes(CALENDAR, "")
    assert first.events == ()
    etag = provider.insert(CALENDAR, ID, ENTRY)
    own = Person(google, CALENDAR).adds(NOON, NOON + timedelta(hours=1))
    second = provider.changes(CALENDAR, first.token)
    noon = NOON.astimezone(UTC)
    assert second.events == (
        ports.OutsideChange(
            event_id=ID,
            appointment=str(UUID(int=1)),
            etag=etag,
            is_deleted=False,
            span=Span(noon, noon + timedelta(minutes=30)),
        ),
        ports.OutsideChange(
            event_id=own["id"],
            appointment="",
            etag=own["etag"],
            is_deleted=False,
            span=Span(noon, noon + timedelta(hours=1)),
        ),
    )
    assert provider.changes(CALENDAR, second.token).events == ()
    provider.delete(CALENDAR, ID)
    [deleted] = provider.changes(CALENDAR, second.token).events
    assert (deleted.event_id, deleted.is_deleted, deleted.span) == (ID, True, None)
    [standing] = provider.changes(CALENDAR, "").events
    assert standing.event_id == own["id"]


def test_a_token_google_no_longer_knows_says_so_and_a_calendar_it_does_not_know_another_thing(google):
    token = provider.changes(CALENDAR, "").token
    google.calendars[CALENDAR].spent_before = 10**6
    with pytest.raises(ports.TokenSpentError):
        provider.changes(CALENDAR, token)
    with pytest.raises(ports.EventGoneError):
        provider.changes("unshared@example.com", "")


def test_pages_that_never_end_are_not_followed_for_ever(google, monkeypatch):
    monkeypatch.setattr("tests.fakes.google_changes.listed", lambda *_: {"items": [], "nextPageToken": "1"})
    monkeypatch.setattr(calendar, "MOST_PAGES", 3)
    with pytest.raises(ProviderError) as caught:
        provider.changes(CALENDAR, "")
    assert caught.value.category is ErrorCategory.BAD_ANSWER
    assert len(google.requests) == 3


def test_nothing_is_written_over_a_change_that_we_have_not_seen(google):
    etag = provider.insert(CALENDAR, ID, ENTRY)
    Person(google, CALENDAR).drags(NOON + timedelta(hours=2))
    with pytest.raises(ports.EventChangedError):
        provider.patch(CALENDAR, ID, ENTRY, etag=etag)
    with pytest.raises(ports.EventChangedError):
        provider.delete(CALENDAR, ID, etag=etag)
    seen = provider.get(CALENDAR, ID).etag
    assert provider.patch(CALENDAR, ID, ENTRY, etag=seen) == provider.get(CALENDAR, ID).etag
    provider.delete(CALENDAR, ID, etag=provider.get(CALENDAR, ID).etag)
    assert provider.get(CALENDAR, ID).is_deleted


def test_an_event_that_was_deleted_is_not_brought_back_by_a_patch(google):
    provider.insert(CALENDAR, ID, ENTRY)
    provider.delete(CALENDAR, ID)
    with pytest.raises(ports.EventGoneError):
        provider.patch(CALENDAR, ID, ENTRY)


def test_a_whole_day_becomes_a_time_again(google):
    provider.insert(CALENDAR, ID, ENTRY)
    Person(google, CALENDAR).edits(start={"date": "2026-03-03"}, end={"date": "2026-03-04"})
    assert provider.get(CALENDAR, ID).span is None
    provider.patch(CALENDAR, ID, ENTRY)
    assert provider.get(CALENDAR, ID).span == Span(NOON.astimezone(UTC), NOON.astimezone(UTC) + timedelta(minutes=30))


def test_a_channel_can_be_opened_at_an_https_address_only_and_closed_once(google):
    watch = provider.watch(CALENDAR, "channel-1", secret="s", address="https://sara.example.com/x/")
    assert watch.expires_at > datetime.now(UTC) + timedelta(days=6)
    with pytest.raises(ProviderError):
        provider.watch(CALENDAR, "channel-2", secret="s", address="http://sara.example.com/x/")
    provider.stop("channel-1", watch.resource_id)
    with pytest.raises(ports.EventGoneError):
        provider.stop("channel-1", watch.resource_id)


def test_a_person_s_own_account_serves_as_well_by_what_their_consent_left(google, settings, tmp_path, monkeypatch):
    # Google's library goes to Google's own address whatever the file says: nobody's file can send a token elsewhere.
    monkeypatch.setattr("google.oauth2.credentials._GOOGLE_OAUTH2_TOKEN_ENDPOINT", google.token_uri)
    path = tmp_path / "consent.json"
    consent = {"type": "authorized_user", "client_id": "c", "client_secret": "s", "refresh_token": "1//consent"}
    path.write_text(json.dumps(consent))
    settings.ENV = settings.ENV.model_copy(update={"google_application_credentials": path})
    assert provider.free_busy([CALENDAR], DAY) == {CALENDAR: []}
    google.consents.clear()
    google.tokens.clear()
    with pytest.raises(ProviderError) as withdrawn:
        provider.free_busy([CALENDAR], DAY)
    assert withdrawn.value.category is ErrorCategory.AUTHENTICATION


def test_the_fake_refuses_what_google_s_own_description_does_not_know(google):
    request = client.service().events().insert(calendarId=CALENDAR, body={"id": ID, "colour": "red"})
    with pytest.raises(ProviderError):
        client.call(request, 5)
    assert "colour" in google.violations.pop()
