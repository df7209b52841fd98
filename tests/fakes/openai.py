"""OpenAI on loopback: takes chat completions as the real API does, and refuses what it refuses.

Every request is held against the SDK's own types, and against the published specification where that lies beside the
checkout.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from jsonschema import Draft202012Validator
from openai.types.chat.completion_create_params import CompletionCreateParamsNonStreaming
from pydantic import AnyHttpUrl, TypeAdapter, ValidationError
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.fakes import specs

KEY = "sk-test-0123456789abcdef"
_PARAMS = TypeAdapter(CompletionCreateParamsNonStreaming)


@dataclass(frozen=True)
class Mishap:
    """What goes wrong with the next request."""

    status: int = 200
    #: OpenAI's own error code.
    code: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    #: Fields of the one choice that differ from a good answer's.
    finish_reason: str = "stop"
    refusal: str | None = None
    content: str | None = None
    #: Answer with this body and nothing else.
    body: str | None = None
    #: Seconds before the answer begins.
    delay: float = 0.0
    #: Seconds between two bytes of the answer.
    drip: float = 0.0
    #: Hang up in the middle of the answer.
    hangs_up: bool = False
    #: Fill the answer up with as many bytes of nothing.
    padding: int = 0
    #: What the answer says of the tokens it took, in place of the truth.
    usage: Any = None


class FakeOpenAI:
    """The chat completions of one account; ``requests`` holds the bodies it took."""

    def __init__(self, server: HTTPServer) -> None:
        # Of its own: a request that a test no longer waited for may arrive during the next one.
        self.prefix = f"/proxy-{uuid4().hex}/v1"
        self.requests: list[dict[str, Any]] = []
        self.attempts = 0
        self.answer: dict[str, Any] = {}
        self.closing = threading.Event()
        self._mishaps: deque[Mishap] = deque()
        self.base_url = AnyHttpUrl(server.url_for(self.prefix))
        server.expect_request(re.compile(f"{self.prefix}/.*")).respond_with_handler(self._handle)

    def next(self, *mishaps: Mishap) -> None:
        """Let these befall the coming requests, one each."""
        self._mishaps.extend(mishaps)

    def close(self) -> None:
        """Let answers that are still under way end at once."""
        self.closing.set()

    def _handle(self, request: Request) -> Response:
        self.attempts += 1
        if request.headers.get("Authorization") != f"Bearer {KEY}":
            return _error(401, "invalid_api_key", "invalid_request_error")
        if request.path != f"{self.prefix}/chat/completions" or request.method != "POST":
            return _error(404, None, "invalid_request_error")
        body = request.get_json()
        if problem := _problem_with(body):
            return _error(400, "invalid_request", "invalid_request_error", problem)
        self.requests.append(body)
        mishap = self._mishaps.popleft() if self._mishaps else Mishap()
        self.closing.wait(mishap.delay)
        if mishap.status != 200:
            return _error(mishap.status, mishap.code, "error", headers=mishap.headers)
        text = mishap.body if mishap.body is not None else json.dumps(self._completion(body, mishap))
        if mishap.usage is not None:
            text = json.dumps({**json.loads(text), "usage": mishap.usage})
        text += " " * mishap.padding
        if mishap.hangs_up:
            half = Response([text[: len(text) // 2]], content_type="application/json")
            half.headers["Content-Length"] = str(len(text))
            return half
        return Response(self._drip(text, mishap.drip) if mishap.drip else text, content_type="application/json")

    def _drip(self, text: str, pause: float) -> Any:
        for character in text:
            if self.closing.is_set():
                return
            yield character
            self.closing.wait(pause)

    def _completion(self, body: dict[str, Any], mishap: Mishap) -> dict[str, Any]:
        content = json.dumps(self.answer) if mishap.content is None else mishap.content
        if mishap == Mishap():
            schema = body["response_format"]["json_schema"]["schema"]
            Draft202012Validator(schema).validate(self.answer)  # the real one never leaves the schema in strict mode
        completion = {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": int(time.time()),
            "model": f"{body['model']}-2025-08-07",
            "choices": [
                {
                    "index": 0,
                    "finish_reason": mishap.finish_reason,
                    "logprobs": None,
                    "message": {
                        "role": "assistant",
                        "content": None if mishap.refusal else content,
                        "refusal": mishap.refusal,
                        "annotations": [],
                    },
                }
            ],
            "usage": {
                "prompt_tokens": 300,
                "completion_tokens": 60,
                "total_tokens": 360,
                "prompt_tokens_details": {"cached_tokens": 100, "audio_tokens": 0},
            },
        }
        _hold_against_spec("CreateChatCompletionResponse", completion)
        return completion


def _problem_with(body: dict[str, Any]) -> str | None:
    """Say what the real API would refuse."""
    try:
        _PARAMS.validate_python(body)
    except ValidationError as error:
        return str(error)
    unknown = body.keys() - CompletionCreateParamsNonStreaming.__annotations__.keys() - _params_of_base()
    if unknown:
        return f"Unrecognized request arguments: {sorted(unknown)}"
    _hold_against_spec("CreateChatCompletionRequest", body)
    form = body.get("response_format", {})
    if form.get("type") == "json_schema" and form["json_schema"].get("strict"):
        if not re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", form["json_schema"]["name"]):
            return "Invalid 'response_format.json_schema.name'"
        return _problem_with_strict(form["json_schema"]["schema"])
    return None


def _params_of_base() -> set[str]:
    return {
        name for kind in CompletionCreateParamsNonStreaming.__mro__ for name in getattr(kind, "__annotations__", {})
    } | set(CompletionCreateParamsNonStreaming.__required_keys__ | CompletionCreateParamsNonStreaming.__optional_keys__)


def _problem_with_strict(schema: dict[str, Any]) -> str | None:
    """Strict mode wants every property required, none besides, and few keywords."""
    refused = {"default", "patternProperties", "not", "if", "then", "else", "allOf", "oneOf", "minLength", "maxLength"}
    if refused & schema.keys():
        return f"Invalid schema: {sorted(refused & schema.keys())} is not permitted"
    if schema.get("type") == "object":
        if schema.get("additionalProperties") is not False:
            return "Invalid schema: 'additionalProperties' is required to be supplied and to be false."
        if set(schema.get("required", ())) != set(schema["properties"]):
            return "Invalid schema: 'required' is required to be an array including every key in properties."
    parts = [*schema.get("properties", {}).values(), *schema.get("$defs", {}).values(), *schema.get("anyOf", ())]
    return next(filter(None, map(_problem_with_strict, parts)), None)


def _hold_against_spec(name: str, value: dict[str, Any]) -> None:
    spec = specs.load("openai.json")
    if spec is not None:
        validator = Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": spec["components"]})
        problems = [error.message for error in validator.iter_errors(value)]
        assert not problems, problems


def _error(
    status: int, code: str | None, kind: str, message: str = "refused", headers: Mapping[str, str] | None = None
) -> Response:
    body = {"error": {"message": message, "type": kind, "param": None, "code": code}}
    return Response(json.dumps(body), status, headers, content_type="application/json")
