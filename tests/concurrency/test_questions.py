"""Many workers and many members of staff at one list of questions: nothing is done twice, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from django.contrib.admin import site
from django.db import transaction
from django.http import HttpRequest

from knowledge_base.admin.faqs import FaqAdmin
from knowledge_base.learning import arranging, late_answers, services
from knowledge_base.models import FAQ, LateAnswer, QuestionGroup, UnansweredQuestion
from receptionist import sweeping
from receptionist.audit_proof import broken_links
from receptionist.models import AuditEvent, Business, FollowUp, OutboundMessage
from receptionist.sending import delivery
from tests.at_once import at_once
from tests.fakes.ports import FakeChannel, Stage
from tests.knowledge_base.questions import ask, asked_together, group_asking
from tests.people import converse
from tests.power import Power

pytestmark = pytest.mark.django_db(transaction=True)

#: A Monday, eleven in the morning in Madrid.
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
TEXTS = ["Do you do tattoos?", "do you do tattoos", "Can I park my bicycle?", "can I park my bicycle"]


@pytest.fixture(autouse=True)
def salon(transactional_db: None, no_workers: list[tuple[str, int]], settings: Any) -> Iterator[Business]:
    Stage.text = FakeChannel()
    channels = {"sms": "tests.fakes.ports.text_channel"}
    settings.RECEPTIONIST = {**settings.RECEPTIONIST, "channels": channels, "fallbacks": {}}
    with time_machine.travel(NOW, tick=False):
        yield Business.objects.create(name="Salon", timezone="Europe/Madrid")
    assert list(broken_links(limit=5)) == []


def test_workers_who_arrange_at_once_make_each_group_once(salon: Business):
    for text in TEXTS * 5:
        ask(salon, text)
    at_once(6, lambda _: arranging.arrange(salon.pk))
    assert sorted(map(sorted, asked_together(salon))) == sorted(map(sorted, [set(TEXTS[:2]), set(TEXTS[2:])]))
    assert not UnansweredQuestion.objects.filter(group=None).exists()


def test_questions_that_come_while_others_are_arranged_are_in_the_same_groups(salon: Business):
    def ask_and_arrange(number: int) -> None:
        ask(salon, TEXTS[number % 4], conversation=conversations[number])
        arranging.arrange(salon.pk)

    conversations = [converse(salon, f"+3460000{number:04}") for number in range(12)]
    at_once(12, ask_and_arrange)
    # Whoever found nothing to do was overtaken by somebody who did it.
    arranging.arrange(salon.pk)
    assert len(asked_together(salon)) == 2
    assert not UnansweredQuestion.objects.filter(group=None).exists()


def test_of_many_who_resolve_a_group_one_does(salon: Business):
    # Several rounds: two who lock an FAQ and a group in different orders do not meet in every one.
    for round_number in range(8):
        group = group_asking(salon, *TEXTS[:2])
        faq = FAQ.objects.create(business=salon, question="Body art?", answer="Only hair.")
        done = _acted(group, faq, partial(services.dismiss, group.pk, by="maya"))
        assert done.count(True) == 1, round_number
        assert AuditEvent.objects.filter(kind="questions.resolved").count() == round_number + 1
        faq.refresh_from_db()
        assert len(faq.wordings) == len(set(faq.wordings))


def test_an_faq_that_is_deleted_while_it_resolves_a_group_leaves_the_group_open_or_resolved(salon: Business, rf: Any):
    admin = FaqAdmin(FAQ, site)
    for round_number in range(8):
        group = group_asking(salon, *TEXTS[:2])
        faq = FAQ.objects.create(business=salon, question="Body art?", answer="Only hair.")
        done = _acted(group, faq, partial(_delete, admin, rf.post("/"), faq.pk))
        group.refresh_from_db()
        assert (group.faq_id, group.resolved_at is not None) == (None, any(done)), round_number
        assert not FAQ.objects.filter(pk=faq.pk).exists()


@transaction.atomic
def _delete(admin: FaqAdmin, request: HttpRequest, faq_id: int) -> None:
    admin.delete_model(request, FAQ.objects.get(pk=faq_id))


def _acted(group: QuestionGroup, faq: FAQ, beside: Callable[[], object]) -> list[bool]:
    """Have six members of staff resolve a group with an FAQ at once, and somebody do something else beside them."""
    ids = list(group.questions.values_list("pk", flat=True))

    def act(number: int) -> bool:
        by = f"member {number}"
        if number == 6:
            return bool(beside())
        if number % 2:
            return bool(services.answer_with(group.pk, faq, by=by))
        return bool(services.add_wordings(group.pk, faq.pk, ids, by=by))

    return at_once(7, act)


def test_a_question_that_comes_while_its_group_is_resolved_is_resolved_with_it_or_open(salon: Business):
    for round_number in range(5):
        group = group_asking(salon, TEXTS[0])
        late = ask(salon, TEXTS[1])

        def act(number: int, group: QuestionGroup = group) -> None:
            if number:
                services.dismiss(group.pk, by="maya")
            else:
                arranging.arrange(salon.pk)

        at_once(2, act)
        late.refresh_from_db()
        is_in_it = late.group_id == group.pk
        assert (late.resolved_at is not None) == is_in_it, round_number
        UnansweredQuestion.objects.all().delete()


def test_of_many_clicks_at_once_each_customer_gets_one_message(salon: Business):
    conversations = [converse(salon, f"+3460000{number:04}", last_inbound_at=NOW) for number in range(4)]
    for conversation in conversations:
        ask(salon, TEXTS[0], conversation)
    group = _learnt(salon)
    contacts = [conversation.contact_id for conversation in conversations]
    told = at_once(6, lambda number: late_answers.send(group, contacts, by=f"member {number}"))
    assert sum(told) == 4
    at_once(4, lambda _: late_answers.send_due(NOW))
    _deliver_all()
    assert len(Stage.text.sent) == 4
    assert len({sent.to.value for sent in Stage.text.sent}) == 4
    assert AuditEvent.objects.filter(kind="question.answered_late").count() == 4


def test_a_power_cut_at_any_step_tells_nobody_twice_and_loses_nothing(salon: Business):
    run, power, cuts = 0, Power(cut_at=0), set[str]()
    while power.was_cut:
        run += 1
        conversation = converse(salon, f"+3460000{run:04}", last_inbound_at=NOW)
        ask(salon, TEXTS[0], conversation)
        group = _learnt(salon)
        before, power = len(Stage.text.sent), Power(run, counts_reads=False)
        power.run(partial(_click_and_send, group, conversation.contact_id))
        # Who saw an error clicks again; what a dead worker held is free, and the sweeper has its say.
        for minutes in (3, 6):
            with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
                sweeping.sweep()
                _click_and_send(group, conversation.contact_id, NOW + timedelta(minutes=minutes))
        row = LateAnswer.objects.get(contact=conversation.contact)
        told = len(Stage.text.sent) - before
        if row.status == "failed":
            # It may have arrived, and nobody knows: a person does.
            assert (told <= 1, row.why) == (True, "doubtful"), f"cut at {run}, {power.cut}"
            assert FollowUp.objects.filter(idempotency_key=f"late_answer:{row.pk}").count() == 1
        else:
            assert (told, row.status) == (1, "queued"), f"cut at {run}, {power.cut}"
        cuts.add(power.cut)
    assert cuts >= {"before a statement", "before a commit", "after a commit", "after the carrier took it", ""}


def _learnt(salon: Business) -> QuestionGroup:
    arranging.arrange(salon.pk)
    group = QuestionGroup.objects.filter(resolved_at=None).get()
    services.answer_with(
        group.pk, FAQ.objects.create(business=salon, question=TEXTS[0], answer="Only hair."), by="maya"
    )
    group.refresh_from_db()
    return group


def _click_and_send(group: QuestionGroup, contact_id: int, at: datetime = NOW) -> None:
    late_answers.send(group, [contact_id], by="maya")
    late_answers.send_due(at)
    _deliver_all()


def _deliver_all() -> None:
    for message_id in OutboundMessage.objects.filter(status="queued").values_list("pk", flat=True):
        delivery.deliver_by_id(message_id)
