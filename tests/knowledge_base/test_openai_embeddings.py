from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from pydantic import SecretStr
from pytest_httpserver import HTTPServer
from werkzeug import Response

from knowledge_base.embeddings import choice
from knowledge_base.embeddings.openai import OpenAIEmbedder
from knowledge_base.embeddings.ports import EmbeddingError
from tests.fakes.openai import KEY
from tests.fakes.openai_embeddings import FakeEmbeddings


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
