from __future__ import annotations

import pytest

from receptionist.models import Turn
from receptionist.ports import Reader
from receptionist.understanding.model_reader import ModelReader, SecondModelReader
from receptionist.understanding.rules_reader import RulesReader
from simulator import telling


def _turn(reader: str = "rules", **reading: object) -> Turn:
    spoke = {"happened": "customer_spoke", "text": "that one", "reading": {"intent": "schedule", **reading}}
    return Turn(number=1, events=[spoke], understanding={"reader": reader, "confidence": 0.9, "milliseconds": 3})


@pytest.mark.parametrize(
    ("reader", "words"),
    [
        (RulesReader, "the rules"),
        (ModelReader, "the language model"),
        (SecondModelReader, "the second language model"),
    ],
)
def test_who_read_it_is_told_in_words(reader: type[Reader], words: str):
    assert telling.understood(_turn(reader.name), {})["reader"] == words


def test_the_last_one_of_an_offer_is_called_the_last_one():
    assert telling.understood(_turn(choice=-1), {})["facts"] == [("Choice", "the last one offered")]
