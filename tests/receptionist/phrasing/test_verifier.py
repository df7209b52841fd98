"""No rewording that states something else passes, and those that state the same mostly do."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from receptionist.phrasing.verifier import Draft, is_faithful

from . import freely, lies
from .drafts import case, faithful

LIES = 10_000


def test_none_of_ten_thousand_rewordings_that_state_something_else_passes() -> None:
    random, told, passed = Random(6), Counter[str](), []
    while told.total() < LIES:
        reply = case(random)
        honest = random.choice((reply.draft.text, faithful(random, reply.draft)))
        kind = random.choice(lies.KINDS)
        lie = kind(random, reply, honest)
        if lie is None:
            continue
        told[kind.__name__] += 1
        if is_faithful(reply.draft, lie):
            passed.append((kind.__name__, reply.draft.text, lie))
    assert passed == []
    assert set(told) == {kind.__name__ for kind in lies.KINDS}
    assert min(told.values()) > 50, told


def test_a_draft_and_what_is_listed_as_the_same_always_pass() -> None:
    random = Random(7)
    for _ in range(2_000):
        draft = case(random).draft
        assert is_faithful(draft, draft.text), draft
        reworded = faithful(random, draft)
        assert is_faithful(draft, reworded), (draft, reworded)


def test_most_rewordings_that_were_written_freely_pass() -> None:
    refused = [(draft.text, words) for draft, words in freely.REWORDINGS if not is_faithful(draft, words)]
    share = 1 - len(refused) / len(freely.REWORDINGS)
    assert share >= freely.PASSES, (share, refused)


@pytest.mark.parametrize(
    ("said", "reworded"),
    [
        ("I have Tuesday 3 March at 3 pm.", "I have Tuesday, March 3rd, at 3:00 p.m."),
        ("I have Tuesday 3 March at noon.", "I have Tuesday the 3rd of March at 12 pm."),
        ("I have Tuesday 3 March at 12 am.", "I have Tuesday 3 March at 12:00am."),
    ],
)
def test_a_day_and_a_time_may_be_written_otherwise(said: str, reworded: str) -> None:
    assert is_faithful(Draft(text=said, language="en"), reworded)


def test_an_answer_is_repeated_letter_for_letter() -> None:
    draft = Draft(text="We are OPEN. All right.", language="en", quotations=("We are OPEN.",))
    assert is_faithful(draft, "We are OPEN. OK.")
    assert not is_faithful(draft, "We are open. OK.")


def test_a_customer_whose_name_is_a_courtesy_is_not_left_out() -> None:
    draft = Draft(text="You are booked, Great: Haircut.", language="en", customer="Great", names=("Haircut",))
    assert is_faithful(draft, "Thanks, Great! You are booked: Haircut.")
    assert not is_faithful(draft, "You are booked: Haircut.")


def test_a_name_that_is_also_a_word_is_no_other_word() -> None:
    draft = Draft(text="You are booked, Will. See you then!", language="en", customer="Will")
    assert is_faithful(draft, "You are booked, Will. We will see you then!")
    assert not is_faithful(draft, "You are booked. Will see you then!")


def test_nothing_passes_in_a_language_without_a_manner() -> None:
    assert not is_faithful(Draft(text="Merci.", language="fr"), "Merci.")


@pytest.mark.parametrize(
    ("said", "reworded", "language"),
    [
        ("Your appointment is cancelled.", "Your appointment is cancelled?", "en"),
        ("Su cita está cancelada.", "¿Su cita está cancelada.", "es"),
        ("¿La cancelo?", "La cancelo.", "es"),
        ("Friday 6 March at 3 pm is free.", "Friday 6 March at ３ pm is free.", "en"),
        ("Friday 6 March at 3 pm is free.", "Friday ٦ March at 3 pm is free.", "en"),
    ],
)
def test_no_sign_turns_a_claim_into_a_question_or_hides_a_figure(said: str, reworded: str, language: str) -> None:
    assert is_faithful(Draft(text=said, language=language), said)
    assert not is_faithful(Draft(text=said, language=language), reworded)
