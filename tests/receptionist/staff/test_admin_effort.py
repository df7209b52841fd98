"""What a conversation took: who read each message, why not another, how long, and the tokens and dollars of it all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from receptionist import usage
from receptionist.models import Conversation
from receptionist.telling import effort
from receptionist.usage import Call, Tokens
from tests.receptionist.staff.conftest import Reception
from tests.receptionist.staff.pages import page

pytestmark = pytest.mark.django_db

ASKED = Call(model="m", milliseconds=900, tokens=Tokens(input=300, cached=100, output=60), cost=Decimal("0.0001725"))
LOST = Call(model="m", milliseconds=6_000)
SPARED = Call(model="m", milliseconds=0, cost=Decimal(0), saved=Decimal("0.0001725"))
READ = {"reader": "model", "milliseconds": 1_234, "passed_over": []}


def say(reception: Reception, conversation: Conversation, understanding: dict[str, object]) -> None:
    turn = reception.turn(conversation, {"intent": "faq"})
    turn.understanding = understanding
    turn.save()
    reception.message(conversation, "do you take cards?", turn)


def shown(client: Client, conversation: Conversation) -> str:
    return page(client, "receptionist_conversation_change", conversation.pk)


def test_each_message_tells_who_read_it_how_long_that_took_and_what_it_cost(reception: Reception, admin_client: Client):
    conversation = reception.conversation()
    both = usage.noted(usage.noted(READ, [ASKED], purpose="reading"), [ASKED], purpose="rewording")
    say(reception, conversation, both)
    assert "Read by the language model in 1.2 s · 720 tokens · $0.000345</span>" in shown(admin_client, conversation)


def test_it_tells_why_another_reader_did_not(reception: Reception, admin_client: Client):
    conversation = reception.conversation()
    why = ["model: rate_limit (429)", "second_model: connectivity (resting)"]
    say(reception, conversation, {"reader": "rules", "milliseconds": 8, "passed_over": why})
    html = shown(admin_client, conversation)
    assert "Read by the rules in 0.0 s · the language model did not: rate limit (429)" in html
    assert "the second language model did not: connectivity (resting)" in html


@pytest.mark.parametrize(
    ("understanding", "told"),
    [
        ({}, ""),
        (usage.noted({}, [ASKED], purpose="rewording"), "360 tokens · $0.000172"),
        (usage.noted(READ, [LOST], purpose="reading"), "Read by … · 0 tokens · $0.00 and an unknown rest"),
        (usage.noted(READ, [SPARED], purpose="reading"), "Read by … · reading remembered, which saved $0.000172"),
        ({"reader": "none"}, "Read by nobody in 0.0 s"),
    ],
    ids=["nothing", "a rewording alone", "a call that was lost", "remembered", "nobody"],
)
def test_it_tells_no_more_than_is_known(understanding: dict[str, object], told: str):
    assert effort.of_turn(understanding) == told.replace("…", "the language model in 1.2 s")


def test_the_whole_conversation_is_added_up_and_no_other(reception: Reception, admin_client: Client):
    conversation, other = reception.conversation(), reception.conversation("Bea")
    for where, calls in ((conversation, [ASKED]), (conversation, [ASKED, LOST]), (other, [ASKED] * 50)):
        say(reception, where, usage.noted(READ, calls, purpose="reading"))
    say(reception, conversation, {"reader": "rules", "milliseconds": 3, "passed_over": []})
    say(reception, conversation, usage.noted({}, [ASKED], purpose="rewording"))
    told = "Read by the language model (2), the rules (1) · 1,080 tokens · $0.000518"
    assert told in shown(admin_client, conversation)


def test_a_conversation_that_took_no_model_tells_who_read_and_no_cost(reception: Reception, admin_client: Client):
    conversation = reception.conversation()
    say(reception, conversation, {"reader": "rules", "milliseconds": 3, "passed_over": []})
    html = shown(admin_client, conversation)
    assert "Read by the rules (1)" in html
    assert " tokens" not in html


def test_adding_up_takes_one_query_however_long_it_is(reception: Reception, django_assert_num_queries):
    conversation = reception.conversation()
    for _ in range(30):
        say(reception, conversation, usage.noted(READ, [ASKED], purpose="reading"))
    with django_assert_num_queries(1):
        assert effort.of_conversation(conversation).cost == Decimal("0.005175")
