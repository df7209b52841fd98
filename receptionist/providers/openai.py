"""OpenAI, or any server that speaks its API: one structured answer within one deadline.

The SDK is large, so it is imported when the first call is made and never where no key is set.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as DeadlineError
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.conf import settings
from pydantic import BaseModel, ValidationError

from receptionist.errors import ErrorCategory, ProviderError
from receptionist.providers import http
from receptionist.usage import Tokens

if TYPE_CHECKING:
    import openai
    from openai import OpenAI
    from openai.types.chat import ChatCompletion, ChatCompletionMessageParam

_Answer = TypeVar("_Answer", bound=BaseModel)
#: Models that think before they answer; the others refuse to be told how long.
_REASONS = re.compile(r"o\d|gpt-5")
#: Enough for any answer of ours, thinking included; a longer one is nonsense.
_MOST_TOKENS = 2_000
#: Tokens for what stands around the messages of a request.
_FRAME = 100
_TOO_MANY, _SERVER_ERROR = 429, 500
#: The code of an error that is about what the customer wrote: the model answered, and would not.
REFUSED = "refusal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Generic[_Answer]):
    """What to ask: ``name`` names the schema of ``answer``, and ``said`` is all that does not come from us."""

    answer: type[_Answer]
    name: str
    instructions: str
    said: str

    @property
    def messages(self) -> list[ChatCompletionMessageParam]:
        """Tell ours and theirs apart."""
        return [{"role": "system", "content": self.instructions}, {"role": "user", "content": self.said}]


def most_tokens(question: Question[_Answer]) -> Tokens:
    """Say what asking can take at the most: no token is shorter than a byte, and longer answers are cut off."""
    sent = json.dumps(strict_schema(question.answer)) + question.name + question.instructions + question.said
    return Tokens(input=len(sent.encode()) + _FRAME, output=_MOST_TOKENS)


def ask(question: Question[_Answer], model: str, *, meter: Callable[[Tokens], object]) -> _Answer:
    """Ask a model for one answer; ``meter`` is told what that took, whether the answer is good or not.

    Takes at most ``OPENAI_TIMEOUT`` seconds in all, from connecting to the last byte. Nothing is kept by the provider
    and nothing is tried twice. Raises ProviderError: UNCERTAIN when the deadline passed, BAD_ANSWER when the model
    refused, broke off or did not keep to the schema, else what the server's own error says.
    """
    client = _client(
        settings.ENV.openai_api_key.get_secret_value(),
        str(settings.ENV.openai_base_url or "") or None,
        settings.ENV.openai_timeout,
    )
    # The SDK's timeout starts anew with every byte; only a waiting thread can hold a deadline for the whole call.
    call = _threads().submit(_complete, client, question, model)
    try:
        completion = call.result(timeout=settings.ENV.openai_timeout)
    except DeadlineError as error:
        call.cancel()
        raise ProviderError(ErrorCategory.UNCERTAIN, "OpenAI did not answer in time") from error
    if tokens := _tokens(completion):
        meter(tokens)
    return _validated(question.answer, completion)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=32, thread_name_prefix="openai")


@cache
def _client(key: str, base_url: str | None, timeout: float) -> OpenAI:
    from openai import OpenAI  # noqa: PLC0415

    return OpenAI(api_key=key, base_url=base_url, timeout=timeout, max_retries=0)


def _complete(client: OpenAI, question: Question[_Answer], model: str) -> ChatCompletion:
    import openai  # noqa: PLC0415

    try:
        return client.chat.completions.create(
            model=model,
            messages=question.messages,
            response_format={
                "type": "json_schema",
                "json_schema": {"name": question.name, "strict": True, "schema": strict_schema(question.answer)},
            },
            max_completion_tokens=_MOST_TOKENS,
            reasoning_effort="low" if _REASONS.match(model) else openai.omit,
            store=False,
        )
    except openai.APITimeoutError as error:
        raise ProviderError(ErrorCategory.UNCERTAIN, "OpenAI did not answer in time") from error
    except openai.APIConnectionError as error:
        raise ProviderError(ErrorCategory.CONNECTIVITY, "OpenAI cannot be reached") from error
    except openai.APIStatusError as error:
        raise _refusal(error) from error
    except (openai.OpenAIError, json.JSONDecodeError) as error:
        raise ProviderError(
            ErrorCategory.BAD_ANSWER, f"OpenAI's answer is unreadable ({type(error).__name__})"
        ) from error


@cache
def strict_schema(answer: type[BaseModel]) -> dict[str, object]:
    """Make the JSON schema of a model as strict mode wants it: every property required, none besides."""
    schema = answer.model_json_schema()
    for part in (schema, *schema.get("$defs", {}).values()):
        if part.get("type") == "object":
            part["additionalProperties"] = False
            part["required"] = list(part["properties"])
    return schema


def _refusal(error: openai.APIStatusError) -> ProviderError:
    """Translate an answer that is no success; its words are left out, because they may quote the customer."""
    status, code = error.status_code, str(error.code or "")
    if code == "insufficient_quota":
        category = ErrorCategory.QUOTA
    elif status == _TOO_MANY:
        category = ErrorCategory.RATE_LIMIT
    elif status in {401, 403}:
        category = ErrorCategory.AUTHENTICATION
    elif status >= _SERVER_ERROR:
        category = ErrorCategory.PROVIDER_FAULT
    else:
        category = ErrorCategory.INVALID_REQUEST
    detail = f"OpenAI refused the request (HTTP {status}{f', {code}' if code else ''})"
    wait = http.retry_after(error.response.headers)
    return ProviderError(category, detail, code=code or str(status), retry_after=wait)


def _tokens(completion: ChatCompletion) -> Tokens | None:
    """Read what a completion took; None where the server does not say."""
    used: Any = getattr(completion, "usage", None)
    try:
        details = used.prompt_tokens_details
        cached = int((details and details.cached_tokens) or 0)
        return Tokens(input=int(used.prompt_tokens), cached=cached, output=int(used.completion_tokens))
    except (AttributeError, TypeError, ValueError):
        # The SDK does not check what it receives.
        return None


def _validated(answer: type[_Answer], completion: ChatCompletion) -> _Answer:
    """Take the one answer out of a completion. The SDK does not check what it receives, so we do."""
    # A body that is no JSON at all arrives as a plain string.
    choices = getattr(completion, "choices", None) or []
    if not choices or choices[0].message is None:
        raise ProviderError(ErrorCategory.BAD_ANSWER, "OpenAI's answer holds no choice")
    choice = choices[0]
    if choice.message.refusal or choice.finish_reason == "content_filter":
        raise ProviderError(ErrorCategory.BAD_ANSWER, "the model refused to answer", code=REFUSED)
    if choice.finish_reason != "stop":
        raise ProviderError(ErrorCategory.BAD_ANSWER, f"the model broke off ({choice.finish_reason})", code="truncated")
    try:
        return answer.model_validate_json(choice.message.content or "")
    except ValidationError as error:
        detail = f"the model's answer does not keep to the schema ({error.error_count()} errors)"
        raise ProviderError(ErrorCategory.BAD_ANSWER, detail, code="schema") from None
