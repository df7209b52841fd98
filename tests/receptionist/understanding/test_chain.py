from __future__ import annotations

import logging
import subprocess
import sys

import pytest

from receptionist.domain.reading import Intent, Reading
from receptionist.errors import ErrorCategory, ProviderError
from receptionist.understanding.chain import understand
from receptionist.understanding.model_reader import ModelReader
from receptionist.understanding.rules_reader import RulesReader
from tests.fakes.openai import FakeOpenAI, Mishap

from .conftest import utterance


class Failing:
    """A reader that cannot read."""

    name = "failing"
    reads_history = False

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


@pytest.mark.parametrize(
    "mishap", [Mishap(500), Mishap(refusal="No."), Mishap(content="nonsense"), Mishap(finish_reason="length")]
)
def test_the_rules_answer_when_the_model_does_not(openai: FakeOpenAI, mishap):
    openai.next(mishap)
    understood = understand(utterance("I need to cancel my appointment"), (ModelReader(), RulesReader()))
    assert (understood.reader, understood.reading.intent) == ("rules", Intent.CANCEL)
    assert len(understood.passed_over) == 1


def test_the_sdk_is_not_loaded_where_no_model_is_asked():
    program = (
        "import sys; import receptionist.understanding.chain, receptionist.understanding.rules_reader; "
        "import receptionist.understanding.model_reader; print('openai' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
