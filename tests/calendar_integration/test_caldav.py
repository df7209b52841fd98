"""What is CalDAV's own: what stands in calendars there, what servers answer, and where Sara never goes."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import AnyHttpUrl

from calendar_integration import ports
from calendar_integration.models import Location, Staff, StaffHours
from calendar_integration.providers.caldav import calendar, client, discovery, occurrences
from calendar_integration.providers.caldav.calendar import CalDavCalendar
from calendar_integration.spans import Span
from receptionist.errors import ErrorCategory, ProviderError
from tests.cases.outside_calendars import AT_NOON, ENTRY, HALF_AN_HOUR, NOON, WEEK, utc
from tests.fakes.caldav import event_text

pytestmark = pytest.mark.django_db
provider = CalDavCalendar()
ID = provider.event_id(1, ENTRY.appointment, 0)
DAY = timedelta(days=1)
MADRID_TEXT = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Somebody//EN
BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
END:VCALENDAR
"""
MULTISTATUS = b'<D:multistatus xmlns:D="DAV:">%s</D:multistatus>'


def busy(caldav, span: Span = WEEK) -> list[Span] | None:
    answer = provider.free_busy([caldav.own], span)[caldav.own]
    return None if answer is None else list(answer)


def refused(call, *arguments, **named) -> ProviderError:
    with pytest.raises(ProviderError) as caught:
        call(*arguments, **named)
    return caught.value


@pytest.fixture
def talking(caldav):
    """The server has told already that the calendar is one, so that the next request is the one that matters."""
    discovery.at(client.address(caldav.own))
    return caldav


class TestWhatIsWritten:
    def test_the_uid_and_the_name_are_the_id_and_the_zone_is_in_the_text(self, caldav):
        provider.insert(caldav.own, ID, ENTRY)
        text = caldav._text(ID)
        event = caldav.reads(ID)
        assert str(event["UID"]) == ID
        assert str(event["X-SARA-APPOINTMENT"]) == str(ENTRY.appointment)
        assert "DTSTART;TZID=Europe/Madrid:20260303T120000" in text
        assert "BEGIN:VTIMEZONE" in text
        assert str(event["DESCRIPTION"]) == ENTRY.description

    def test_words_cannot_break_out_of_their_line(self, caldav):
        odd = dataclasses.replace(
            ENTRY, summary="Luz\r\nATTENDEE:mailto:x@example.com\r\nEND:VEVENT", description=";,\\n"
        )
        provider.insert(caldav.own, ID, odd)
        event = caldav.reads(ID)
        assert "ATTENDEE" not in event
        assert str(event["DESCRIPTION"]) == ";,\\n"

    def test_a_character_that_xml_cannot_hold_does_not_make_the_calendar_unreadable(self, caldav):
        odd = dataclasses.replace(ENTRY, summary="Luz\x00\x0b\uffff", description="\x1b[31mred")
        provider.insert(caldav.own, ID, odd)
        caldav.puts(event_text(NOON, NOON + DAY).replace("Own", "Own\x0b\x01"))
        assert str(caldav.reads(ID)["SUMMARY"]) == "Luz"
        assert busy(caldav) == [utc(NOON, NOON + DAY)]
        assert len(provider.changes(caldav.own, "").events) == 2
        provider.patch(caldav.own, ID, dataclasses.replace(odd, end=NOON + DAY))
        assert str(caldav.reads(ID)["DESCRIPTION"]) == "[31mred"

    def test_a_patch_keeps_what_a_person_has_added_and_counts_on(self, caldav):
        provider.insert(caldav.own, ID, ENTRY)
        caldav._change(ID, LOCATION="Room 2", CATEGORIES=["VIP"])
        provider.patch(caldav.own, ID, dataclasses.replace(ENTRY, start=NOON + DAY, end=NOON + DAY + HALF_AN_HOUR))
        event = caldav.reads(ID)
        assert (str(event["LOCATION"]), int(event["SEQUENCE"])) == ("Room 2", 1)
        assert event["CATEGORIES"].cats == ["VIP"]

    def test_a_change_between_reading_and_writing_is_read_and_kept(self, talking):
        provider.insert(talking.own, ID, ENTRY)
        talking.fails(1, where=f"GET {talking.own}", meanwhile=lambda: talking._change(ID, LOCATION="Room 2"))
        provider.patch(talking.own, ID, dataclasses.replace(ENTRY, end=NOON + DAY))
        assert str(talking.reads(ID)["LOCATION"]) == "Room 2"
        assert talking.spans() == [utc(NOON, NOON + DAY)]

    def test_one_who_holds_an_etag_hears_of_a_change_between_reading_and_writing(self, talking):
        etag = provider.insert(talking.own, ID, ENTRY)
        later = NOON + DAY, NOON + DAY + HALF_AN_HOUR
        talking.fails(1, where=f"GET {talking.own}", meanwhile=lambda: talking.moves(ID, *later))
        with pytest.raises(ports.EventChangedError):
            provider.patch(talking.own, ID, ENTRY, etag=etag)
        assert talking.spans() == [utc(*later)]

    def test_an_event_deleted_between_reading_and_writing_is_gone(self, talking):
        provider.insert(talking.own, ID, ENTRY)
        talking.fails(1, where=f"GET {talking.own}", meanwhile=lambda: talking.deletes(ID))
        with pytest.raises(ports.EventGoneError):
            provider.patch(talking.own, ID, ENTRY)

    def test_an_event_that_keeps_changing_is_left_for_later(self, talking):
        provider.insert(talking.own, ID, ENTRY)
        rooms = iter(range(9))
        talking.fails(9, where=f"GET {talking.own}", meanwhile=lambda: talking._change(ID, LOCATION=f"{next(rooms)}"))
        assert refused(provider.patch, talking.own, ID, ENTRY).category.is_transient

    def test_a_server_that_tells_no_etag_is_asked_for_it(self, talking):
        talking.fails(1, where="PUT", lost=("etag",))
        etag = provider.insert(talking.own, ID, ENTRY)
        assert etag == provider.get(talking.own, ID).etag

    def test_anothers_change_is_not_taken_for_ours_where_the_server_tells_no_etag(self, talking):
        later = NOON + DAY, NOON + DAY + HALF_AN_HOUR
        talking.fails(1, where="PUT", lost=("etag",), meanwhile=lambda: talking.moves(ID, *later))
        assert refused(provider.insert, talking.own, ID, ENTRY).category is ErrorCategory.UNCERTAIN

    def test_the_uid_of_another_event_is_taken_and_not_doubled(self, caldav):
        caldav.puts(event_text(NOON, NOON + HALF_AN_HOUR, uid=ID), name="imported")
        with pytest.raises(ports.EventExistsError):
            provider.insert(caldav.own, ID, ENTRY)

    def test_an_event_that_a_person_marked_as_cancelled_is_one_that_is_deleted(self, caldav):
        token = provider.changes(caldav.own, "").token
        provider.insert(caldav.own, ID, ENTRY)
        caldav._change(ID, STATUS="CANCELLED")
        assert provider.get(caldav.own, ID).is_deleted
        [told] = provider.changes(caldav.own, token).events
        assert (told.appointment, told.is_deleted, told.span) == (str(ENTRY.appointment), True, None)
        with pytest.raises(ports.EventGoneError):
            provider.patch(caldav.own, ID, ENTRY)


class TestBusyTimes:
    def test_a_repeating_event_is_busy_each_time_but_for_its_exceptions(self, caldav):
        text = event_text(NOON, NOON + HALF_AN_HOUR, "RRULE:FREQ=DAILY\nEXDATE:20260305T110000Z", uid="daily")
        other = text.partition("BEGIN:VEVENT")[2].partition("END:VEVENT")[0]
        other = other.replace("RRULE:FREQ=DAILY\nEXDATE:20260305T110000Z\n", "RECURRENCE-ID:20260306T110000Z\n")
        other = other.replace("DTSTART:20260303T110000Z", "DTSTART:20260306T150000Z")
        other = other.replace("DTEND:20260303T113000Z", "DTEND:20260306T160000Z")
        caldav.puts(text.replace("END:VCALENDAR", f"BEGIN:VEVENT{other}END:VEVENT\nEND:VCALENDAR"))
        four = datetime(2026, 3, 6, 15, tzinfo=UTC)
        expected = [
            *(utc(NOON + n * DAY, NOON + n * DAY + HALF_AN_HOUR) for n in (0, 1, 4, 5)),
            Span(four, four + DAY / 24),
        ]
        assert busy(caldav) == sorted(expected)

    def test_a_repeating_event_keeps_its_wall_clock_time_over_a_clock_change(self, caldav):
        text = MADRID_TEXT.format(name="Europe/Madrid").replace(
            "END:VCALENDAR\n",
            "BEGIN:VEVENT\nUID:weekly\nDTSTAMP:20260101T000000Z\nDTSTART;TZID=Europe/Madrid:20260326T090000\n"
            "DURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2\nEND:VEVENT\nEND:VCALENDAR\n",
        )
        caldav.puts(text)
        eight, seven = datetime(2026, 3, 26, 8, tzinfo=UTC), datetime(2026, 4, 2, 7, tzinfo=UTC)
        hour = timedelta(hours=1)
        fortnight = Span(datetime(2026, 3, 23, tzinfo=UTC), datetime(2026, 4, 6, tzinfo=UTC))
        assert busy(caldav, fortnight) == [Span(eight, eight + hour), Span(seven, seven + hour)]

    @pytest.mark.parametrize("word", ["TRANSP:TRANSPARENT", "STATUS:CANCELLED", "transp:transparent"])
    def test_what_is_shown_as_free_or_cancelled_is_not_busy(self, caldav, word):
        caldav.puts(event_text(NOON, NOON + HALF_AN_HOUR, word))
        assert busy(caldav) == []

    def test_what_is_tentative_is_busy(self, caldav):
        caldav.puts(event_text(NOON, NOON + HALF_AN_HOUR, "STATUS:TENTATIVE"))
        assert busy(caldav) == [AT_NOON]

    @pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles", "Europe/Madrid"])
    def test_a_whole_day_is_a_day_where_its_keeper_works(self, caldav, business, ana, zone):
        Location.objects.update(timezone=zone)
        caldav.puts(event_text(date(2026, 3, 4), date(2026, 3, 5)))
        midnight = datetime(2026, 3, 4, tzinfo=ZoneInfo(zone))
        assert busy(caldav) == [utc(midnight, midnight + DAY)]

    def test_the_evening_of_a_whole_day_is_busy_though_it_is_the_next_day_by_the_servers_clock(self, caldav, business):
        Location.objects.update(timezone="America/Los_Angeles")
        caldav.puts(event_text(date(2026, 3, 4), date(2026, 3, 5)))
        evening = Span(datetime(2026, 3, 5, 2, tzinfo=UTC), datetime(2026, 3, 5, 6, tzinfo=UTC))
        assert busy(caldav, evening) == [evening]

    def test_a_floating_time_is_by_the_clock_of_the_location_where_its_keeper_works(self, caldav, business, ana):
        tokyo = Location.objects.create(business=business, name="Tokyo", timezone="Asia/Tokyo")
        Staff.objects.update(calendar_id=caldav.own)
        StaffHours.objects.create(staff=ana, location=tokyo, weekday=0, starts="09:00", ends="17:00")
        caldav.puts(event_text(datetime(2026, 3, 4, 9), datetime(2026, 3, 4, 10)))  # noqa: DTZ001 - it floats
        nine = datetime(2026, 3, 4, 9, tzinfo=ZoneInfo("Asia/Tokyo"))
        assert busy(caldav) == [utc(nine, nine + timedelta(hours=1))]

    @pytest.mark.parametrize("name", ["Europe/Madrid", "Our own clock"])
    def test_a_floating_time_is_by_the_calendars_own_clock_where_it_has_one(self, caldav, settings, business, name):
        Location.objects.update(timezone="Asia/Tokyo")
        own = caldav.makes_calendar(MADRID_TEXT.format(name=name))
        settings.ENV = settings.ENV.model_copy(update={"caldav_calendar": own})
        text = event_text(datetime(2026, 3, 4, 9), datetime(2026, 3, 4, 10))  # noqa: DTZ001 - it floats
        caldav.puts(text, calendar_id=own)
        eight = datetime(2026, 3, 4, 8, tzinfo=UTC)
        assert provider.free_busy([own], WEEK) == {own: [Span(eight, eight + timedelta(hours=1))]}

    def test_a_zone_that_nobody_knows_is_what_the_text_says_it_is(self, caldav):
        text = MADRID_TEXT.format(name="Custom").replace(
            "END:VCALENDAR\n",
            "BEGIN:VEVENT\nUID:custom\nDTSTAMP:20260101T000000Z\nDTSTART;TZID=Custom:20260303T120000\n"
            "DTEND;TZID=Custom:20260303T123000\nEND:VEVENT\nEND:VCALENDAR\n",
        )
        caldav.puts(text)
        assert busy(caldav) == [AT_NOON]

    def test_an_event_without_any_length_takes_no_time(self, caldav):
        caldav.puts(event_text(NOON, NOON).replace("DTEND:20260303T110000Z\n", ""))
        assert busy(caldav) == []


def answer(*texts: str, more: str = "") -> dict[str, Any]:
    """What a server answers that holds these events and checks nothing."""
    events = "".join(
        f"<D:response><D:href>/x/{number}.ics</D:href><D:propstat><D:prop><D:getetag>1</D:getetag>"
        f'<C:calendar-data xmlns:C="urn:ietf:params:xml:ns:caldav">{text}</C:calendar-data></D:prop>'
        "<D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>"
        for number, text in enumerate(texts)
    )
    return {"status": 207, "body": MULTISTATUS % (events + more).encode()}


GOOD = event_text(NOON, NOON + HALF_AN_HOUR, uid="good")


class TestAnswersThatMakeNoSense:
    """Of a calendar that cannot be understood nobody can tell: it is never free."""

    @pytest.mark.parametrize(
        "text",
        [
            GOOD.replace("20260303T110000Z", "noon"),
            GOOD.replace("DTSTART:20260303T110000Z\n", ""),
            GOOD.replace("END:VEVENT", "RRULE:FREQ=SOMETIMES\nEND:VEVENT"),
            GOOD.replace("END:VEVENT", "RRULE:FREQ=SECONDLY\nEND:VEVENT"),
            GOOD.replace("END:VEVENT", "RRULE:FREQ=MINUTELY;INTERVAL=5\nEND:VEVENT"),
            GOOD.replace("END:VEVENT", "RRULE:FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30\nEND:VEVENT"),
            GOOD.replace(
                "END:VEVENT", f"RRULE:FREQ=DAILY;BYMINUTE={','.join(str(minute) for minute in range(60))}\nEND:VEVENT"
            ),
            GOOD.replace("END:VEVENT", "RRULE:FREQ=DAILY;UNTIL=never\nEND:VEVENT"),
            GOOD.replace("END:VEVENT", "EXDATE:20260303T110000Z,sometimes\nEND:VEVENT"),
            GOOD.replace("END:VEVENT", "RDATE:20260304T110000Z,sometimes\nEND:VEVENT"),
            GOOD.replace("END:VEVENT", "DTSTART:20260304T110000Z\nEND:VEVENT"),
            GOOD.replace("END:VEVENT", "RECURRENCE-ID:never\nEND:VEVENT"),
            GOOD.replace("END:VEVENT\n", ""),
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\n" * 3000,
            GOOD.replace("DTSTART:20260303T110000Z", "DTSTART;TZID=Asia/Tokyo:00010101T000000").replace(
                "END:VEVENT", "RRULE:FREQ=YEARLY\nEND:VEVENT"
            ),
            "<html>".replace("<", "&lt;"),
            "X" * 2_000_000,
            "",
        ],
        ids=lambda text: text[-80:],
    )
    def test_an_event_that_cannot_be_understood_makes_its_calendar_unknown(self, talking, text):
        talking.fails(1, where="REPORT", **answer(GOOD.replace("good", "fine"), text))
        assert busy(talking) is None

    @pytest.mark.parametrize("end", ["DTEND:20260302T113000Z", "DTEND;VALUE=DATE:20260304", "DURATION:-PT1H"])
    def test_an_event_with_an_odd_end_is_unknown_or_busy_but_never_free(self, talking, end):
        talking.fails(1, where="REPORT", **answer(GOOD.replace("DTEND:20260303T113000Z", end)))
        assert busy(talking) != []

    @pytest.mark.parametrize(
        "trouble",
        [
            {"status": 200, "body": b"<html>please log in</html>"},
            {"status": 200, "body": MULTISTATUS % b""},
            {"status": 204},
            {"status": 207, "body": b""},
            {"status": 207, "body": b"{}"},
            {"status": 207, "body": b'<multistatus xmlns="DAV:"'},
            {"status": 207, "body": b'<other xmlns="DAV:"/>'},
            {"status": 207, "body": MULTISTATUS % b"<D:response><D:status>HTTP/1.1 200 OK</D:status></D:response>"},
            {
                "status": 207,
                "body": MULTISTATUS % b"<D:response><D:href>/x</D:href><D:status>fine</D:status></D:response>",
            },
            {
                "status": 207,
                "body": b'<!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><D:multistatus xmlns:D="DAV:">&b;</D:multistatus>',
            },
            {"status": 207, "body": MULTISTATUS % (b" " * client.MOST_BYTES)},
            answer(GOOD, more="<D:response><D:href>/x/</D:href><D:status>HTTP/1.1 507 Full</D:status></D:response>"),
            {"status": 403, "body": b'<D:error xmlns:D="DAV:"><D:need-privileges/></D:error>'},
            {"status": 302, "headers": {"Location": "https://evil.example.com/"}},
            {"status": 404},
        ],
        ids=lambda trouble: f"{trouble['status']} {trouble.get('body', b'')[:60]!r}",
    )
    def test_an_answer_that_is_none_is_never_taken_for_a_free_calendar(self, talking, trouble):
        talking.fails(1, where="REPORT", **trouble)
        assert busy(talking) is None

    def test_more_events_than_a_person_can_have_make_a_calendar_unknown(self, talking, monkeypatch):
        monkeypatch.setattr(occurrences, "MOST", 3)
        talking.puts(event_text(NOON, NOON + HALF_AN_HOUR, "RRULE:FREQ=DAILY"))
        assert busy(talking) is None

    def test_a_character_that_xml_cannot_hold_hides_nothing(self, talking):
        talking.fails(1, where="REPORT", **answer(GOOD.replace("Own", "Own\x0b\x01")))
        assert busy(talking) == [AT_NOON]

    def test_an_event_deleted_as_it_was_read_hides_nothing(self, talking):
        gone = "<D:response><D:href>/x/9.ics</D:href><D:status>HTTP/1.1 404 Not Found</D:status></D:response>"
        talking.fails(1, where="REPORT", **answer(GOOD, more=gone))
        assert busy(talking) == [AT_NOON]

    def test_a_folder_that_is_no_calendar_is_unknown_though_it_answers_that_nothing_stands_in_it(self, caldav):
        folder = caldav.own.rpartition(caldav.own.split("/")[2])[0]
        assert provider.free_busy([folder], WEEK) == {folder: None}

    def test_a_server_that_dawdles_is_not_waited_for(self, talking, monkeypatch):
        monkeypatch.setattr(calendar, "READ_TIMEOUT", 0.3)
        talking.fails(9, where="REPORT", slow=20)
        assert refused(busy, talking).category is ErrorCategory.UNCERTAIN

    def test_a_calendar_that_dawdles_does_not_hide_the_others(self, talking, monkeypatch):
        monkeypatch.setattr(calendar, "READ_TIMEOUT", 0.5)
        discovery.at(client.address(talking.other))
        talking.adds(NOON, NOON + HALF_AN_HOUR)
        talking.fails(9, where=f"REPORT {talking.other}", slow=20)
        assert provider.free_busy([talking.own, talking.other], WEEK) == {talking.own: [AT_NOON], talking.other: None}

    def test_one_unreadable_event_does_not_hide_what_else_has_changed(self, talking):
        token = provider.changes(talking.own, "").token
        provider.insert(talking.own, ID, ENTRY)
        name = talking.puts(GOOD)
        text = answer(talking._text(ID), GOOD.replace("20260303T110000Z", "noon"))
        body = text["body"].replace(b"/x/0.ics", f"{talking.own}{ID}.ics".encode())
        body = body.replace(b"/x/1.ics", f"{talking.own}{name}.ics".encode())
        talking.line._trouble = _only_second_report(talking, status=207, body=body)
        told = {one.event_id: (one.appointment, one.span) for one in provider.changes(talking.own, token).events}
        assert told == {ID: (str(ENTRY.appointment), AT_NOON), name: ("", None)}

    def test_changes_that_leave_out_what_they_told_of_are_an_error(self, talking):
        provider.insert(talking.own, ID, ENTRY)
        talking.line._trouble = _only_second_report(talking, status=207, body=MULTISTATUS % b"")
        assert refused(provider.changes, talking.own, "").category is ErrorCategory.BAD_ANSWER

    def test_changes_that_come_in_parts_are_asked_for_to_the_end(self, talking):
        token = provider.changes(talking.own, "").token
        provider.insert(talking.own, ID, ENTRY)
        part = (
            f"<D:response><D:href>{talking.own}</D:href><D:status>HTTP/1.1 507 More</D:status></D:response>"
            f"<D:sync-token>{token}</D:sync-token>"
        )
        talking.fails(1, where="REPORT", status=207, body=MULTISTATUS % part.encode())
        [told] = provider.changes(talking.own, "").events
        assert told.event_id == ID

    @pytest.mark.parametrize("status", [403, 409, 410, 412])
    def test_a_token_refused_without_a_reason_is_one_that_is_spent(self, talking, status):
        token = provider.changes(talking.own, "").token
        talking.fails(2, where="REPORT", status=status)
        with pytest.raises(ports.TokenSpentError):
            provider.changes(talking.own, token)
        assert not isinstance(refused(provider.changes, talking.own, ""), ports.TokenSpentError)

    def test_changes_without_a_token_are_an_error(self, talking):
        talking.fails(1, where="REPORT", status=207, body=MULTISTATUS % b"")
        assert refused(provider.changes, talking.own, "").category is ErrorCategory.BAD_ANSWER


def _only_second_report(keeper, **trouble):
    original, asked = keeper.line._trouble, []

    def second(request):
        asked.append(request)
        if [one for one in asked if one.startswith("REPORT")][1:]:
            keeper.fails(1, where="REPORT", **trouble)
        return original(request)

    return second


class TestWhereSaraGoes:
    def test_the_password_goes_to_no_other_server(self, caldav):
        for elsewhere in ("https://evil.example.com/x/", "//evil.example.com/x/", "http://127.0.0.1:9/x/", "work", "/"):
            before = caldav.asked()
            for call in (
                lambda one=elsewhere: provider.insert(one, ID, ENTRY),
                lambda one=elsewhere: provider.get(one, ID),
                lambda one=elsewhere: provider.changes(one, ""),
            ):
                error = refused(call)
                assert error.category is ErrorCategory.INVALID_REQUEST
            assert provider.free_busy([elsewhere], WEEK) == {elsewhere: None}
            assert caldav.asked() == before

    def test_a_session_that_the_server_opens_is_not_gone_by(self, talking):
        talking.fails(1, where="GET", status=404, headers={"Set-Cookie": "session=1; Path=/"})
        refused(provider.get, talking.own, ID)
        refused(provider.get, talking.own, ID)
        assert "session" not in talking.line.cookies[-1]
        assert len(talking.line.cookies) > 1

    def test_a_redirect_is_not_followed(self, talking):
        talking.fails(9, where="PUT", status=307, headers={"Location": str(talking.line.url)})
        before = talking.asked()
        assert refused(provider.insert, talking.own, ID, ENTRY).category is ErrorCategory.INVALID_REQUEST
        assert talking.asked() == before + 1

    def test_nothing_listening_is_certain_not_to_have_happened(self, caldav, settings):
        settings.ENV = settings.ENV.model_copy(update={"caldav_url": AnyHttpUrl("http://127.0.0.1:9/")})
        for call in (
            lambda: provider.insert(caldav.own, ID, ENTRY),
            lambda: provider.free_busy([caldav.own], WEEK),
            lambda: provider.changes(caldav.own, ""),
        ):
            assert refused(call).category is ErrorCategory.CONNECTIVITY

    def test_a_wrong_password_is_for_a_person_to_mend(self, caldav, settings):
        settings.ENV = settings.ENV.model_copy(update={"caldav_username": "nobody"})
        assert refused(provider.free_busy, [caldav.own], WEEK).category is ErrorCategory.AUTHENTICATION

    def test_the_calendars_of_the_account_are_found_from_any_address_of_the_server(self, caldav, settings):
        names = {one.calendar_id for one in provider.calendars()}
        assert {caldav.own, caldav.other} <= names
        assert all(one.may_write for one in provider.calendars())
        settings.ENV = settings.ENV.model_copy(update={"caldav_url": AnyHttpUrl(f"{caldav.line.url}sara/")})
        assert {one.calendar_id for one in provider.calendars()} == names

    def test_a_server_that_only_has_a_signpost_is_found_by_it(self, caldav, settings):
        caldav.fails(1, where="PROPFIND /nothing/", status=404)
        settings.ENV = settings.ENV.model_copy(update={"caldav_url": AnyHttpUrl(f"{caldav.line.url}nothing/")})
        assert caldav.own in {one.calendar_id for one in provider.calendars()}

    def test_calendars_on_another_server_are_not_asked_for_but_told_of(self, caldav):
        elsewhere = (
            b"<D:response><D:href>/</D:href><D:propstat><D:prop><D:current-user-principal>"
            b"<D:href>https://p42-caldav.example.com:443/1/principal/</D:href></D:current-user-principal></D:prop>"
            b"<D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>"
        )
        caldav.fails(1, where="PROPFIND", status=207, body=MULTISTATUS % elsewhere)
        caldav.fails(1, where="PROPFIND", status=404)
        error = refused(provider.calendars)
        assert "https://p42-caldav.example.com" in str(error)
        assert "CALDAV_URL" in str(error)
