from __future__ import annotations

import pytest

from receptionist.understanding.emergencies import names_emergency

WORDS = ("bleeding", "can't breathe", "infarto cerebral", "médico")


@pytest.mark.parametrize("text", ["She is BLEEDING!", "he can’t breathe", "un infarto cerebral, creo", "un medico, ya"])
def test_it_knows_an_emergency_by_the_business_own_words(text: str) -> None:
    assert names_emergency(text, WORDS)


@pytest.mark.parametrize("text", ["", "a nosebleedingly loud song", "can you breathe life into my hair?"])
def test_it_takes_nothing_else_for_one(text: str) -> None:
    assert not names_emergency(text, WORDS)


@pytest.mark.parametrize("text", ["I can smell gas in the hall", "there's a gas leak", "aquí huele a gas"])
def test_without_words_of_its_own_a_business_knows_a_gas_leak(settings, text: str) -> None:
    assert names_emergency(text, type(settings.ENV).model_fields["emergency_words"].default)
