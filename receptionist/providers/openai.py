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
_REASONS = re.compile(r"o\d|gpt-[5-9]")
#: Enough for any answer of ours, thinking included; a longer one is nonsense.
_MOST_TOKENS = 2_000
#: Bytes of an answer that are read; what any answer of ours needs, many times over.
_MOST_BYTES = 1_000_000
#: Seconds to connect; whoever is not reached by then has certainly not taken the request.
_CONNECT = 3.0
#: Tokens for what stands around the messages of a request.
_FRAME = 100
#: What the SDK's HTTP client calls it when the request cannot have arrived.
_NEVER_SENT = {"ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError", "UnsupportedProtocol"}
#: Codes of a request that is refused for what the customer wrote in it.
_FILTERED = {"content_filter", "content_policy_violation"}
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


def ask(question: Question[_Answer], model: str, *, within: float, meter: Callable[[Tokens], object]) -> _Answer:
    """Ask a model for one answer; ``meter`` is told what that took, whether the answer is good or not.

    Takes at most ``within`` seconds in all, from connecting to the last byte. Nothing is kept by the provider and
    nothing is tried twice. Raises ProviderError: UNCERTAIN when the deadline passed or the line broke, BAD_ANSWER when
    the model refused, broke off or did not keep to the schema, else what the server's own error says.
    """
    client = _client(
        settings.ENV.openai_api_key.get_secret_value(),
        str(settings.ENV.openai_base_url or "") or None,
        settings.ENV.openai_timeout,
    )
    # The SDK's timeout starts anew with every byte; only a waiting thread can hold a deadline for the whole call.
    call = _threads().submit(_complete, client, question, model)
    try:
        completion = call.result(timeout=within)
    except DeadlineError as error:
        if call.cancel():
            raise ProviderError(ErrorCategory.CONNECTIVITY, "too many calls of OpenAI are under way") from error
        raise ProviderError(ErrorCategory.UNCERTAIN, "OpenAI did not answer in time") from error
    if tokens := _tokens(completion):
        meter(tokens)
    return _validated(question.answer, completion)


@cache
def _threads() -> ThreadPoolExecutor:
    # More than a worker has threads of its own, so that nobody's deadline passes while they wait for one of these.
    return ThreadPoolExecutor(max_workers=256, thread_name_prefix="openai")


@cache
def _client(key: str, base_url: str | None, timeout: float) -> OpenAI:
    import openai  # noqa: PLC0415

    from receptionist.providers.bounded import bounding  # noqa: PLC0415

    # Whoever waited for a call has gone when its deadline passed: its thread must come to an end as well.
    bounds = {"response": [bounding(_MOST_BYTES, timeout)]}
    return openai.OpenAI(
        api_key=key,
        base_url=base_url,
        timeout=openai.Timeout(timeout, connect=min(timeout, _CONNECT)),
        max_retries=0,
        http_client=openai.DefaultHttpxClient(event_hooks=bounds),
    )


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
    except openai.APIConnectionError as error:
        raise _broken(error) from error
    except openai.APIStatusError as error:
        raise _refusal(error) from error
    except (openai.OpenAIError, ValueError, RecursionError) as error:
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


def _broken(error: openai.APIConnectionError) -> ProviderError:
    """Tell a request that certainly did not arrive from one that may have been carried out, and be charged."""
    reason = type(error.__cause__).__name__
    if reason in _NEVER_SENT:
        return ProviderError(ErrorCategory.CONNECTIVITY, f"OpenAI cannot be reached ({reason})")
    return ProviderError(ErrorCategory.UNCERTAIN, f"OpenAI took the request but no whole answer came back ({reason})")


def _refusal(error: openai.APIStatusError) -> ProviderError:
    """Translate an answer that is no success; its words are left out, because they may quote the customer."""
    status, code = error.status_code, str(error.code or "")
    if code in _FILTERED:
        return ProviderError(ErrorCategory.BAD_ANSWER, "OpenAI refused to take what was said", code=REFUSED)
    category = ErrorCategory.QUOTA if code == "insufficient_quota" else http.by_status(status)
    detail = f"OpenAI refused the request (HTTP {status}{f', {code}' if code else ''})"
    wait = http.retry_after(error.response.headers)
    return ProviderError(category, detail, code=code or str(status), retry_after=wait)


def _tokens(completion: ChatCompletion) -> Tokens | None:
    """Read what a completion took; None where the server does not say."""
    used: Any = getattr(completion, "usage", None)
    try:
        details = used.prompt_tokens_details
        took, wrote = int(used.prompt_tokens), int(used.completion_tokens)
        cached = min(int((details and details.cached_tokens) or 0), took)
    except (AttributeError, TypeError, ValueError, OverflowError):
        # The SDK does not check what it receives.
        return None
    # Nobody is paid for being asked: what is negative is not known.
    return Tokens(input=took, cached=cached, output=wrote) if min(took, cached, wrote) >= 0 else None


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
