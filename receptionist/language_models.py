"""The language models that are asked: each within a deadline, what it may cost, and with a breaker of its own."""

from __future__ import annotations

from typing import TypeVar

from django.conf import settings
from pydantic import BaseModel

from receptionist import spending
from receptionist.breaker import Breaker
from receptionist.errors import ErrorCategory, ProviderError
from receptionist.providers import openai
from receptionist.shared_breaker import SharedBreaker

_Answer = TypeVar("_Answer", bound=BaseModel)
#: Variables that name the model which is asked first, and the one that is asked when it does not answer.
FIRST, SECOND = "openai_model", "openai_fallback_model"


class LanguageModel:
    """A model, by the variable that names it: FIRST or SECOND."""

    def __init__(self, variable: str = FIRST, breaker: Breaker | SharedBreaker | None = None) -> None:
        self._variable = variable
        self._breaker = breaker or SharedBreaker(self.name)

    @property
    def name(self) -> str:
        """The provider's name for it; empty where none is set."""
        return str(getattr(settings.ENV, self._variable))

    def ask(self, question: openai.Question[_Answer], *, within: float | None = None) -> _Answer:
        """Ask for one answer, ``within`` so many seconds, ``OPENAI_TIMEOUT`` if nothing is said.

        Raises ProviderError when the model does not answer, and without asking it while it rests after failures (code
        "resting") or when it may not be paid for (see ``spending.paid``).
        """
        if not self._breaker.allows():
            detail = f"{self.name} failed repeatedly and is left alone for a while"
            raise ProviderError(ErrorCategory.CONNECTIVITY, detail, code="resting")
        deadline = settings.ENV.openai_timeout if within is None else within
        with spending.paid(self.name, openai.most_tokens(question)) as meter:
            try:
                answer = openai.ask(question, self.name, within=deadline, meter=meter)
            except ProviderError as error:
                # A refusal is about these words: nobody may turn the model off for everybody else by writing such.
                if error.code != openai.REFUSED:
                    self._breaker.failed()
                raise
            self._breaker.succeeded()
        return answer
