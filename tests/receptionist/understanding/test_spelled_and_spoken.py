"""Names, numbers and addresses come back as they were meant, however they are spelled, paused over or put right."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from receptionist.domain.state import Question
from receptionist.understanding.rules.language import languages
from receptionist.understanding.rules.patterns import words as listed
from receptionist.understanding.rules_reader import RulesReader

from .conftest import utterance

READER = RulesReader()
UNITS = listed("cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince")
TENS = listed("treinta cuarenta cincuenta sesenta setenta ochenta noventa")
HUNDREDS = listed("doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos")
ENGLISH = listed("oh one two three four five six seven eight nine")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def ordinary(word: str) -> bool:
    """Whether no table knows the word: only such a one is a name without a capital."""
    return not any(
        word in language.common
        or language.vocabulary.knows(word)
        or word in language.no_names
        or word in language.spelling
        or word in language.hundreds
        or word in language.vocabulary.short_forms
        or word in language.vocabulary.fillers
        for language in languages().values()
    )


names = st.text(LETTERS, min_size=4, max_size=9).filter(ordinary)
particles = st.sampled_from(("", "de la ", "van der ", "del ", "bin ", "von ", "dos "))


@given(first=names, particle=particles, last=names)
def test_every_name_is_heard_without_capitals_and_with_its_particles(first, particle, last):
    # The words of a name are no spelled address, and "dos" is a number in Spanish.
    name = f"{first} {particle}{last}"
    assert READER.read(utterance(f"my name is {name}")).name == name
    assert READER.read(utterance(f"me llamo {name}", language="es")).name == name


@given(first=names, last=names, sign=st.sampled_from((" ", "-", ", ")))
def test_every_name_is_heard_when_it_is_spelled(first, last, sign):
    letters = sign.join(last)
    assert READER.read(utterance(letters, asked=Question.NAME)).name == last.capitalize()
    said_and_spelled = READER.read(utterance(f"my name is {first} {last}, {letters}")).name
    assert said_and_spelled == f"{first} {last.capitalize()}"


def test_a_name_that_is_spelled_is_one_though_a_service_is_called_so():
    assert READER.read(utterance("b e a r d", asked=Question.NAME)).name == "Beard"
    assert READER.read(utterance("rather a beard trim", asked=Question.NAME)).name is None


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("J. R. Hartley speaking", "J. R. Hartley"),
        ("this is Mr. Okonkwo", "Okonkwo"),
        ("soy la doctora Iturralde", "Iturralde"),
        ("first name chidi, last name anagonye", "chidi anagonye"),
        ("Hi, Lars Svensson here, can I book a table?", "Lars Svensson"),
        ("hello this is siobhan", "siobhan"),
        ("hola soy xiomara y quería una cita", "xiomara"),
        ("I'm calling on behalf of Margaret Hill", "Margaret Hill"),
        ("cancel the Karen Barino table please", "Karen Barino"),
        ("my name is mohammed al-sayed", "mohammed al-sayed"),
        ("my name is rose", "rose"),
        ("i am mohamed abdi", "mohamed abdi"),
    ],
)
def test_it_finds_a_name_however_it_is_given(read, words, name):
    assert read(words).name == name


@pytest.mark.parametrize(
    "words",
    [
        "hello this is ridiculous",
        "hi i'm pregnant",
        "I'm Canadian",
        "soy nueva paciente",
        "hola soy alérgica",
        "my dog is called Rex",
        "I'm calling from Bright Dental",
    ],
)
def test_what_somebody_is_or_owns_is_no_name(read, words):
    assert read(words).name is None


@pytest.mark.parametrize("words", ["bea stone hgd 458", "bea stone ssn 2935", "bea stone confirmation number 77"])
def test_a_code_behind_a_name_is_no_part_of_it(read, words):
    assert read(words, asked=Question.NAME).name == "bea stone"


def test_a_name_is_asked_for_in_the_language_of_the_question_whatever_the_answer_looks_like(read):
    history = (("receptionist", "¿Me deletrea su apellido?"),)
    assert read("G O M E Z", language="es", history=history).name == "Gomez"


@given(digits=st.lists(st.integers(0, 9), min_size=7, max_size=12), pause=st.sampled_from(("um", "uh", "er")))
def test_a_number_is_heard_through_the_pauses(digits, pause):
    number = "".join(map(str, digits))
    spoken = [ENGLISH[digit] for digit in digits]
    figures = [str(digit) for digit in digits]
    for said in (spoken, figures):
        half = len(said) // 2
        text = f"my phone is {' '.join(said[:half])} {pause} {' '.join(said[half:])}"
        assert READER.read(utterance(text, timezone="UTC")).phone == number


def spanish(group: str) -> str:
    """Say two or three figures as Spaniards say a group of a phone number."""
    value = int(group)
    if group[0] == "0":
        return " ".join(UNITS[int(figure)] for figure in group)
    if value >= 200:
        rest = f"{value % 100:02}"
        return HUNDREDS[value // 100 - 2] + (f" {spanish(rest)}" if rest[0] != "0" else "")
    if value <= 15:
        return UNITS[value]
    ones = value % 10
    return TENS[value // 10 - 3] + (f" y {UNITS[ones]}" if ones else "")


pairs = st.integers(30, 99).map(str)
#: "Seiscientos uno dos" could be 601 2 and 600 1 2: nobody can tell, so none is made.
hundreds = st.integers(200, 999).filter(lambda n: n % 100 == 0 or n % 100 >= 30).map(str)


@given(first=hundreds, rest=st.lists(st.one_of(pairs, hundreds), min_size=2, max_size=4))
def test_every_number_is_understood_when_spaniards_say_it_in_groups(first, rest):
    groups = [first, *rest]
    # "Seiscientos treinta" in two groups and in one are the same words.
    assume(not any(a.endswith("00") and len(b) == 2 for a, b in pairwise(groups)))
    text = f"mi teléfono es {' '.join(map(spanish, groups))}"
    assert READER.read(utterance(text, timezone="UTC", language="es")).phone == "".join(groups)


@pytest.mark.parametrize(
    ("words", "phone"),
    [
        ("it's oh seven seven double oh nine hundred one two three", "07700900123"),
        ("555 0199, sorry, 555 0198", "5550198"),
        ("five five five dash oh one nine eight", "5550198"),
        ("mi número es 612 345 678, perdón, 612 345 679", "612345679"),
        ("call me on 555 0199 or 555 0198", "5550199"),
        ("order number 4839201123, my phone is 555 0198", "5550198"),
    ],
)
def test_it_understands_a_number_said_in_hundreds_or_put_right(read, words, phone):
    assert read(words, timezone="UTC").phone == phone


@pytest.mark.parametrize(
    "words",
    ["my order number is 4839201123", "policy number AB 1234567", "mi pedido es el 48392011", "la factura 20231104"],
)
def test_the_number_of_an_order_or_a_policy_is_no_phone_number(read, words):
    assert read(words).phone is None


@given(name=names, number=st.integers(30, 99), domain=names, top=st.sampled_from(("com", "es", "com punto mx")))
def test_every_address_is_understood_when_it_is_spelled_in_spanish(name, number, domain, top):
    text = f"mi correo es {name} guion bajo {spanish(str(number))} arroba {domain} punto {top}"
    address = f"{name}_{number}@{domain}.{top.replace(' punto ', '.')}"
    assert READER.read(utterance(text, language="es")).email == address


@given(name=names, letter=st.sampled_from(LETTERS), number=st.integers(1, 9), domain=names)
def test_every_address_is_understood_with_doubled_letters_and_numbers_in_words(name, letter, number, domain):
    assume(letter != "o")
    spelled = f"{name} double {letter} underscore ninety {ENGLISH[number]} at {domain} dot com"
    assert READER.read(utterance(f"my email is {spelled}")).email == f"{name}{letter * 2}_9{number}@{domain}.com"
