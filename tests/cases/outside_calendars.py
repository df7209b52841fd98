"""What every calendar outside promises, whoever keeps it."""

from __future__ import annotations

import dataclasses
import logging
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from calendar_integration import ports
from calendar_integration.ports import OutsideCalendar
from calendar_integration.spans import Span
from receptionist.errors import ErrorCategory, ProviderError

MADRID = ZoneInfo("Europe/Madrid")
NOON = datetime(2026, 3, 3, 12, tzinfo=MADRID)
HALF_AN_HOUR = timedelta(minutes=30)
ENTRY = ports.Entry(
    appointment=UUID(int=1),
    summary="Haircut: Luz (Ana)",
    description="Allergic to, or rather: afraid of; lavender\nPlease ring twice",
    start=NOON,
    end=NOON + HALF_AN_HOUR,
    timezone="Europe/Madrid",
)
WEEK = Span(datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 9, tzinfo=UTC))
#: Where the clocks change, and where they change at midnight, or by half an hour.
ZONES = ("Europe/Madrid", "America/Santiago", "Australia/Lord_Howe", "UTC")


class Keeper(Protocol):
    """Somebody who keeps calendars with the provider, has them open, and whose line may go wrong."""

    @property
    def provider(self) -> OutsideCalendar: ...

    #: The calendar named in the settings, another one, and one that does not exist.
    own: str
    other: str
    missing: str
    #: What in a request tells that busy times are read, that an event is written, and that changes are asked for.
    reading: str
    writing: str
    telling: str

    def spans(self, calendar_id: str = "") -> list[Span]: ...
    def adds(self, start: datetime, end: datetime, *, shown_as_free: bool = False, calendar_id: str = "") -> None: ...
    def moves(self, event_id: str, start: datetime, end: datetime) -> None: ...
    def makes_a_whole_day(self, event_id: str, day: date) -> None: ...
    def retitles(self, event_id: str, title: str) -> None: ...
    def title(self, event_id: str) -> str: ...
    def deletes(self, event_id: str) -> None: ...
    def occupies(self, event_id: str) -> None: ...
    def wipes(self) -> None: ...
    def spent_token(self, token: str) -> str: ...
    def fails(self, times: int = 1, *, where: str = "", **trouble: Any) -> None: ...
    def recovers(self) -> None: ...
    def release(self) -> None: ...
    def asked(self) -> int: ...


def moved(entry: ports.Entry, by: timedelta) -> ports.Entry:
    return dataclasses.replace(entry, start=entry.start + by, end=entry.end + by)


def utc(start: datetime, end: datetime) -> Span:
    return Span(start.astimezone(UTC), end.astimezone(UTC))


AT_NOON = utc(NOON, NOON + HALF_AN_HOUR)


@pytest.mark.django_db
class OutsideCalendarCase:
    """You write these: ``keeper``, a fixture, and ``refused_id``, what can never be a calendar of the provider's."""

    refused_id: str
    #: What the provider's own words for "too fast" come with, besides the status.
    too_fast: dict[str, Any] = {"status": 429, "headers": {"Retry-After": "30"}}  # noqa: RUF012 - never changed

    # Leave these alone:

    @pytest.fixture
    def event_id(self, keeper: Keeper) -> str:
        return keeper.provider.event_id(1, ENTRY.appointment, 0)

    @pytest.fixture
    def etag(self, keeper: Keeper, event_id: str) -> str:
        """An event that stands at noon."""
        return keeper.provider.insert(keeper.own, event_id, ENTRY)

    def failing(self, call: Any, *arguments: Any, **named: Any) -> ProviderError:
        with pytest.raises(ProviderError) as caught:
            call(*arguments, **named)
        return caught.value

    # Ids

    def test_an_event_id_is_always_the_same_and_nobody_elses(self, keeper: Keeper):
        ids = [
            keeper.provider.event_id(*one) for one in [(1, UUID(int=1), 0), (2, UUID(int=1), 0), (1, UUID(int=2), 0)]
        ]
        assert keeper.provider.event_id(1, UUID(int=1), 0) == ids[0]
        assert len({*ids, keeper.provider.event_id(1, UUID(int=1), 1)}) == 4

    def test_what_cannot_be_one_of_its_calendars_is_said_before_anybody_is_asked(self, keeper: Keeper):
        before = keeper.asked()
        assert keeper.provider.problem_with(self.refused_id)
        assert not keeper.provider.problem_with(keeper.own)
        assert keeper.asked() == before

    # Writing

    def test_an_event_stands_at_the_wall_clock_time_that_was_agreed_with_an_etag(self, keeper: Keeper, etag, event_id):
        assert etag
        assert keeper.spans() == [AT_NOON]
        assert keeper.provider.get(keeper.own, event_id) == ports.StandingEvent(
            str(ENTRY.appointment), is_deleted=False, span=AT_NOON, etag=etag
        )

    @pytest.mark.parametrize("zone", ZONES)
    def test_an_event_means_the_same_moment_on_either_side_of_a_clock_change(self, keeper: Keeper, zone):
        for month in range(1, 13):
            event_id = keeper.provider.event_id(1, UUID(int=month), 0)
            start = datetime(2026, month, 1, 9, tzinfo=ZoneInfo(zone))
            entry = dataclasses.replace(ENTRY, start=start, end=start + HALF_AN_HOUR, timezone=zone)
            keeper.provider.insert(keeper.own, event_id, entry)
            assert keeper.provider.get(keeper.own, event_id).span == utc(entry.start, entry.end)

    @pytest.mark.parametrize("fold", [0, 1])
    def test_an_hour_that_the_clock_shows_twice_is_not_taken_for_the_other(self, keeper: Keeper, event_id, fold):
        start = datetime(2026, 10, 25, 2, 15, tzinfo=MADRID, fold=fold)
        entry = dataclasses.replace(ENTRY, start=start, end=start.replace(minute=45))
        keeper.provider.insert(keeper.own, event_id, entry)
        assert keeper.provider.get(keeper.own, event_id).span == utc(entry.start, entry.end)

    def test_a_repeated_insert_cannot_add_a_second_event(self, keeper: Keeper, etag, event_id):
        self.failing(keeper.provider.insert, keeper.own, event_id, moved(ENTRY, HALF_AN_HOUR))
        with pytest.raises(ports.EventExistsError):
            keeper.provider.insert(keeper.own, event_id, ENTRY)
        assert keeper.spans() == [AT_NOON]

    def test_somebody_elses_event_under_the_id_is_not_taken_for_ours(self, keeper: Keeper, event_id):
        keeper.occupies(event_id)
        with pytest.raises(ports.EventExistsError):
            keeper.provider.insert(keeper.own, event_id, ENTRY)
        assert keeper.provider.get(keeper.own, event_id).appointment == ""

    def test_a_patch_moves_the_event_and_tells_its_new_etag(self, keeper: Keeper, etag, event_id):
        later = moved(ENTRY, timedelta(days=1))
        new = keeper.provider.patch(keeper.own, event_id, later)
        assert new != etag
        assert keeper.provider.get(keeper.own, event_id).etag == new
        assert keeper.spans() == [utc(later.start, later.end)]

    def test_a_patch_makes_a_whole_day_a_time_again(self, keeper: Keeper, etag, event_id):
        keeper.makes_a_whole_day(event_id, date(2026, 3, 5))
        assert keeper.provider.get(keeper.own, event_id).span is None
        keeper.provider.patch(keeper.own, event_id, ENTRY)
        assert keeper.spans() == [AT_NOON]

    def test_a_patch_keeps_a_persons_words_while_ours_stay_the_same(self, keeper: Keeper, etag, event_id):
        keeper.retitles(event_id, "Luz, brings her dog")
        keeper.provider.patch(keeper.own, event_id, moved(ENTRY, HALF_AN_HOUR))
        assert keeper.title(event_id) == "Luz, brings her dog"
        keeper.provider.patch(keeper.own, event_id, dataclasses.replace(ENTRY, summary="Colour: Luz (Ana)"))
        assert keeper.title(event_id) == "Colour: Luz (Ana)"

    @pytest.mark.parametrize("verb", ["patch", "delete"])
    def test_what_somebody_has_changed_is_not_written_over_by_one_who_has_not_seen_it(
        self, keeper: Keeper, etag, event_id, verb
    ):
        keeper.moves(event_id, NOON + 2 * HALF_AN_HOUR, NOON + 3 * HALF_AN_HOUR)
        seen = keeper.provider.get(keeper.own, event_id).etag
        arguments = [keeper.own, event_id, *([ENTRY] if verb == "patch" else [])]
        with pytest.raises(ports.EventChangedError):
            getattr(keeper.provider, verb)(*arguments, etag=etag)
        assert keeper.spans() == [utc(NOON + 2 * HALF_AN_HOUR, NOON + 3 * HALF_AN_HOUR)]
        getattr(keeper.provider, verb)(*arguments, etag=seen)
        assert keeper.spans() == ([AT_NOON] if verb == "patch" else [])

    def test_an_event_that_was_deleted_or_never_was_is_gone(self, keeper: Keeper, etag, event_id):
        keeper.provider.delete(keeper.own, event_id)
        assert keeper.spans() == []
        never = keeper.provider.event_id(1, UUID(int=9), 0)
        for one in (event_id, never):
            with pytest.raises(ports.EventGoneError):
                keeper.provider.patch(keeper.own, one, ENTRY)
            with pytest.raises(ports.EventGoneError):
                keeper.provider.delete(keeper.own, one)
        with pytest.raises(ports.EventGoneError):
            keeper.provider.get(keeper.own, never)
        assert self.gone(keeper, event_id)

    def gone(self, keeper: Keeper, event_id: str) -> bool:
        try:
            return keeper.provider.get(keeper.own, event_id).is_deleted
        except ports.EventGoneError:
            return True

    def test_writing_into_a_calendar_that_does_not_exist_is_for_a_person_to_mend(self, keeper: Keeper, event_id):
        assert self.failing(keeper.provider.insert, keeper.missing, event_id, ENTRY).category.is_permanent

    # Busy times

    def test_busy_is_what_stands_in_each_calendar(self, keeper: Keeper, etag):
        keeper.adds(NOON, NOON + 3 * HALF_AN_HOUR)
        keeper.adds(NOON, NOON + HALF_AN_HOUR, calendar_id=keeper.other)
        answer = keeper.provider.free_busy([keeper.own, keeper.other], WEEK)
        assert {one: None if busy is None else list(busy) for one, busy in answer.items()} == {
            keeper.own: [utc(NOON, NOON + 3 * HALF_AN_HOUR)],
            keeper.other: [AT_NOON],
        }

    def test_what_is_shown_as_free_or_deleted_or_at_another_time_is_not_busy(self, keeper: Keeper, etag, event_id):
        keeper.adds(NOON, NOON + HALF_AN_HOUR, shown_as_free=True)
        keeper.adds(NOON + timedelta(days=20), NOON + timedelta(days=21))
        keeper.provider.delete(keeper.own, event_id)
        assert keeper.provider.free_busy([keeper.own], WEEK) == {keeper.own: []}

    def test_busy_times_begin_and_end_with_what_was_asked_for(self, keeper: Keeper):
        keeper.adds(WEEK.start - timedelta(hours=5), WEEK.start + timedelta(hours=1))
        keeper.adds(WEEK.end - timedelta(hours=1), WEEK.end + timedelta(hours=5))
        keeper.adds(WEEK.start - timedelta(hours=9), WEEK.start - timedelta(hours=8))
        hour = timedelta(hours=1)
        assert keeper.provider.free_busy([keeper.own], WEEK) == {
            keeper.own: [Span(WEEK.start, WEEK.start + hour), Span(WEEK.end - hour, WEEK.end)]
        }

    def test_of_a_calendar_that_does_not_exist_nobody_can_tell(self, keeper: Keeper):
        assert keeper.provider.free_busy([keeper.own, keeper.missing], WEEK) == {keeper.own: [], keeper.missing: None}
        assert keeper.provider.free_busy([keeper.missing], WEEK) == {keeper.missing: None}

    def test_nobody_is_asked_about_no_calendars(self, keeper: Keeper):
        before = keeper.asked()
        assert keeper.provider.free_busy([], WEEK) == {}
        assert keeper.asked() == before

    # Changes

    def test_at_first_everything_that_stands_is_told_and_then_only_what_has_changed(
        self, keeper: Keeper, etag, event_id
    ):
        first = keeper.provider.changes(keeper.own, "")
        [told] = first.events
        assert told == ports.OutsideChange(
            event_id=event_id, appointment=str(ENTRY.appointment), etag=etag, is_deleted=False, span=AT_NOON
        )
        assert keeper.provider.changes(keeper.own, first.token).events == ()

    def test_what_a_person_moves_or_makes_a_whole_day_is_told(self, keeper: Keeper, etag, event_id):
        token = keeper.provider.changes(keeper.own, "").token
        keeper.moves(event_id, NOON + HALF_AN_HOUR, NOON + 2 * HALF_AN_HOUR)
        after = keeper.provider.changes(keeper.own, token)
        [told] = after.events
        assert (told.event_id, told.appointment) == (event_id, str(ENTRY.appointment))
        assert told.span == utc(NOON + HALF_AN_HOUR, NOON + 2 * HALF_AN_HOUR)
        assert told.etag == keeper.provider.get(keeper.own, event_id).etag != etag
        keeper.makes_a_whole_day(event_id, date(2026, 3, 5))
        [told] = keeper.provider.changes(keeper.own, after.token).events
        assert (told.span, told.is_deleted) == (None, False)

    def test_what_a_person_deletes_is_told_by_its_id(self, keeper: Keeper, etag, event_id):
        token = keeper.provider.changes(keeper.own, "").token
        keeper.deletes(event_id)
        [told] = keeper.provider.changes(keeper.own, token).events
        assert (told.event_id, told.is_deleted, told.span) == (event_id, True, None)

    def test_our_own_writing_is_told_with_the_etag_we_hold(self, keeper: Keeper, event_id):
        token = keeper.provider.changes(keeper.own, "").token
        etag = keeper.provider.insert(keeper.own, event_id, ENTRY)
        [told] = keeper.provider.changes(keeper.own, token).events
        assert told.etag == etag

    def test_a_persons_own_events_are_told_as_none_of_ours(self, keeper: Keeper):
        token = keeper.provider.changes(keeper.own, "").token
        keeper.adds(NOON, NOON + HALF_AN_HOUR)
        keeper.adds(NOON, NOON + HALF_AN_HOUR, shown_as_free=True)
        told = keeper.provider.changes(keeper.own, token).events
        assert {(one.appointment, one.span, one.is_deleted) for one in told} == {
            ("", AT_NOON, False),
            ("", None, False),
        }

    def test_many_changes_are_all_told(self, keeper: Keeper):
        hours = [NOON + timedelta(hours=number) for number in range(60)]
        for hour in hours:
            keeper.adds(hour, hour + HALF_AN_HOUR)
        told = keeper.provider.changes(keeper.own, "").events
        assert sorted(one.span for one in told if one.span) == [utc(hour, hour + HALF_AN_HOUR) for hour in hours]

    def test_a_token_that_is_no_longer_known_is_an_error_and_not_nothing_new(self, keeper: Keeper, etag):
        token = keeper.provider.changes(keeper.own, "").token
        with pytest.raises(ports.TokenSpentError):
            keeper.provider.changes(keeper.own, keeper.spent_token(token))

    # Trouble

    @pytest.mark.parametrize(
        ("trouble", "categories"),
        [
            ({"status": 401}, {ErrorCategory.AUTHENTICATION}),
            ({"status": 400}, {ErrorCategory.INVALID_REQUEST}),
            ({"status": 500}, {ErrorCategory.PROVIDER_FAULT}),
            ({"status": 503}, {ErrorCategory.PROVIDER_FAULT}),
            ({"status": 302, "headers": {"Location": "http://127.0.0.1:9/"}}, {ErrorCategory.INVALID_REQUEST}),
            ({"hang_up": "before"}, {ErrorCategory.UNCERTAIN}),
            ({"hang_up": "after"}, {ErrorCategory.UNCERTAIN}),
        ],
        ids=str,
    )
    @pytest.mark.parametrize("what", ["writing", "telling"])
    def test_what_goes_wrong_is_said_in_the_core_s_words(self, keeper: Keeper, event_id, what, trouble, categories):
        keeper.provider.free_busy([keeper.own], WEEK)
        keeper.fails(20, where=getattr(keeper, what), **trouble)
        call = keeper.provider.insert if what == "writing" else keeper.provider.changes
        error = self.failing(call, keeper.own, *((event_id, ENTRY) if what == "writing" else ("",)))
        # A library may have repeated the request by itself; the id saw to it that nothing came of that.
        assert error.category in categories or isinstance(error, ports.EventExistsError)

    @pytest.mark.parametrize(
        "trouble",
        [{"status": 401}, {"status": 500}, {"status": 503}, {"hang_up": "before"}, {"hang_up": "after"}],
        ids=str,
    )
    def test_busy_times_that_the_server_does_not_tell_are_an_error_and_never_free(self, keeper: Keeper, trouble):
        keeper.fails(20, where=keeper.reading, **trouble)
        assert not self.failing(keeper.provider.free_busy, [keeper.own], WEEK).category.is_permanent or trouble == {
            "status": 401
        }

    def test_too_fast_is_tried_again_when_the_provider_says(self, keeper: Keeper, event_id):
        keeper.provider.free_busy([keeper.own], WEEK)
        keeper.fails(20, where=keeper.writing, **self.too_fast)
        error = self.failing(keeper.provider.insert, keeper.own, event_id, ENTRY)
        assert (error.category, error.retry_after) == (ErrorCategory.RATE_LIMIT, 30.0)

    def test_a_write_whose_answer_got_lost_is_found_when_it_is_repeated(self, keeper: Keeper, event_id):
        keeper.provider.free_busy([keeper.own], WEEK)
        keeper.fails(1, where=keeper.writing, hang_up="after")
        error = self.failing(keeper.provider.insert, keeper.own, event_id, ENTRY)
        # A library may have repeated the request by itself, and met what it had written.
        assert error.category is ErrorCategory.UNCERTAIN or isinstance(error, ports.EventExistsError)
        with pytest.raises(ports.EventExistsError):
            keeper.provider.insert(keeper.own, event_id, ENTRY)
        assert keeper.provider.get(keeper.own, event_id).appointment == str(ENTRY.appointment)
        assert keeper.spans() == [AT_NOON]

    def test_neither_errors_nor_logs_hold_what_a_customer_said_or_a_secret(
        self, keeper: Keeper, event_id, settings, caplog
    ):
        caplog.set_level(logging.DEBUG)
        keeper.provider.free_busy([keeper.own], WEEK)
        keeper.fails(20, where=keeper.writing, status=500)
        error = self.failing(keeper.provider.insert, keeper.own, event_id, ENTRY)
        # The libraries below us log at DEBUG; sara.logs keeps them at WARNING.
        ours = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
        for private in ("Luz", "lavender", settings.ENV.caldav_password.get_secret_value() or "no secret at all"):
            assert private not in str(error)
            assert not any(private in line for line in ours)
