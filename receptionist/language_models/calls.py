"""The language models that are asked: each within a deadline, what it may cost, and with a breaker of its own."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from django.conf import settings
from pydantic import BaseModel

from receptionist import usage
from receptionist.errors import ErrorCategory, ProviderError
from receptionist.language_models import spending
from receptionist.providers import openai
from receptionist.resilience.breaker import Breaker
from receptionist.resilience.shared_breaker import SharedBreaker
from receptionist.usage import Tokens

_Answer = TypeVar("_Answer", bound=BaseModel)
#: Variables that name the model which is asked first, and the one that is asked when it does not answer.
FIRST, SECOND = "openai_model", "openai_fallback_model"

#: Seconds a model is left alone at most because its server asks for it; then it is tried once more.
_LONGEST_REST = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(Generic[_Answer]):
    """An answer, who gave it, and the dollars that took; None where nobody knows."""

    answer: _Answer
    model: str
    cost: Decimal | None


class LanguageModel:
    """A model, by the variable that names it: FIRST or SECOND."""

    def __init__(self, variable: str = FIRST, breaker: Breaker | SharedBreaker | None = None) -> None:
        self._variable = variable
        self._breaker = breaker or SharedBreaker(self.name)

    @property
    def name(self) -> str:
        """The provider's name for it; empty where none is set."""
        return str(getattr(settings.ENV, self._variable))

    def ask(self, question: openai.Question[_Answer], *, within: float | None = None) -> Answered[_Answer]:
        """Ask for one answer, ``within`` so many seconds, ``OPENAI_TIMEOUT`` if nothing is said.

        Raises ProviderError when the model does not answer, and without asking it while it rests after failures (code
        "resting") or when it may not be paid for (see ``spending.paid``).
        """
        if not self._breaker.allows():
            detail = f"{self.name} failed repeatedly and is left alone for a while"
            raise ProviderError(ErrorCategory.CONNECTIVITY, detail, code="resting")
        deadline, used = settings.ENV.openai_timeout if within is None else within, list[Tokens]()
        with spending.paid(self.name, openai.most_tokens(question)) as meter:
            try:
                answer = openai.ask(question, self.name, within=deadline, meter=used.append)
            except ProviderError as error:
                # A refusal is about these words: nobody may turn the model off for everybody else by writing such.
                if error.code != openai.REFUSED:
                    self._breaker.failed(min(error.retry_after or 0, _LONGEST_REST))
                raise
            finally:
                for tokens in used:
                    meter(tokens)
            self._breaker.succeeded()
        return Answered(answer=answer, model=self.name, cost=usage.cost(self.name, used[-1]) if used else None)
