"""Two hundred customers race for twenty slots, and at every step of the saga the process that takes it is killed."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from django.utils import timezone

from calendar_integration import selectors, wiring
from calendar_integration.models import Appointment, AppointmentChange, MirrorStatus
from calendar_integration.proof import broken_promises
from calendar_integration.proof_outside import broken_outside
from calendar_integration.statuses import AGREED
from receptionist.audit_proof import broken_links
from receptionist.domain.messages import DeliveryStatus
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.domain.rendering import render
from receptionist.models import FollowUp, InboundMessage, InboundStatus, OutboundMessage
from tests.crash.rush import BOOKERS, CANCELLERS, SLOTS, Rush, slots
from tests.crash.saga import STEPS
from tests.fakes.google import FakeGoogle

pytestmark = [pytest.mark.crash, pytest.mark.slow, pytest.mark.timeout(1200)]

CALENDAR = "salon@example.com"
#: What each phrase says in any case, by which it is known again.
_TELLS = {"You are booked": PhraseKey.BOOKED, "is moved": PhraseKey.MOVED, "is cancelled": PhraseKey.CANCELLED}


def said(phrase: PhraseKey, row: Appointment) -> str:
    """Return what Sara says of an appointment as it stands now."""
    return render(phrase, Facts(appointment=selectors.as_domain(row), name=row.customer_name), "en", spoken=False)


def last_told(conversation_id: int) -> str:
    """Return the last thing a customer was told of an appointment."""
    replies = OutboundMessage.objects.filter(conversation_id=conversation_id).order_by("-pk")
    return next((reply.text for reply in replies if any(words in reply.text for words in _TELLS)), "")


def test_somebody_died_at_every_step(rush: Rush) -> None:
    assert Counter(rush.died_at) == Counter(STEPS)
    assert rush.processes.kills == len(STEPS)


def test_each_slot_of_the_race_was_given_to_one_customer_and_all_were(rush: Rush) -> None:
    """Some have moved or cancelled since; that is another customer's luck, not told here."""
    racers = {text.sender for text in rush.texts[:BOOKERS]}
    begun = AppointmentChange.objects.filter(
        from_status="", to_status="booked", appointment__conversation__contact_address__value__in=racers
    )
    assert begun.count() == begun.values("appointment__contact").distinct().count() == SLOTS
    assert len(slots()) == len(set(slots())) == SLOTS


def test_every_message_is_one_row_and_is_answered_by_sara(rush: Rush) -> None:
    rows = InboundMessage.objects.all()
    assert sorted(row.call_id for row in rows) == sorted(text.sid for text in rush.texts)
    assert {row.status for row in rows} == {InboundStatus.DONE}
    assert not FollowUp.objects.exclude(reason="delivery").exists()


def test_the_diary_keeps_every_promise(rush: Rush) -> None:
    assert list(broken_promises(limit=5)) == []
    assert list(broken_links(limit=5)) == []


def test_the_calendar_outside_shows_exactly_what_is_agreed(rush: Rush, google: FakeGoogle) -> None:
    """Told by the calendar itself, not by what we believe of it."""
    assert not Appointment.objects.exclude(mirror_status=MirrorStatus.DONE).exists()
    events = google.calendars[CALENDAR].standing
    shown = sorted((event["extendedProperties"]["private"]["sara_appointment"], _start(event)) for event in events)
    agreed = Appointment.objects.filter(status__in=AGREED)
    assert shown == sorted((str(row.public_id), row.start.isoformat()) for row in agreed)


def test_the_checker_finds_nothing_here_and_would_find_an_orphan_a_loss_and_a_wrong_time(
    rush: Rush, google: FakeGoogle, monkeypatch: pytest.MonkeyPatch
) -> None:
    calendars = wiring.outside_calendar()
    assert calendars is not None
    assert list(broken_outside(calendars, timezone.now())) == []
    monkeypatch.setitem(google.calendars, CALENDAR, deepcopy(google.calendars[CALENDAR]))
    late, lost, orphan, *_ = google.calendars[CALENDAR].standing
    for edge in ("start", "end"):
        late[edge] = {**late[edge], "dateTime": _an_hour_later(late[edge]["dateTime"])}
    lost["status"] = "cancelled"
    orphan["extendedProperties"]["private"]["sara_appointment"] = str(UUID(int=1))
    assert Counter(broken.what for broken in broken_outside(calendars, timezone.now())) == {
        "stands at another time in the calendar outside": 1,
        "is booked and has 0 events outside, not one event": 2,
        f"stands for the appointment {UUID(int=1)}, which does not exist": 1,
    }


def test_no_customer_was_told_something_untrue(rush: Rush) -> None:
    """The last word to each of them is what stands; who was told nothing has nothing."""
    ends = Counter[str]()
    for row in Appointment.objects.select_related("service", "staff", "location", "contact"):
        assert row.conversation_id is not None
        told = last_told(row.conversation_id)
        phrase = next(key for words, key in _TELLS.items() if words in told)
        assert said(phrase, row).rstrip("!. ") in told
        assert (phrase is PhraseKey.CANCELLED) == (row.status == "cancelled")
        ends[phrase] += 1
    assert ends[PhraseKey.CANCELLED] >= CANCELLERS
    assert all(ends[phrase] for phrase in _TELLS.values())
    promised = OutboundMessage.objects.filter(text__contains="You are booked")
    assert sorted(promised.values_list("conversation_id", flat=True)) == sorted(
        Appointment.objects.values_list("conversation_id", flat=True)
    )


def test_every_word_of_it_reached_the_carrier_once_or_lies_with_a_person(rush: Rush) -> None:
    taken = Counter(parse_qs(urlsplit(form["StatusCallback"]).query)["reply"][0] for form in rush.twilio.messages)
    assert {key: times for key, times in taken.items() if times > 1} == {}
    for reply in OutboundMessage.objects.all():
        if reply.status == DeliveryStatus.UNKNOWN:
            assert FollowUp.objects.filter(idempotency_key=f"delivery:{reply.pk}", done_at=None).exists()
        else:
            assert (reply.status, taken[reply.idempotency_key]) == (DeliveryStatus.SENT, 1)


def _start(event: dict[str, Any]) -> str:
    return str(event["start"]["dateTime"])


def _an_hour_later(moment: str) -> str:
    return (datetime.fromisoformat(moment) + timedelta(hours=1)).isoformat()
