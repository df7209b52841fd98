from __future__ import annotations

from knowledge_base.learning.grouping import group


def test_questions_that_ask_the_same_are_put_together_and_others_stay_apart():
    asked = [
        "do you do tattoos",
        "can I pay in dollars?",
        "Do you do tattoos?",
        "do you make tattoos",
        "is there a toilet",
        "Can I pay with dollars",
    ]
    assert group(asked) == [[0, 2, 3], [1, 5], [4]]


def test_every_text_is_in_one_group_even_one_without_words():
    asked = ["???", "", "👍", "???", "and", "and"]
    groups = group(asked)
    assert sorted(place for places in groups for place in places) == list(range(len(asked)))
    assert [0, 3] in groups
    assert [4, 5] in groups


def test_nothing_to_group_gives_no_group():
    assert group([]) == []
