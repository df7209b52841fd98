"""What a reader is shown of a conversation, and what is remembered of it between two messages."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from receptionist import pipeline, usage
from receptionist.domain.reading import Reading
from receptionist.domain.state import ConversationState, Goal
from receptionist.errors import ErrorCategory, ProviderError
from receptionist.memory import dump_state, load_state
from receptionist.models import Business, Conversation, Turn
from receptionist.ports import Utterance
from receptionist.usage import Tokens
from tests.fakes.ports import BrokenReader, Stage
from tests.receptionist.conftest import Phone

History = tuple[tuple[str, str], ...]


class Eavesdropper(BrokenReader):
    """Keeps what it was shown, and leaves the reading to the next."""

    shown: History = ()
    #: What it does besides.
    before: Callable[[], object] = staticmethod(lambda: None)

    def read(self, utterance: Utterance) -> Reading:
        self.before()
        self.shown = utterance.history
        raise self.error


@pytest.fixture
def shown(
    salon: Business, carriers: None, clock: Any, phone: Phone, no_workers: None, settings: Any
) -> Callable[[str], History]:
    """Let the customer write; what the reader was shown beside the words."""
    eavesdropper = Eavesdropper(ProviderError(ErrorCategory.CONNECTIVITY, "only listening"))
    Stage.reader = eavesdropper
    readers = ["tests.fakes.ports.broken_reader", *settings.RECEPTIONIST["readers"]]
    settings.RECEPTIONIST = {**settings.RECEPTIONIST, "readers": readers}

    def write(text: str) -> History:
        phone.text(text)
        pipeline.process_conversation(Conversation.objects.get().pk)
        return eavesdropper.shown

    return write


def test_a_reader_is_shown_what_was_said_before_and_not_the_message_itself(shown: Callable[[str], History]) -> None:
    assert shown("where can I park?") == ()
    (asked, answered) = shown("thanks")
    assert asked == ("customer", "where can I park?")
    assert answered[0] == "receptionist"
    assert answered[1].endswith("Behind the house, for free.")


def test_a_reader_is_shown_the_last_six_messages_of_a_long_conversation(shown: Callable[[str], History]) -> None:
    for number in range(5):
        shown(f"where can I park? {number}")
    history = shown("thanks")
    assert [who for who, _ in history] == ["customer", "receptionist"] * 3
    assert history[0][1] == "where can I park? 2"


def test_a_state_is_recalled_as_it_was_left() -> None:
    state = ConversationState(goal=Goal.CANCEL, language="es", name="Luz")
    assert load_state(Conversation(business=Business(language="en"), state=dump_state(state))) == state


@pytest.mark.parametrize("state", [{}, {"goal": "conquer"}, {"offered": [{"start": "noon"}]}], ids=str)
def test_a_state_that_is_none_any_more_starts_afresh_in_the_businesss_language(state: dict[str, Any]) -> None:
    assert load_state(Conversation(business=Business(language="es"), state=state)) == ConversationState(language="es")


def test_a_turn_keeps_what_its_reading_took(shown: Callable[[str], History]) -> None:
    def ask() -> None:
        tokens = Tokens(input=300, cached=100, output=60)
        usage.note(usage.Call(model="m", milliseconds=7, tokens=tokens, cost=Decimal("0.0001725")))
        usage.note(usage.Call(model="n", milliseconds=9))

    assert isinstance(Stage.reader, Eavesdropper)
    Stage.reader.before = ask
    shown("where can I park?")
    kept = Turn.objects.get().understanding
    assert kept["reader"] == "rules"
    assert kept["passed_over"] == ["broken: connectivity"]
    assert (kept["cost"], kept["input_tokens"], kept["output_tokens"]) == ("0.0001725", 300, 60)
    assert kept["calls"] == [
        {
            "for": "reading",
            "model": "m",
            "milliseconds": 7,
            "tokens": {"input": 300, "cached": 100, "output": 60},
            "cost": "0.0001725",
        },
        {"for": "reading", "model": "n", "milliseconds": 9, "tokens": None, "cost": None},
    ]
