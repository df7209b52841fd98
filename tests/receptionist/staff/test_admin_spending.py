from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from receptionist.models import ModelCall
from tests.receptionist.staff.conftest import Reception
from tests.receptionist.staff.pages import page

pytestmark = pytest.mark.django_db

PAGE = "receptionist_modelcall_changelist"


def call(cost: str, model: str = "gpt-5-mini") -> None:
    ModelCall.objects.create(model=model, at=timezone.now(), cost=Decimal(cost), input_tokens=1_234_567, answered=True)


def test_it_shows_each_models_tokens_and_cost_and_who_read(reception: Reception, admin_client: Client):
    call("0.75")
    call("0.50", "gpt-4.1-nano")
    reception.turn(reception.conversation(), {"intent": "faq"})
    html = page(admin_client, PAGE)
    assert html.index("gpt-5-mini") < html.index("gpt-4.1-nano"), "the dearest first"
    assert "1,234,567" in html
    assert "<strong>$1.25</strong><span>Today</span>" in html
    assert "The rules" in html


@pytest.mark.parametrize(("cost", "tone"), [("0.50", ""), ("0.90", " sara-doubtful"), ("1", " sara-bad")])
def test_a_limit_that_is_nearly_reached_is_seen_at_a_glance(admin_client: Client, settings, cost: str, tone: str):
    settings.ENV = settings.ENV.model_copy(update={"llm_hourly_spend_limit": Decimal(1)})
    call(cost)
    tile = (
        f'<div class="sara-tile{tone}"><strong>${Decimal(cost):.2f}</strong><span>The last hour, of $1.00</span></div>'
    )
    assert tile in page(admin_client, PAGE)


def test_the_dearest_conversations_are_named_to_those_who_may_see_conversations(
    reception: Reception, admin_client: Client, staff_with
):
    for name, cost in (("Ana", "0.001"), ("Bea", "0.5"), ("Cho", None)):
        turn = reception.turn(reception.conversation(name), {"intent": "faq"})
        turn.understanding |= {"cost": cost} if cost else {}
        turn.save()
    html = page(admin_client, PAGE)
    assert html.index("Bea") < html.index("Ana")
    assert "$0.001000" in html
    assert "Cho" not in html
    assert "Bea" not in page(staff_with("receptionist.view_modelcall"), PAGE)


def test_it_is_closed_to_staff_who_may_not_see_it(staff_with):
    client = staff_with("receptionist.view_conversation")
    assert client.get(reverse(f"admin:{PAGE}")).status_code == 403
    assert reverse(f"admin:{PAGE}") not in page(client, "index")


def test_what_was_given_again_from_memory_and_saved_is_shown_where_there_is_any(admin_client: Client):
    call("0.75")
    assert "Saved" not in page(admin_client, PAGE)
    moment = timezone.now()
    for _ in range(2):
        ModelCall.objects.create(model="gpt-5-mini", at=moment, cost=0, saved=Decimal("0.25"), answered=True)
    assert "<strong>$0.50</strong><span>Saved: 2 answers given again</span>" in page(admin_client, PAGE)
