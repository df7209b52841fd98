from __future__ import annotations

import logging
import subprocess
import sys
from decimal import Decimal

import pytest
from pydantic import BaseModel

from receptionist.domain.reading import Intent, Reading
from receptionist.errors import ErrorCategory, ProviderError
from receptionist.ports import Reader
from receptionist.providers.openai import Question, ask, most_tokens
from receptionist.understanding.chain import understand
from receptionist.understanding.model_reader import ModelReader, SecondModelReader
from receptionist.understanding.rules_reader import RulesReader
from receptionist.usage import Tokens
from tests.fakes.openai import FakeOpenAI, Mishap

from .conftest import SECOND, shared_breaker_forgets, utterance
from .test_model_reader import GOOD, MISHAPS


class Failing:
    """A reader that cannot read."""

    name = "failing"
    needs_history = False

    def __init__(self, error: Exception) -> None:
        self.error = error

    def read(self, _utterance: object) -> Reading:
        raise self.error


def test_the_first_reader_that_can_read_answers():
    understood = understand(utterance("hi"), (RulesReader(), Failing(ValueError())))
    assert (understood.reader, understood.passed_over) == ("rules", ())
    assert understood.milliseconds >= 0


def test_a_reader_that_fails_is_passed_over_and_the_reason_kept():
    failing = Failing(ProviderError(ErrorCategory.RATE_LIMIT, "slow down"))
    understood = understand(utterance("I need to cancel"), (failing, RulesReader()))
    assert understood.reading.intent is Intent.CANCEL
    assert (understood.reader, understood.passed_over) == ("rules", ("failing: rate_limit",))


def test_a_fault_in_a_reader_silences_nobody_and_leaves_no_words_in_the_log(caplog):
    with caplog.at_level(logging.DEBUG):
        understood = understand(utterance("I am Ana Ruiz"), (Failing(RuntimeError("I am Ana Ruiz")), RulesReader()))
    assert understood.passed_over == ("failing: RuntimeError",)
    assert understood.reading.name == "Ana Ruiz"
    assert "Ana" not in caplog.text


def test_when_nobody_can_read_the_reading_is_unknown():
    understood = understand(utterance("hola", language="es"), (Failing(ValueError()),))
    assert understood.reader == "none"
    assert (understood.reading.intent, understood.reading.language) == (Intent.UNKNOWN, "es")


@pytest.mark.parametrize(("mishap", "category"), MISHAPS.values(), ids=MISHAPS)
def test_whatever_befalls_the_first_model_the_second_answers_and_the_rules_after_it(openai, mishap, category):
    openai.answer = GOOD | {"intent": "faq"}
    openai.next(mishap)
    understood = understand(utterance("I need to cancel"), _chain())
    assert (understood.reader, understood.reading.intent) == ("second_model", Intent.FAQ)
    shared_breaker_forgets("gpt-5-mini")  # who names a time is left alone at once
    openai.next(mishap, mishap)
    understood = understand(utterance("I need to cancel"), _chain())
    assert (understood.reader, understood.reading.intent) == ("rules", Intent.CANCEL)
    assert [why.split()[1] for why in understood.passed_over] == [category, category]


class _Form(BaseModel):
    """Nothing to fill in."""


def _chain() -> tuple[Reader, ...]:
    return (ModelReader(), SecondModelReader(), RulesReader())


def test_the_second_model_answers_when_the_first_does_not(openai: FakeOpenAI):
    openai.answer = GOOD | {"intent": "faq"}
    openai.next(Mishap(500))
    understood = understand(utterance("I need to cancel"), _chain())
    assert (understood.reader, understood.reading.intent) == ("second_model", Intent.FAQ)
    assert understood.passed_over == ("model: provider_fault (500)",)
    assert [request["model"] for request in openai.requests] == ["gpt-5-mini", SECOND]


def test_the_rules_answer_when_both_models_are_silent_and_each_is_waited_for_once(openai: FakeOpenAI, settings):
    openai.answer = GOOD
    understand(utterance("hi"), _chain())  # loads the SDK
    settings.ENV = settings.ENV.model_copy(update={"openai_timeout": 0.5})
    openai.next(Mishap(delay=8.0), Mishap(delay=8.0))
    understood = understand(utterance("I need to cancel"), _chain())
    assert understood.reader == "rules"
    assert understood.passed_over == ("model: uncertain", "second_model: uncertain")
    assert 1_000 <= understood.milliseconds < 6_000
    assert [(call.tokens, call.cost) for call in understood.calls] == [(None, None)] * 2


def test_a_model_that_rests_is_not_asked_and_that_is_the_reason_kept(openai: FakeOpenAI):
    openai.answer = GOOD
    openai.next(*(Mishap(500),) * 3)
    for _ in range(3):
        understand(utterance("hi"), (ModelReader(), RulesReader()))
    # Another worker, which has not failed itself.
    understood = understand(utterance("hi"), _chain())
    assert (understood.reader, understood.passed_over) == ("second_model", ("model: connectivity (resting)",))
    assert openai.attempts == 4


def test_a_model_that_asks_to_be_left_alone_is_at_once(openai: FakeOpenAI):
    openai.answer = GOOD
    openai.next(Mishap(429, "rate_limit_exceeded", {"Retry-After": "30"}))
    passed_over = [understand(utterance("hi"), _chain()).passed_over for _ in range(2)]
    assert passed_over == [("model: rate_limit (rate_limit_exceeded)",), ("model: connectivity (resting)",)]
    assert openai.attempts == 3


def test_what_each_call_took_and_cost_is_told_even_if_its_answer_was_of_no_use(openai: FakeOpenAI):
    openai.answer = GOOD
    openai.next(Mishap(content="nonsense"))
    understood = understand(utterance("hi"), _chain())
    assert [call.model for call in understood.calls] == ["gpt-5-mini", SECOND]
    assert {call.tokens for call in understood.calls} == {Tokens(input=300, cached=100, output=60)}
    # 200 fresh, 100 cached and 60 written, at the table's dollars for a million.
    assert [call.cost for call in understood.calls] == [Decimal("0.0001725"), Decimal("0.0000465")]


def test_the_rules_read_when_the_money_is_spent_and_no_model_is_asked_or_blamed(openai: FakeOpenAI, settings):
    openai.answer = GOOD
    settings.ENV = settings.ENV.model_copy(update={"llm_hourly_spend_limit": Decimal("0.000001")})
    chain = _chain()
    understood = [understand(utterance("I need to cancel"), chain) for _ in range(4)][-1]
    assert (understood.reader, understood.reading.intent) == ("rules", Intent.CANCEL)
    assert understood.passed_over == ("model: quota (spend_limit)", "second_model: quota (spend_limit)")
    assert openai.attempts == 0
    settings.ENV = settings.ENV.model_copy(update={"llm_hourly_spend_limit": None})
    assert understand(utterance("I need to cancel"), chain).reader == "model"


def test_what_is_put_aside_is_more_than_any_call_takes(openai: FakeOpenAI):
    question = Question(answer=_Form, name="form", instructions="Fill it in.", said="日本語 " * 300)
    most = most_tokens(question)
    assert most.input > len(question.said.encode())
    ask(question, "gpt-5-mini", within=5.0, meter=lambda _: None)
    assert most.output == openai.requests[0]["max_completion_tokens"]


def test_the_rules_cost_nothing():
    assert understand(utterance("hi"), (RulesReader(),)).calls == ()


def test_the_sdk_is_not_loaded_where_no_model_is_asked():
    program = (
        "import sys, django; django.setup(); "
        "import receptionist.understanding.chain, receptionist.understanding.rules_reader; "
        "import receptionist.understanding.model_reader; print('openai' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
