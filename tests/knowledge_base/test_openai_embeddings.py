from __future__ import annotations

import json
from contextlib import suppress
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pydantic import SecretStr
from pytest_httpserver import HTTPServer
from werkzeug import Response

from knowledge_base.embeddings import choice
from knowledge_base.embeddings.openai import OpenAIEmbedder
from knowledge_base.embeddings.ports import EmbeddingError
from knowledge_base.models import FAQ
from knowledge_base.searching import vectors
from receptionist.models import Business, ModelCall
from tests.fakes.openai import KEY
from tests.fakes.openai_embeddings import FakeEmbeddings

pytestmark = pytest.mark.django_db


@pytest.fixture
def openai(httpserver: HTTPServer, settings) -> FakeEmbeddings:
    fake = FakeEmbeddings(httpserver)
    settings.ENV = settings.ENV.model_copy(
        update={"embeddings": "openai", "openai_api_key": SecretStr(KEY), "openai_base_url": fake.base_url}
    )
    return fake


def _with(**fields: Any) -> Any:
    return lambda good: Response(json.dumps({**good, **fields}), mimetype="application/json")


def test_the_settings_choose_it(openai: FakeEmbeddings):
    assert isinstance(choice.chosen(), OpenAIEmbedder)


def test_each_text_gets_its_own_vector_of_length_one_many_in_one_request(openai: FakeEmbeddings):
    texts = ["x" * number for number in range(1, 71)]
    vectors = OpenAIEmbedder().embed(texts)
    assert vectors.argmax(axis=1).tolist() == list(range(1, 71))
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1)
    assert [len(request["input"]) for request in openai.requests] == [64, 6]


def test_an_empty_text_and_an_endless_one_are_not_refused(openai: FakeEmbeddings):
    OpenAIEmbedder().embed(["", "x" * 100_000])
    assert [len(text) for text in openai.requests[0]["input"]] == [1, 8_000]


def test_the_same_question_is_asked_once(openai: FakeEmbeddings):
    model = OpenAIEmbedder()
    model.embed(["Is there parking?"])
    model.embed(["Is there parking?"])
    assert len(openai.requests) == 1


@pytest.mark.parametrize(
    "mishap",
    [
        lambda good: Response("{}", 500),
        lambda good: Response("{}", 429),
        lambda good: Response("<html>", mimetype="text/html"),
        lambda good: Response("x" * 200_000),
        _with(data=[]),
        _with(data=[{"index": 1, "embedding": [1.0] * 384}]),
        _with(data=[{"index": 0, "embedding": [1.0] * 10}]),
        _with(data=[{"index": 0, "embedding": [0.0] * 384}]),
        _with(data=[{"index": 0, "embedding": [1e30] * 384}]),
        lambda good: Response('{"data": [{"index": 0, "embedding": [' + "NaN," * 383 + "1]}]}"),
    ],
)
def test_whatever_else_comes_back_is_an_error_that_names_no_customers_words(openai: FakeEmbeddings, mishap: Any):
    openai.next(mishap)
    with pytest.raises(EmbeddingError) as error:
        OpenAIEmbedder().embed(["my secret illness"])
    assert "illness" not in str(error.value)


def test_a_wrong_key_is_told(openai: FakeEmbeddings, settings):
    settings.ENV = settings.ENV.model_copy(update={"openai_api_key": SecretStr("sk-wrong")})
    with pytest.raises(EmbeddingError, match="HTTP 401"):
        OpenAIEmbedder().embed(["Parking?"])


def test_after_three_failures_nobody_waits_for_it_for_a_while(openai: FakeEmbeddings):
    model = OpenAIEmbedder()
    openai.next(*[lambda good: Response("{}", 500)] * 3)
    for number in range(3):
        with pytest.raises(EmbeddingError, match="HTTP 500"):
            model.embed([f"Parking {number}?"])
    with pytest.raises(EmbeddingError, match="left alone"):
        model.embed(["Parking?"])
    assert len(openai.requests) == 3


def test_what_it_cost_stands_in_the_ledger(openai: FakeEmbeddings):
    OpenAIEmbedder().embed(["Is there parking?"] * 64 + ["And a lift?"])
    assert list(ModelCall.objects.order_by("pk").values_list("input_tokens", "output_tokens", "answered")) == [
        (64 * 5, 0, True),
        (3, 0, True),
    ]
    # Two cents for a million.
    assert ModelCall.objects.order_by("-cost")[0].cost == Decimal("0.0000064")


@pytest.mark.parametrize(
    ("mishap", "cost"),
    [
        (lambda good: Response("{}", 500), Decimal(0)),
        # Nobody knows what it took: the most it can have been.
        (_with(data=[]), Decimal("0.00000016")),
        (_with(usage=None), Decimal("0.00000016")),
    ],
    ids=["it failed", "its answer was of no use", "it did not tell"],
)
def test_what_it_may_have_cost_stands_there_too(openai: FakeEmbeddings, mishap: Any, cost: Decimal):
    openai.next(mishap)
    with suppress(EmbeddingError):
        OpenAIEmbedder().embed(["Parking?"])
    assert ModelCall.objects.get().cost == cost


def test_above_the_limit_it_is_not_asked_and_not_taken_for_broken(openai: FakeEmbeddings, settings):
    model, limited = OpenAIEmbedder(), {"llm_daily_spend_limit": Decimal("0.0000001")}
    unlimited = settings.ENV
    settings.ENV = settings.ENV.model_copy(update=limited)
    for _ in range(4):
        with pytest.raises(EmbeddingError, match="no more than"):
            model.embed(["Parking?"])
    assert openai.requests == []
    settings.ENV = unlimited
    assert len(model.embed(["Parking?"])) == 1


@pytest.mark.django_db(transaction=True)
def test_while_an_faq_is_saved_no_lock_waits_for_it(openai: FakeEmbeddings, admin_client: Client):
    business = Business.objects.create(name="Salon")
    FAQ.objects.create(business=business, question="Is there parking?", answer="Yes.")
    vectors.keep_up(business.pk)
    seen: list[bool] = []

    def look(good: dict[str, Any]) -> Response:
        # By a connection of its own: what is not committed is not to be seen.
        seen.append(FAQ.objects.filter(question="Is there any parking?").exists())
        connection.close()
        return Response(json.dumps(good), mimetype="application/json")

    openai.next(look)
    form = {"business": business.pk, "question": "Is there any parking?", "answer": "Yes.", "active": "on"}
    assert admin_client.post(reverse("admin:knowledge_base_faq_add"), form).status_code == 302
    assert seen == [True]
