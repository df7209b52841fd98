"""Who asked is told once the answer is known: once, where they may be written to, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from knowledge_base.learning import arranging, askers, late_answers, services
from knowledge_base.learning.forgetting import QuestionData
from knowledge_base.models import FAQ, AnswerDraft, LateAnswer, QuestionGroup, UnansweredQuestion
from receptionist.models import AuditEvent, Business, BusinessAddress, Conversation, FollowUp, OutboundMessage
from tests.knowledge_base.questions import ask
from tests.people import converse

pytestmark = pytest.mark.django_db

#: A Monday, eleven in the morning in Madrid.
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
ANSWER = "No, only hair."


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@dataclass
class Salon:
    """A business that has learnt what some customers had asked."""

    business: Business

    def customer(self, phone: str, **about: Any) -> Conversation:
        """Let a customer ask who last wrote an hour ago, unless ``about`` says otherwise."""
        columns = {"last_inbound_at": NOW - timedelta(hours=1), **about}
        conversation = converse(self.business, phone, name=phone, **columns)
        ask(self.business, "hi, do you do tattoos?", conversation)
        return conversation

    def learn(self) -> QuestionGroup:
        arranging.arrange(self.business.pk)
        faq = FAQ.objects.create(business=self.business, question="Do you do tattoos?", answer=ANSWER)
        group = QuestionGroup.objects.get()
        services.answer_with(group.pk, faq, by="maya")
        group.refresh_from_db()
        return group


@pytest.fixture
def salon(business: Business, no_workers: list[tuple[str, int]]) -> Salon:
    BusinessAddress.objects.create(business=business, channel="sms", value="+15005550006")
    return Salon(business)


def tell_all(group: QuestionGroup) -> int:
    contacts = list(UnansweredQuestion.objects.values_list("conversation__contact", flat=True))
    told = late_answers.send(group, contacts, by="maya")
    late_answers.send_due(timezone.now())
    return told


def test_a_customer_is_told_what_they_asked_and_the_answer_with_the_faq_behind_it(salon: Salon):
    conversation = salon.customer("+34600000001")
    group = salon.learn()
    assert tell_all(group) == 1
    message = OutboundMessage.objects.get()
    assert message.text == f"Salon: you asked us “Do you do tattoos?”, and now I can tell you. {ANSWER}"
    assert (message.conversation, message.faq_id, message.channel) == (conversation, group.faq_id, "sms")
    line = AuditEvent.objects.get(kind="question.answered_late")
    assert (line.conversation_id, line.facts["by"], line.facts["faq_id"]) == (conversation.pk, "maya", group.faq_id)


def test_a_customer_is_told_in_their_language(salon: Salon):
    salon.customer("+34600000001", state={"language": "es"})
    tell_all(salon.learn())
    assert OutboundMessage.objects.get().text.startswith("Salon: nos preguntó «Do you do tattoos?»")


def test_clicking_again_and_asking_twice_tells_it_once(salon: Salon):
    conversation = salon.customer("+34600000001")
    ask(salon.business, "do you do tattoos?", conversation)
    group = salon.learn()
    assert [tell_all(group) for _ in range(3)] == [1, 0, 0]
    assert OutboundMessage.objects.count() == 1


def test_an_answer_is_told_once_though_it_answers_two_groups(salon: Salon):
    conversation = salon.customer("+34600000001")
    group = salon.learn()
    tell_all(group)
    ask(salon.business, "can I get ink done?", conversation)
    arranging.arrange(salon.business.pk)
    other = QuestionGroup.objects.get(resolved_at=None)
    assert group.faq is not None
    services.answer_with(other.pk, group.faq, by="leo")
    other.refresh_from_db()
    assert tell_all(other) == 0
    assert OutboundMessage.objects.count() == 1


def test_only_those_who_were_ticked_and_asked_are_told(salon: Salon):
    asked = salon.customer("+34600000001")
    salon.customer("+34600000002")
    stranger = converse(salon.business, "+34600000003")
    group = salon.learn()
    assert late_answers.send(group, [asked.contact_id, stranger.contact_id, 10**9], by="maya") == 1
    assert LateAnswer.objects.get().contact == asked.contact


def test_nobody_is_told_anything_while_there_is_no_answer(salon: Salon):
    salon.customer("+34600000001")
    arranging.arrange(salon.business.pk)
    group = QuestionGroup.objects.get()
    assert tell_all(group) == 0
    group = salon.learn()
    FAQ.objects.update(active=False)
    assert tell_all(group) == 0
    assert not LateAnswer.objects.exists()


def test_an_faq_that_was_switched_off_meanwhile_is_not_told(salon: Salon):
    conversation = salon.customer("+34600000001")
    group = salon.learn()
    late_answers.send(group, [conversation.contact_id], by="maya")
    FAQ.objects.update(active=False)
    late_answers.send_due(timezone.now())
    assert not OutboundMessage.objects.exists()
    assert LateAnswer.objects.values_list("status", "why").get() == ("skipped", late_answers.WITHOUT_ANSWER)


@pytest.mark.parametrize(
    ("about", "why"),
    [
        ({"opted_out_at": NOW}, "Wants no messages"),
        ({"channel": "whatsapp", "last_inbound_at": NOW - timedelta(hours=25)}, "Last wrote too long ago"),
    ],
)
def test_who_may_not_be_written_to_is_listed_with_the_reason_and_not_written_to(
    salon: Salon, about: dict[str, Any], why: str
):
    BusinessAddress.objects.all().delete()
    salon.customer("+34600000001", **about)
    group = salon.learn()
    (asker,) = askers.of_group(group, NOW)
    assert asker.way == ""
    assert asker.words.startswith(why)
    tell_all(group)
    assert not OutboundMessage.objects.exists()
    assert LateAnswer.objects.get().status == "skipped"


@pytest.mark.parametrize(
    ("about", "way"),
    [({}, "sms"), ({"channel": "whatsapp"}, "whatsapp"), ({"channel": "voice", "thread": "CA1"}, "sms")],
)
def test_who_may_be_written_to_is_listed_with_the_way_and_told_by_it(salon: Salon, about: dict[str, Any], way: str):
    salon.customer("+34600000001", **about)
    group = salon.learn()
    (asker,) = askers.of_group(group, NOW)
    assert (asker.way, asker.words) == (way, "")
    tell_all(group)
    assert OutboundMessage.objects.get().channel == way
    (asker,) = askers.of_group(group, NOW)
    assert (asker.way, asker.words) == ("", "Told, on its way")


def test_a_caller_who_hides_their_number_cannot_be_told(salon: Salon):
    conversation = salon.customer("+34600000001", channel="voice", thread="CA1")
    conversation.contact.addresses.update(kind="call", value="CA1")
    (asker,) = askers.of_group(salon.learn(), NOW)
    assert (asker.way, asker.words) == ("", "No number or account that can be written to")


def test_who_has_opted_out_anywhere_is_left_alone_everywhere(salon: Salon):
    conversation = salon.customer("+34600000001")
    Conversation.objects.create(
        business=salon.business,
        contact=conversation.contact,
        contact_address=conversation.contact_address,
        channel="whatsapp",
        provider="meta",
        opted_out_at=NOW,
    )
    tell_all(salon.learn())
    assert not OutboundMessage.objects.exists()


def test_nobody_is_written_to_at_night_and_everybody_in_the_morning(salon: Salon, clock: time_machine.Traveller):
    salon.customer("+34600000001")
    group = salon.learn()
    clock.move_to(NOW.replace(hour=22))
    (asker,) = askers.of_group(group, timezone.now())
    assert (asker.way, asker.words) == ("sms", "Sent once their quiet hours are over")
    tell_all(group)
    assert not OutboundMessage.objects.exists()
    (asker,) = askers.of_group(group, timezone.now())
    assert asker.words == "Told once their quiet hours are over"
    clock.move_to(NOW + timedelta(days=1))
    late_answers.send_due(timezone.now())
    assert OutboundMessage.objects.count() == 1


def test_who_asked_a_month_ago_is_not_surprised(salon: Salon):
    salon.customer("+34600000001")
    UnansweredQuestion.objects.update(asked_at=NOW - timedelta(days=31))
    group = salon.learn()
    (asker,) = askers.of_group(group, NOW)
    assert (asker.way, asker.words) == ("", "Asked more than 30 days ago")
    assert tell_all(group) == 0


@pytest.mark.parametrize(
    ("status", "stands", "follow_ups"),
    [("delivered", "sent", 0), ("failed", "failed", 1), ("unknown", "failed", 1), ("withdrawn", "skipped", 0)],
)
def test_a_message_is_looked_after_and_left_to_a_person_where_it_failed(
    salon: Salon, clock: time_machine.Traveller, status: str, stands: str, follow_ups: int
):
    salon.customer("+34600000001")
    tell_all(salon.learn())
    OutboundMessage.objects.update(status=status)
    clock.shift(timedelta(minutes=2))
    for _ in range(2):
        late_answers.send_due(timezone.now())
    assert LateAnswer.objects.get().status == stands
    assert FollowUp.objects.count() == follow_ups


def test_one_that_cannot_be_dealt_with_does_not_keep_the_others_waiting(salon: Salon, monkeypatch: pytest.MonkeyPatch):
    for number in range(3):
        salon.customer(f"+3460000000{number}")
    group = salon.learn()
    deal_with, broken = late_answers.deal_with, list[int]()

    def stumble(pk: int, now: datetime) -> None:
        if not broken or pk in broken:
            broken.append(pk)
            raise RuntimeError("stumbled")
        deal_with(pk, now)

    monkeypatch.setattr(late_answers, "deal_with", stumble)
    tell_all(group)
    assert OutboundMessage.objects.count() == 2
    assert LateAnswer.objects.get(pk=broken[0]).next_at > NOW


def test_a_list_of_many_costs_as_many_queries_as_one_of_few(salon: Salon, django_assert_max_num_queries: Any):
    for number in range(15):
        salon.customer(f"+346000000{number:02}", channel=["sms", "whatsapp"][number % 2])
    group = salon.learn()
    askers.of_group(group, NOW)
    with django_assert_max_num_queries(9):
        assert len(askers.of_group(group, NOW)) == 15


def test_a_customer_who_is_forgotten_leaves_no_question_no_group_and_no_answer(salon: Salon):
    conversation = salon.customer("+34600000001")
    tell_all(salon.learn())
    data = QuestionData()
    assert data.kept(conversation.contact_id) == {"unanswered questions": 1, "late answers": 1}
    for _ in range(2):
        data.erase(conversation.contact_id)
    assert not UnansweredQuestion.objects.exists()
    assert not QuestionGroup.objects.exists()
    assert not LateAnswer.objects.exists()


def test_forgetting_one_customer_keeps_what_others_asked_but_no_draft_that_may_quote_them(salon: Salon):
    first, second = salon.customer("+34600000001"), salon.customer("+34600000002")
    arranging.arrange(salon.business.pk)
    group = QuestionGroup.objects.get()
    AnswerDraft.objects.create(group=group, text="As Ana asked", asked_at=NOW, made_at=NOW)
    QuestionData().erase(first.contact_id)
    assert UnansweredQuestion.objects.get().conversation == second
    assert QuestionGroup.objects.get() == group
    assert not AnswerDraft.objects.exists()
