"""Staff see at a glance how conversations went, and read in a sentence or two what they were about."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from receptionist.admin.outcomes import OUTCOMES
from receptionist.domain.outcomes import Outcome
from receptionist.models import Conversation, Interaction
from tests.receptionist.staff.conftest import Reception
from tests.receptionist.staff.pages import page

pytestmark = pytest.mark.django_db

LIST = "receptionist_conversation_changelist"


def _ended(conversation: Conversation, outcome: str = "booked", summary: str = "Booked Haircut.") -> Interaction:
    """Let one more turn of a conversation be over."""
    conversation.version += 1
    conversation.closed_version = conversation.version
    conversation.last_inbound_at = conversation.last_inbound_at or timezone.now()
    conversation.last_interaction = Interaction.objects.create(
        conversation=conversation,
        business=conversation.business,
        channel=conversation.channel,
        first_turn=conversation.version,
        last_turn=conversation.version,
        started_at=timezone.now(),
        ended_at=timezone.now(),
        language="en",
        outcome=outcome,
        summary=summary,
    )
    conversation.save()
    return conversation.last_interaction


def test_the_list_tells_the_latest_outcome_and_what_it_was_about(reception: Reception, admin_client: Client):
    ana = reception.conversation("Ana")
    _ended(ana, "abandoned", "Wanted to book Haircut.")
    _ended(ana, "answered", "Asked about parking.")
    html = page(admin_client, LIST)
    assert "Asked about parking." in html
    assert '<span class="sara-badge sara-good">Answered</span>' in html
    assert "Wanted to book Haircut." not in html


def test_a_conversation_that_goes_on_is_under_way_whatever_came_before(reception: Reception, admin_client: Client):
    ana = reception.conversation("Ana")
    _ended(ana)
    Conversation.objects.update(version=2)
    html = page(admin_client, LIST)
    assert '<span class="sara-badge sara-plain">Under way</span>' in html
    assert "Booked Haircut." not in html


def test_every_outcome_has_a_word_for_staff():
    assert set(OUTCOMES) == set(Outcome)
    assert len({words for words, _ in OUTCOMES.values()}) == len(Outcome)


@pytest.mark.parametrize("outcome", [*Outcome, "under_way"])
def test_the_list_can_be_narrowed_to_one_outcome(reception: Reception, admin_client: Client, outcome: str):
    for one in Outcome:
        _ended(reception.conversation(f"Customer {one.value}."), one)
    going_on = reception.conversation("Customer under_way.")
    _ended(going_on, outcome if outcome != "under_way" else "booked")
    Conversation.objects.filter(pk=going_on.pk).update(version=2)
    html = page(admin_client, LIST, outcome=outcome)
    shown = [one for one in (*Outcome, "under_way") if f"Customer {one}." in html]
    assert shown == [outcome]


def test_an_outcome_that_is_none_narrows_nothing(reception: Reception, admin_client: Client):
    _ended(reception.conversation("Ana"))
    assert "Ana" in page(admin_client, LIST, outcome="<script>")


def test_the_list_can_be_narrowed_to_an_outcome_within_a_period(reception: Reception, admin_client: Client):
    old, new, other = (reception.conversation(name) for name in ("Old Ana", "New Bea", "New Cleo"))
    _ended(old)
    Conversation.objects.filter(pk=old.pk).update(last_inbound_at=timezone.now() - timedelta(days=10))
    _ended(new)
    _ended(other, "spam")
    week_ago = str(timezone.now() - timedelta(days=7))
    html = page(admin_client, LIST, outcome="booked", last_inbound_at__gte=week_ago)
    assert ["Old Ana" in html, "New Bea" in html, "New Cleo" in html] == [False, True, False]
    assert "Past 7 days" in html


def test_the_list_costs_the_same_however_long_it_is(
    reception: Reception, admin_client: Client, django_assert_max_num_queries
):
    for number in range(20):
        _ended(reception.conversation(f"Customer {number}"))
        _ended(Conversation.objects.latest("pk"))
    with django_assert_max_num_queries(9):
        page(admin_client, LIST)


def test_the_page_of_one_tells_all_of_them_the_latest_first_and_folds_the_earlier_ones(
    reception: Reception, admin_client: Client, django_assert_max_num_queries
):
    ana = reception.conversation("Ana")
    for number in range(5):
        _ended(ana, "booked", f"Summary {number}.")
    with django_assert_max_num_queries(14):
        html = page(admin_client, "receptionist_conversation_change", ana.pk)
    assert [html.index(f"Summary {number}.") for number in (4, 3, 2, 1, 0)] == sorted(
        html.index(f"Summary {number}.") for number in range(5)
    )
    assert html.index("Summary 4.") < html.index("<summary>Earlier ones</summary>") < html.index("Summary 3.")
    assert html.count("<details") == html.count("</details>")


def test_one_alone_is_not_folded_and_none_is_not_mentioned(reception: Reception, admin_client: Client):
    ana, bea = reception.conversation("Ana"), reception.conversation("Bea")
    _ended(ana)
    assert "Earlier ones" not in page(admin_client, "receptionist_conversation_change", ana.pk)
    assert "How it went" not in page(admin_client, "receptionist_conversation_change", bea.pk)


def test_times_are_the_businesss_own(reception: Reception, admin_client: Client, time_machine_at):
    ana = reception.conversation("Ana")
    with time_machine_at("2026-07-01T23:30:00+00:00"):
        _ended(ana)
    assert ">1 Jul 2026, 19:30</time>" in page(admin_client, "receptionist_conversation_change", ana.pk)


def test_what_a_forgotten_customer_wanted_is_told_as_erased(reception: Reception, admin_client: Client):
    ana = reception.conversation("Ana")
    _ended(ana, summary="")
    assert "was erased" in page(admin_client, "receptionist_conversation_change", ana.pk)
    assert ">Booked</span>" in page(admin_client, LIST)


def test_a_summary_that_quotes_markup_stays_text(reception: Reception, admin_client: Client):
    evil = "<script>alert('boo')</script>"
    ana = reception.conversation("Ana")
    _ended(ana, summary=f"Asked “{evil}”.")
    for html in (page(admin_client, LIST), page(admin_client, "receptionist_conversation_change", ana.pk)):
        assert "&lt;script&gt;alert" in html
        assert evil not in html


def test_it_cannot_be_edited_and_has_no_page_of_its_own(reception: Reception, admin_client: Client):
    ana = reception.conversation("Ana")
    kept = _ended(ana)
    change = reverse("admin:receptionist_conversation_change", args=[ana.pk])
    assert admin_client.post(change, {"outcome": "spam"}).status_code == 403
    assert admin_client.get(f"/admin/receptionist/interaction/{kept.pk}/change/").status_code == 404


def test_who_may_not_see_conversations_sees_no_outcome(reception: Reception, staff_with):
    _ended(reception.conversation("Ana"))
    assert staff_with("receptionist.view_contact").get(reverse(f"admin:{LIST}")).status_code == 403
