"""OpenAI's embeddings on loopback: takes what the real API takes and refuses what it refuses.

Held against the published specification where that lies beside the checkout.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from jsonschema import Draft202012Validator
from pydantic import AnyHttpUrl
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.fakes import specs
from tests.fakes.openai import KEY

_MOST_TEXTS = 2048


class FakeEmbeddings:
    """The embeddings of one account; ``requests`` holds the bodies it took."""

    def __init__(self, server: HTTPServer) -> None:
        self.prefix = f"/proxy-{uuid4().hex}/v1"
        self.requests: list[dict[str, Any]] = []
        self._mishaps: deque[Callable[[dict[str, Any]], Response]] = deque()
        self.base_url = AnyHttpUrl(server.url_for(self.prefix))
        server.expect_request(re.compile(f"{self.prefix}/.*")).respond_with_handler(self._handle)

    def next(self, *mishaps: Callable[[dict[str, Any]], Response]) -> None:
        """Let these answer the coming requests, one each; each is given the good answer."""
        self._mishaps.extend(mishaps)

    def _handle(self, request: Request) -> Response:
        if request.path != f"{self.prefix}/embeddings" or request.method != "POST":
            return _refused(404, "unknown_url")
        if request.headers.get("Authorization") != f"Bearer {KEY}":
            return _refused(401, "invalid_api_key")
        body = request.get_json()
        if (problem := _problem(body)) is not None:
            return _refused(400, problem)
        self.requests.append(body)
        used = sum(1 + len(text) // 4 for text in body["input"])
        good = {
            "object": "list",
            "model": body["model"],
            # In an order of its own: the index says which is whose.
            "data": [
                {"object": "embedding", "index": index, "embedding": _vector(text, body["dimensions"])}
                for index, text in reversed(list(enumerate(body["input"])))
            ],
            "usage": {"prompt_tokens": used, "total_tokens": used},
        }
        return (
            self._mishaps.popleft()(good) if self._mishaps else Response(json.dumps(good), mimetype="application/json")
        )


def _good(answer: dict[str, Any]) -> Response:
    return Response(json.dumps(answer), mimetype="application/json")


def _problem(body: Any) -> str | None:
    spec = specs.load("openai.json")
    if spec is not None:
        schema = {"$ref": "#/components/schemas/CreateEmbeddingRequest", "components": spec["components"]}
        if error := next(Draft202012Validator(schema).iter_errors(body), None):
            return str(error.message)[:200]
    texts = body["input"]
    if not texts or len(texts) > _MOST_TEXTS or not all(texts):
        return "'$.input' is invalid"
    return None


def _vector(text: str, dimensions: int) -> list[float]:
    numbers = [0.0] * dimensions
    numbers[len(text) % dimensions] = 2.0
    return numbers


def _refused(status: int, code: str) -> Response:
    error = {"error": {"message": "no", "type": "invalid_request_error", "param": None, "code": code}}
    return Response(json.dumps(error), status, mimetype="application/json")
