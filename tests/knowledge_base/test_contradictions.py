from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.editing.contradictions import contradictions


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("A cut is 25 euros.", "A cut costs €30.", "Prices: 25 € against 30 €"),
        ("A cut is $1,200.50.", "It is $1,200.", "Prices: $1200.5 against $1200"),
        ("Students get 10 % off.", "Students get 15 percent off.", "Prices: 10 % against 15 %"),
        ("Yes, behind the house.", "No, sorry.", "Yes or no: yes against no"),
        ("Sí, claro.", "Lo siento, no.", "Yes or no: yes against no"),
        ("We close at 5 pm.", "We close at 18:00.", "Times: 17:00 against 18:00"),
        ("From 9am.", "From 9.30 a.m.", "Times: 09:00 against 09:30"),
        ("Closed on Mondays.", "Closed on Sundays.", "Days: Monday against Sunday"),
        ("Los lunes.", "Los miércoles.", "Days: Monday against Wednesday"),
        ("Monday to Friday.", "Monday to Saturday.", "Days: none of these against Saturday"),
        ("Every day.", "Monday to Friday.", "Days: Saturday, Sunday against none of these"),
        ("Up to 24 hours before.", "Up to 48 hours before.", "Numbers: 24 against 48"),
        ("12 High Street", "14 High Street", "Numbers: 12 against 14"),
    ],
)
def test_it_says_what_two_answers_differ_in(one: str, other: str, said: str):
    assert said in contradictions(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A cut is 25 euros.", "It is 25 €, and 35 € with a wash."),
        ("We close at 5 p.m.", "We close at 17:00."),
        ("It is 1.000,50 €.", "It is 1,000.50 euros."),
        ("At the weekend.", "On Saturdays and Sundays."),
        ("There is a car park.", "Yes, with 12 places."),
        ("We are open on Saturdays.", "Monday to Friday, and Saturday in the morning."),
        ("Daily.", "Monday to Sunday."),
    ],
)
def test_what_may_both_be_true_is_no_contradiction(one: str, other: str):
    assert contradictions(one, other) == []


@given(st.text(), st.text())
def test_it_is_the_same_either_way_round_and_nothing_contradicts_itself(one: str, other: str):
    assert contradictions(one, one) == []
    assert len(contradictions(one, other)) == len(contradictions(other, one))
