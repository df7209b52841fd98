from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from receptionist.domain.state import Question
from receptionist.understanding.rules.english.contact import SPELLING
from receptionist.understanding.rules.english.words import CARDINALS
from receptionist.understanding.rules.patterns import words as listed
from receptionist.understanding.rules_reader import RulesReader

from .conftest import utterance

READER = RulesReader()
DIGITS = listed("oh one two three four five six seven eight nine")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("My name is Ana Ruiz", "Ana Ruiz"),
        ("my name's ana ruiz", "ana ruiz"),
        ("Hi, this is Ana Ruiz, can I book a haircut?", "Ana Ruiz"),
        ("I'm Bob", "Bob"),
        ("a table under the name Jean-Luc Martin please", "Jean-Luc Martin"),
        ("It's for John O'Neil", "John O'Neil"),
        ("hi this is bea stone", "bea stone"),
        ("hola soy fernando ruiz", "fernando ruiz"),
        ("Ana Ruiz here, I am running late", "Ana Ruiz"),
        ("I'd like a haircut tomorrow at 3pm, Bea Stone", "Bea Stone"),
        ("Quiero un corte el viernes a las 15:00, Luz Marín.", "Luz Marín"),
    ],
)
def test_it_finds_the_name_as_it_was_written(read, words, name):
    assert read(words).name == name


@pytest.mark.parametrize("words", ["ana ruiz", "it's Ana", "Bea", "yes, Ana Ruiz"])
def test_a_bare_name_is_an_answer_to_the_question_for_it(read, words):
    assert read(words, asked=Question.NAME).name is not None


@pytest.mark.parametrize(
    "words",
    [
        "I'm sick",
        "this is urgent",
        "this is feeling unwell",
        "soy realmente nuevo",
        "I'm looking for a haircut",
        "call me back",
        "I am Monday at three",
        "yes",
        "no, why?",
        "can I come at 3pm, Thursday",
        "a haircut at 3pm, Main Street",
        "is there a branch in Palo Alto, San Jose",
        "tomorrow at 3pm, Maya",
        "I'd like a haircut with Maya tomorrow",
    ],
)
def test_other_words_are_no_name(read, words):
    assert read(words).name is None


def test_words_that_answer_something_else_are_no_name(read):
    assert read("tell the doctor my tooth hurts", asked=Question.NAME).name is None
    assert read("yes", asked=Question.NAME).name is None


@pytest.mark.parametrize(
    "words", ["Is Maya related to the actor Leonardo?", "who is Maya", "¿Tiene Maya hueco?", "¿dónde está Maya?"]
)
def test_a_question_in_return_is_no_name(read, words):
    assert read(words, asked=Question.NAME).name is None


@pytest.mark.parametrize("words", ["Bea Stone, ok?", "Is it ok if I say it? My name is Bea Stone", "es Bea Stone"])
def test_a_name_that_comes_with_a_question_is_one(read, words):
    assert read(words, asked=Question.NAME).name == "Bea Stone"


@pytest.mark.parametrize(
    ("words", "phone", "zone"),
    [
        ("my number is (415) 555-2671", "+14155552671", "America/New_York"),
        ("+34 612 34 56 78", "+34612345678", "Europe/Madrid"),
        ("612 345 678", "+34612345678", "Europe/Madrid"),
        ("+44 (0)20 7183 8750", "+442071838750", "Europe/Madrid"),
        ("call 020 7183 8750 after 5", "+442071838750", "Europe/London"),
        ("06.12.34.56.78", "+33612345678", "Europe/Paris"),
        ("(415) 555-2671", "+14155552671", "US/Pacific"),
    ],
)
def test_a_phone_number_becomes_international_where_its_country_is_certain(read, words, phone, zone):
    assert read(words, timezone=zone).phone == phone


def test_a_number_of_no_certain_country_keeps_its_digits(read):
    assert read("it's 123 4567").phone == "1234567"


def test_a_number_said_in_pairs_is_the_number_of_its_pairs(read):
    phone = read("my number is four one five fifty five fifty two sixty-seven one").phone
    assert phone == "4155552671"


@pytest.mark.parametrize(
    "words",
    [
        "2026-12-01",
        "(2026-12-01)",
        "2026–12–01",
        "2026 12 01",
        "call me on 2026-12-01 1500",
        "2026-12-01 10:00-11:00",
        "on 2026-12-01",
        "12/05/2026 at 14:30",
        "123-45-6789",
        "I have 1500 questions",
        "at 10:30",
    ],
)
def test_days_times_and_other_numbers_are_no_phone_number(read, words):
    assert read(words).phone is None


def test_the_digits_of_a_phone_number_are_no_time(read):
    reading = read("my number is four one five five five five two six seven one", timezone="America/New_York")
    assert (reading.phone, reading.day, reading.at) == ("+14155552671", None, None)


@given(digits=st.lists(st.integers(0, 9), min_size=7, max_size=12), doubles=st.booleans())
def test_every_number_is_understood_when_spoken_digit_by_digit(digits, doubles):
    spoken: list[str] = []
    place = 0
    while place < len(digits):
        if doubles and place + 1 < len(digits) and digits[place] == digits[place + 1]:
            spoken.append(f"double {DIGITS[digits[place]]}")
            place += 2
        else:
            spoken.append(DIGITS[digits[place]])
            place += 1
    # A zone without a country, so that the digits stay as they were said.
    phone = READER.read(utterance(f"my phone is {' '.join(spoken)}", timezone="UTC")).phone
    assert phone == "".join(map(str, digits))


@pytest.mark.parametrize(
    ("words", "email"),
    [
        ("my email is Ana.Ruiz@example.com.", "Ana.Ruiz@example.com"),
        ("ana dot ruiz at example dot com", "ana.ruiz@example.com"),
        ("it's a n a underscore ruiz at example dot co dot uk thanks", "ana_ruiz@example.co.uk"),
        ("ana plus salon at my dash shop dot com", "ana+salon@my-shop.com"),
        ("write to ana.ruiz@[192.0.2.10] please", "ana.ruiz@[192.0.2.10]"),
        ("ana (at) example (dot) com", "ana@example.com"),
        ("ana at sign example dot com", "ana@example.com"),
        ("my email is ana9 at example.com", "ana9@example.com"),
        ("email me at ana dot ruiz at example dot co dot uk please", "ana.ruiz@example.co.uk"),
        ("mi correo es ana guion bajo ruiz arroba mi guion medio salon punto es", "ana_ruiz@mi-salon.es"),
    ],
)
def test_an_e_mail_address_is_understood_written_and_spelled(read, words, email):
    assert read(words).email == email


@pytest.mark.parametrize(
    "words", ["see you at noon. ok", "at 3.30 on monday", "meet me at the shop dot", "email me at example.com"]
)
def test_other_words_are_no_e_mail_address(read, words):
    assert read(words).email is None


@pytest.mark.parametrize("words", ["ana@[192.168.10.20]", "ana.4155552671@example.com"])
def test_the_digits_of_an_e_mail_address_are_no_phone_number(read, words):
    assert read(words).phone is None


#: Words that mean a sign or a digit when an address is spelled.
_SPELLING_OR_NUMBER = {*SPELLING, *CARDINALS, "punto", "guion"}
SIGNS = {"dot": ".", "underscore": "_", "dash": "-", "plus": "+"}
labels = st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=10)


@given(
    local=st.lists(labels, min_size=1, max_size=3),
    domain=labels,
    top=st.sampled_from(("com", "org", "es", "co.uk")),
    sign=st.sampled_from(sorted(SIGNS)),
)
def test_every_address_is_understood_when_spelled(local, domain, top, sign):
    assume(not {*local, domain} & _SPELLING_OR_NUMBER)
    address = f"{SIGNS[sign].join(local)}@{domain}.{top}"
    spelled = f"{f' {sign} '.join(local)} at {domain} dot {top.replace('.', ' dot ')}"
    assert READER.read(utterance(f"my email is {spelled}")).email == address
    assert READER.read(utterance(f"please email me at {spelled}, thanks")).email == address
