"""What is said around an appointment: once, in time, by a way that is allowed, and only what is so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache

from calendar_integration.booking import booking, confirming
from calendar_integration.forgetting import DiaryData
from calendar_integration.models import Appointment, AppointmentStatus, Notice, NoticeSettings, Reminder
from calendar_integration.notices import notifying
from receptionist.domain.diary import Slot
from receptionist.domain.events import Booked, Moved
from receptionist.domain.messages import DeliveryReport, DeliveryStatus
from receptionist.errors import ErrorCategory, ProviderError
from receptionist.models import (
    AuditEvent,
    BusinessAddress,
    Contact,
    Conversation,
    FollowUp,
    MessageTemplate,
    OutboundMessage,
)
from receptionist.ports import Customer
from receptionist.sending import delivery
from tests.calendar_integration.conftest import MADRID, NOW
from tests.fakes.ports import FakeChannel, Stage
from tests.people import converse

pytestmark = pytest.mark.django_db

#: Thursday at ten in Madrid; its reminder is due on Wednesday at ten.
THURSDAY = datetime(2026, 3, 5, 10, 0, tzinfo=MADRID)
WEDNESDAY = THURSDAY - timedelta(days=1)


@pytest.fixture
def carrier(settings: Any) -> FakeChannel:
    """Text messages by a list, and WhatsApp by the same with its window for words of our own."""
    Stage.text = FakeChannel()
    Stage.call = FakeChannel(free_words_for=timedelta(hours=24))
    channels = {"sms": "tests.fakes.ports.text_channel", "whatsapp": "tests.fakes.ports.call_channel"}
    settings.RECEPTIONIST = {**settings.RECEPTIONIST, "channels": channels, "fallbacks": {}}
    return Stage.text


@pytest.fixture(autouse=True)
def _clock(rung: list[int]) -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def booked(carrier: FakeChannel, customer: Customer, slot_at: Callable[..., Slot]) -> Appointment:
    result = booking.book(customer, slot_at(5, 10), name="Luz", notes="", key="k1", now=NOW)
    assert isinstance(result, Booked)
    return Appointment.objects.get()


def beat(at: datetime) -> None:
    """Let beat find what is due, and the workers send it and look after it."""
    with time_machine.travel(at, tick=False):
        notifying.send_due(at.astimezone(UTC))
        for message_id in OutboundMessage.objects.filter(status="queued").values_list("pk", flat=True):
            delivery.deliver_by_id(message_id)


def states(kind: str = "reminder") -> list[tuple[str, str]]:
    return list(Notice.objects.filter(kind=kind).order_by("pk").values_list("status", "why"))


def said() -> list[str]:
    return [sent.text for sent in Stage.text.sent]


def test_a_reminder_comes_once_a_day_before_at_the_same_time_on_the_wall(booked: Appointment):
    notice = Notice.objects.get()
    assert (notice.kind, notice.which, notice.due_at) == ("reminder", "1 day", WEDNESDAY)
    beat(WEDNESDAY - timedelta(seconds=1))
    assert said() == []
    beat(WEDNESDAY)
    beat(WEDNESDAY)
    beat(WEDNESDAY + timedelta(hours=1))
    assert said() == [
        (
            "Salon: a reminder of your appointment: Haircut, Thursday 5 March at 10 am. "
            "Reply C to confirm, or R to move it."
        )
    ]


def test_the_audit_tells_what_became_of_it(booked: Appointment):
    beat(WEDNESDAY)
    beat(WEDNESDAY + timedelta(hours=7))
    kinds = AuditEvent.objects.filter(kind__startswith="notice.").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["notice.planned", "notice.queued", "notice.sent"]


def test_several_reminders_come_each_in_its_time(carrier, customer, slot_at, business):
    Reminder.objects.create(settings=business.notice_settings, amount=2, unit="hours")
    booking.book(customer, slot_at(5, 16), name="Luz", notes="", key="k1", now=NOW)
    four = THURSDAY.replace(hour=16)
    for hours in range(48):
        beat(four - timedelta(hours=48 - hours))
    times = OutboundMessage.objects.order_by("pk").values_list("sent_at", flat=True)
    assert list(times) == [four - timedelta(days=1), four - timedelta(hours=2)]


def test_who_was_cut_off_is_not_reminded_twice_at_once(carrier, customer, slot_at, business):
    Reminder.objects.create(settings=business.notice_settings, amount=2, unit="hours")
    booking.book(customer, slot_at(5, 16), name="Luz", notes="", key="k1", now=NOW)
    beat(THURSDAY.replace(hour=14, minute=5))
    assert len(said()) == 1
    assert states() == [("skipped", "too_late"), ("queued", "")]


def test_who_has_just_booked_is_not_reminded_of_it(carrier, customer, slot_at):
    booking.book(customer, slot_at(3, 10, 30), name="Luz", notes="", key="k1", now=NOW)
    assert states() == [("skipped", "just_told")]
    beat(NOW + timedelta(hours=1))
    assert said() == []


def test_a_reminder_after_the_beginning_is_never_sent(booked: Appointment):
    beat(THURSDAY)
    assert (said(), states()) == ([], [("skipped", "too_late")])


def test_one_that_was_queued_and_not_sent_in_time_is_withdrawn(booked: Appointment):
    with time_machine.travel(WEDNESDAY, tick=False):
        notifying.send_due(WEDNESDAY)
    with time_machine.travel(THURSDAY, tick=False):
        delivery.deliver_by_id(OutboundMessage.objects.get().pk)
        assert said() == []
        assert delivery.withdraw_expired() == 1
        notifying.send_due(THURSDAY)
    assert (said(), states()) == ([], [("skipped", "too_late")])


def test_a_cancelled_appointment_is_not_reminded_of(booked: Appointment, customer: Customer):
    booking.cancel(customer, booked.pk, now=NOW)
    beat(WEDNESDAY)
    assert (said(), states()) == ([], [("dropped", "")])
    # The customer did it themselves, in a conversation.
    assert not Notice.objects.exclude(kind="reminder").exists()


def test_a_cancellation_between_queue_and_carrier_calls_the_reminder_back(booked: Appointment, customer: Customer):
    with time_machine.travel(WEDNESDAY, tick=False):
        notifying.send_due(WEDNESDAY)
        message = OutboundMessage.objects.get()
        booking.cancel(customer, booked.pk, now=WEDNESDAY)
        delivery.deliver_by_id(message.pk)
    message.refresh_from_db()
    assert (said(), states(), message.status) == ([], [("dropped", "")], DeliveryStatus.WITHDRAWN)


def test_one_that_no_longer_stands_at_that_time_is_not_spoken_of(booked: Appointment):
    Notice.objects.update(starts=THURSDAY + timedelta(hours=3))
    beat(WEDNESDAY)
    assert (said(), states()) == ([], [("dropped", "")])


def test_a_move_drops_the_old_reminder_and_plans_a_new_one(booked: Appointment, customer, slot_at):
    assert isinstance(booking.move(customer, booked.pk, slot_at(6, 12), key="m1", now=NOW), Moved)
    assert states() == [("dropped", ""), ("pending", "")]
    beat(WEDNESDAY)
    assert said() == []
    beat(WEDNESDAY + timedelta(days=1, hours=2))
    assert len(said()) == 1
    assert "Friday 6 March at noon" in said()[0]


def test_moved_away_and_back_it_is_reminded_of_once(booked: Appointment, customer, slot_at):
    booking.move(customer, booked.pk, slot_at(6, 12), key="m1", now=NOW)
    booking.move(customer, booked.pk, slot_at(5, 10), key="m2", now=NOW)
    assert states() == [("pending", ""), ("dropped", "")]
    beat(WEDNESDAY)
    beat(WEDNESDAY + timedelta(days=1))
    assert len(said()) == 1
    # What was said already is not said again.
    booking.move(customer, booked.pk, slot_at(6, 12), key="m3", now=WEDNESDAY)
    booking.move(customer, booked.pk, slot_at(5, 10), key="m4", now=WEDNESDAY)
    beat(WEDNESDAY + timedelta(hours=2))
    assert len(said()) == 1


def test_staff_who_cancel_have_the_customer_told_after_a_moment_for_second_thoughts(booked: Appointment):
    booking.cancel_by_staff(booked, user_id=3, now=NOW)
    beat(NOW)
    assert said() == []
    beat(NOW + timedelta(minutes=1))
    assert said() == [
        ("Salon: your appointment was cancelled: Haircut, Thursday 5 March at 10 am. Reply to find another time.")
    ]


def test_what_was_not_told_though_it_must_be_is_left_to_staff(booked: Appointment):
    Conversation.objects.update(opted_out_at=NOW)
    booking.cancel_by_staff(booked, user_id=3, now=NOW)
    beat(NOW + timedelta(minutes=1))
    beat(NOW + timedelta(minutes=5))
    assert (said(), states("cancelled")) == ([], [("left_to_staff", "opted_out")])
    task = FollowUp.objects.get()
    assert "does not know that their appointment was cancelled" in task.summary
    assert "please call" in task.summary


def test_who_opted_out_is_not_reminded_and_nobody_need_do_anything(booked: Appointment):
    Conversation.objects.update(opted_out_at=NOW)
    beat(WEDNESDAY)
    assert (said(), states()) == ([], [("skipped", "opted_out")])
    assert not FollowUp.objects.exists()


def test_who_did_not_come_is_offered_another_time_unless_staff_think_again(booked: Appointment):
    after = THURSDAY + timedelta(hours=2)
    booking.mark_by_staff(booked, AppointmentStatus.NO_SHOW, user_id=3, now=after)
    booking.mark_by_staff(booked, AppointmentStatus.COMPLETED, user_id=3, now=after)
    beat(after + timedelta(minutes=15))
    assert said() == []
    booking.mark_by_staff(booked, AppointmentStatus.NO_SHOW, user_id=3, now=after)
    beat(after + timedelta(minutes=15))
    assert len(said()) == 1
    assert "we missed you" in said()[0]


def test_thanks_after_the_visit_only_where_the_business_wants_it(booked, customer, slot_at, business):
    assert not Notice.objects.filter(kind="follow_up").exists()
    NoticeSettings.objects.update(follow_up_hours=24)
    cache.clear()
    booking.move(customer, booked.pk, slot_at(4, 12), key="m1", now=NOW)
    ends = datetime(2026, 3, 4, 12, 30, tzinfo=MADRID)
    beat(ends + timedelta(hours=23))
    assert "thank you" not in " ".join(said())
    beat(ends + timedelta(hours=24))
    assert "thank you for coming" in said()[-1]


@pytest.mark.parametrize("opted_out", [True, False])
def test_thanks_go_to_nobody_who_has_opted_out_anywhere(booked: Appointment, business, opted_out: bool):
    conversation = Conversation.objects.get()
    Conversation.objects.create(
        business=business,
        contact=conversation.contact,
        contact_address=conversation.contact_address,
        channel="whatsapp",
        provider="meta",
        business_address="106",
        opted_out_at=NOW if opted_out else None,
    )
    due = THURSDAY + timedelta(days=1)
    NoticeSettings.objects.update(follow_up_hours=24)
    cache.clear()
    Notice.objects.all().delete()
    Notice.objects.create(
        appointment=booked, kind="follow_up", starts=THURSDAY, due_at=due, next_at=due, expires_at=due + timedelta(1)
    )
    beat(due)
    assert bool(said()) is not opted_out


def test_what_was_switched_off_since_is_not_sent(booked: Appointment):
    Reminder.objects.all().delete()
    cache.clear()
    beat(WEDNESDAY)
    assert (said(), states()) == ([], [("skipped", "switched_off")])


def test_quiet_hours_are_waited_out(carrier, customer, slot_at, business):
    NoticeSettings.objects.update(quiet_from="09:30", quiet_until="11:00")
    booking.book(customer, slot_at(5, 10), name="Luz", notes="", key="k1", now=NOW)
    beat(WEDNESDAY)
    assert (said(), states()) == ([], [("pending", "quiet_hours")])
    beat(WEDNESDAY.replace(hour=11))
    assert len(said()) == 1


def test_a_reminder_that_cannot_wait_for_the_morning_comes_the_evening_before(carrier, customer, slot_at, business):
    Reminder.objects.update(amount=2, unit="hours")
    NoticeSettings.objects.update(quiet_until="09:00")
    booking.book(customer, slot_at(5, 9), name="Luz", notes="", key="k1", now=NOW)
    assert Notice.objects.get().due_at == datetime(2026, 3, 4, 20, 30, tzinfo=MADRID)
    beat(datetime(2026, 3, 4, 20, 30, tzinfo=MADRID))
    assert len(said()) == 1


def test_quiet_hours_are_those_of_the_customers_country(carrier, business, slot_at):
    conversation = converse(business, "+12125550142")
    visitor = Customer(business_id=business.pk, contact_id=conversation.contact_id, conversation_id=conversation.pk)
    booking.book(visitor, slot_at(5, 10), name="Bea", notes="", key="k1", now=NOW)
    # Ten in the morning in Madrid is four in the morning in New York.
    beat(WEDNESDAY)
    assert (said(), states()) == ([], [("pending", "quiet_hours")])
    beat(WEDNESDAY.replace(hour=14))
    assert len(said()) == 1


def test_a_failure_goes_on_by_the_next_way_and_only_the_last_to_staff(booked: Appointment, business):
    conversation = Conversation.objects.get()
    Conversation.objects.create(
        business=business,
        contact=conversation.contact,
        contact_address=conversation.contact_address,
        channel="whatsapp",
        provider="meta",
        business_address="106",
        last_inbound_at=WEDNESDAY - timedelta(hours=1),
    )
    dead = ProviderError(ErrorCategory.RECIPIENT, "landline", code="30006")
    Stage.text.mishaps.append(dead)
    Stage.call.mishaps.append(dead)
    beat(WEDNESDAY)
    assert not FollowUp.objects.exists()
    beat(WEDNESDAY + timedelta(minutes=2))
    assert Notice.objects.get().tried == [["sms", "free"], ["whatsapp", "free"]]
    assert not FollowUp.objects.exists()
    beat(WEDNESDAY + timedelta(minutes=4))
    assert states() == [("left_to_staff", "failed")]
    assert FollowUp.objects.get().reason == "delivery"


def test_a_late_report_of_failure_goes_on_by_the_next_way(booked: Appointment, business):
    beat(WEDNESDAY)
    message = OutboundMessage.objects.get()
    delivery.record_report(
        DeliveryReport(
            channel="sms",
            provider="twilio",
            provider_message_id=message.provider_message_id,
            status=DeliveryStatus.FAILED,
            error_code="30006",
        )
    )
    beat(WEDNESDAY + timedelta(minutes=2))
    assert states() == [("left_to_staff", "failed")]
    assert FollowUp.objects.count() == 1


def test_a_doubtful_reminder_is_never_repeated_blindly(booked: Appointment):
    Stage.text.mishaps.append(ProviderError(ErrorCategory.UNCERTAIN, "the line broke"))
    beat(WEDNESDAY)
    beat(WEDNESDAY + timedelta(minutes=2))
    beat(WEDNESDAY + timedelta(minutes=4))
    assert (said(), states()) == ([], [("left_to_staff", "doubtful")])
    assert "may have arrived all the same" in FollowUp.objects.get().summary


def test_a_carrier_that_is_down_for_a_moment_is_tried_again_by_the_same_way(booked: Appointment):
    Stage.text.mishaps.append(ProviderError(ErrorCategory.CONNECTIVITY, "down"))
    beat(WEDNESDAY)
    beat(WEDNESDAY + timedelta(minutes=2))
    assert len(said()) == 1
    assert Notice.objects.get().tried == [["sms", "free"]]


@pytest.fixture
def by_whatsapp(carrier, business, slot_at) -> Appointment:
    conversation = converse(business, "+34600000099", channel="whatsapp", provider="meta", business_address="106")
    Conversation.objects.update(last_inbound_at=NOW)
    customer = Customer(business_id=business.pk, contact_id=conversation.contact_id, conversation_id=conversation.pk)
    booking.book(customer, slot_at(5, 10), name="Luz", notes="", key="k1", now=NOW)
    return Appointment.objects.get()


def test_after_a_day_of_silence_whatsapp_gets_the_approved_words(by_whatsapp: Appointment, business):
    MessageTemplate.objects.create(
        business=business, provider="meta", announcement="reminder", language="en", name="reminder_1", code="en_US"
    )
    beat(WEDNESDAY)
    sent = Stage.call.sent[0]
    assert sent.template is not None
    assert (sent.template.name, sent.template.code) == ("reminder_1", "en_US")
    assert sent.template.variables == ("Salon", "Haircut, Thursday 5 March at 10 am")
    assert "Reply C to confirm" in sent.text


def test_without_approved_words_it_goes_another_way_or_is_skipped(by_whatsapp: Appointment, business):
    beat(WEDNESDAY)
    assert (Stage.call.sent, states()) == ([], [("skipped", "no_way")])


def test_within_the_day_whatsapp_gets_words_of_our_own(by_whatsapp: Appointment):
    Conversation.objects.update(last_inbound_at=WEDNESDAY - timedelta(hours=23))
    beat(WEDNESDAY)
    assert Stage.call.sent[0].template is None


def test_a_window_that_closed_on_the_way_is_answered_with_approved_words(by_whatsapp: Appointment, business):
    MessageTemplate.objects.create(
        business=business, provider="meta", announcement="reminder", language="en", name="reminder_1", code="en_US"
    )
    Conversation.objects.update(last_inbound_at=WEDNESDAY - timedelta(hours=23))
    Stage.call.mishaps.append(ProviderError(ErrorCategory.WINDOW_CLOSED, "too long ago", code="131047"))
    beat(WEDNESDAY)
    beat(WEDNESDAY + timedelta(minutes=2))
    assert [sent.template is not None for sent in Stage.call.sent] == [True]


def test_one_who_only_ever_called_is_reminded_by_text(carrier, settings, business, slot_at):
    BusinessAddress.objects.create(business=business, channel="sms", value="+15005550006")
    channels = {**settings.RECEPTIONIST["channels"], "voice": "channels_voice.channel.VoiceChannel"}
    fallbacks = {"voice": {"channel": "sms", "provider": "twilio"}}
    settings.RECEPTIONIST = {**settings.RECEPTIONIST, "channels": channels, "fallbacks": fallbacks}
    call = converse(business, "+34600000099", channel="voice", thread="CA1", ended_at=NOW)
    caller = Customer(business_id=business.pk, contact_id=call.contact_id, conversation_id=call.pk)
    booking.book(caller, slot_at(5, 10), name="Luz", notes="", key="k1", now=NOW)
    beat(WEDNESDAY)
    assert len(said()) == 1
    opened = Conversation.objects.get(channel="sms")
    # What was asked is remembered where the answer comes in.
    assert opened.state["asked"] == "coming"
    assert opened.contact_id == call.contact_id


def test_a_customer_in_the_middle_of_something_is_not_interrupted(booked: Appointment):
    asked = {"asked": "name", "goal": "schedule", "last_spoke_at": WEDNESDAY.isoformat()}
    Conversation.objects.update(state=asked)
    beat(WEDNESDAY)
    assert (said(), states()) == ([], [("pending", "busy")])
    assert Conversation.objects.get().state == asked
    beat(WEDNESDAY + timedelta(minutes=16))
    assert len(said()) == 1
    assert Conversation.objects.get().state["asked"] == "coming"


def test_a_turn_that_is_under_way_is_waited_for(booked: Appointment):
    Conversation.objects.update(lease_until=WEDNESDAY + timedelta(seconds=45))
    beat(WEDNESDAY)
    assert (said(), states()) == ([], [("pending", "busy")])
    beat(WEDNESDAY + timedelta(minutes=1))
    assert len(said()) == 1


def test_a_reminder_of_a_confirmed_appointment_asks_nothing(booked: Appointment, customer: Customer):
    assert confirming.confirm(customer, booked.pk, THURSDAY, now=NOW).appointment is not None
    beat(WEDNESDAY)
    assert said() == ["Salon: a reminder of your appointment: Haircut, Thursday 5 March at 10 am. See you then!"]


def test_confirming_is_noted_once_and_only_of_what_stands_then(booked: Appointment, new_customer, customer, slot_at):
    for _ in range(2):
        assert confirming.confirm(customer, booked.pk, THURSDAY, now=NOW).appointment is not None
    assert list(booked.changes.values_list("to_status", flat=True)) == ["booked", "confirmed"]
    assert confirming.confirm(customer, booked.pk, WEDNESDAY, now=NOW).appointment is None
    assert confirming.confirm(customer, booked.pk, THURSDAY, now=THURSDAY).appointment is None
    assert confirming.confirm(new_customer(), booked.pk, THURSDAY, now=NOW).appointment is None
    booking.cancel(customer, booked.pk, now=NOW)
    assert confirming.confirm(customer, booked.pk, THURSDAY, now=NOW).appointment is None


def test_one_that_cannot_be_dealt_with_does_not_stand_before_the_others(
    booked: Appointment, new_customer, slot_at, monkeypatch, ben
):
    booking.book(new_customer(), slot_at(5, 10, staff=ben), name="Eva", notes="", key="k2", now=NOW)
    broken = Notice.objects.order_by("pk").first()
    assert broken is not None
    deal = notifying._deal_with

    def fail_for_one(notice_id: int, *rest: Any) -> None:
        if notice_id == broken.pk:
            raise RuntimeError("broken")
        deal(notice_id, *rest)

    monkeypatch.setattr(notifying, "_deal_with", fail_for_one)
    beat(WEDNESDAY)
    assert len(said()) == 1
    broken.refresh_from_db()
    assert broken.next_at > WEDNESDAY


def test_who_is_forgotten_is_not_told_that_it_was_cancelled(booked: Appointment):
    booking.cancel_forgotten(booked, now=NOW)
    assert not Notice.objects.filter(kind="cancelled").exists()
    assert Contact.objects.count() == 1


def test_who_is_forgotten_is_thanked_for_nothing(booked: Appointment):
    after = THURSDAY + timedelta(hours=2)
    Notice.objects.create(
        appointment=booked, kind="follow_up", starts=THURSDAY, due_at=after, next_at=after, expires_at=after
    )
    with time_machine.travel(after, tick=False):
        DiaryData().erase(booked.contact_id)
    assert states("follow_up") == [("dropped", "")]


@pytest.fixture
def by_mail(booked: Appointment, settings: Any) -> Appointment:
    """The customer has a mailbox, and Sara can send e-mail."""
    Stage.mail = FakeChannel()
    channels = {**settings.RECEPTIONIST["channels"], "email": "tests.fakes.ports.mail_channel"}
    settings.RECEPTIONIST = {**settings.RECEPTIONIST, "channels": channels}
    settings.ENV = settings.ENV.model_copy(update={"email_from": "salon@example.com"})
    Contact.objects.update(email="luz@example.com")
    return booked


def mailed() -> list[str]:
    return [sent.text for sent in Stage.mail.sent]


def test_what_was_agreed_in_a_conversation_is_confirmed_by_mail_as_well(by_mail: Appointment, customer, slot_at):
    booking.move(customer, by_mail.pk, slot_at(6, 12), key="m1", now=NOW)
    beat(NOW)
    booking.cancel(customer, by_mail.pk, now=NOW + timedelta(minutes=5))
    beat(NOW + timedelta(minutes=5))
    assert mailed() == [
        "Done, your appointment is moved: Haircut, Friday 6 March at noon.",
        "Your appointment is cancelled: Haircut, Friday 6 March at noon. Write or call any time to make another.",
    ]
    assert said() == []


def test_where_every_message_fails_the_mailbox_is_the_last_way(by_mail: Appointment):
    Stage.text.mishaps.append(ProviderError(ErrorCategory.RECIPIENT, "landline", code="30006"))
    beat(WEDNESDAY)
    beat(WEDNESDAY + timedelta(minutes=2))
    # By mail nothing is asked: nobody reads an answer there.
    assert mailed() == ["Salon: a reminder of your appointment: Haircut, Thursday 5 March at 10 am. See you then!"]
    assert Notice.objects.get(kind="reminder").tried == [["sms", "free"], ["email", "free"]]


def test_a_mailbox_that_nobody_has_proven_gets_no_thanks(by_mail: Appointment):
    NoticeSettings.objects.update(follow_up_hours=24)
    cache.clear()
    Stage.text.mishaps.append(ProviderError(ErrorCategory.RECIPIENT, "landline", code="30006"))
    due = THURSDAY + timedelta(days=1)
    Notice.objects.create(
        appointment=by_mail, kind="follow_up", starts=THURSDAY, due_at=due, next_at=due, expires_at=due + timedelta(1)
    )
    beat(due)
    beat(due + timedelta(minutes=2))
    assert mailed() == []
