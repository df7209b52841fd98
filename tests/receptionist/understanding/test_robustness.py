"""Whatever arrives, a reading comes back, it fits the contract, and it does not take long."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receptionist.domain.state import Question
from receptionist.understanding.contract import IntentExtraction, from_reading
from receptionist.understanding.rules.language import FOLDERS, languages
from receptionist.understanding.rules.patterns import Pattern, Vocabulary, words
from receptionist.understanding.rules.tables import Table
from receptionist.understanding.rules.tokens import tokenize
from receptionist.understanding.rules_reader import RulesReader

from .conftest import SERVICES, utterance

READER = RulesReader()
SPOKEN = st.sampled_from(
    (
        "\n",
        *words(
            """
            at not the a to 3 30 3pm half past monday of may 31 12/5 - : . , ? @ dot my name is cancel move book
            appointment next in two weeks ago from yes no # + ( ) mañana las de la tarde doble uno
            """
        ),
    )
)


def is_valid(text: str, **known) -> bool:
    reading = READER.read(utterance(text, **known))
    extraction = from_reading(reading, "Europe/Madrid", SERVICES)
    return IntentExtraction.model_validate_json(extraction.model_dump_json()) == extraction


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00\x01\x7f",
        "👋🏽💇‍♀️",
        "مرحبا أريد موعدا غدا",
        "\u202eemoh ta",
        "٣:٣٠",
        "½ past ²",
        "ﬁ ǅ ß İ ı",
        "'s 's's",
        "9" * 50,
        "99/99/9999 99:99",
        "in 99 years at 24:30 on the 31st of february",
        "\ud800",
    ],
    ids=ascii,
)
@pytest.mark.parametrize("asked", [None, *Question])
def test_strange_text_is_read_as_something_valid(text, asked):
    assert is_valid(text, asked=asked)


@given(text=st.text(max_size=300), asked=st.sampled_from((None, *Question)))
def test_any_text_is_read_as_something_valid(text, asked):
    assert is_valid(text, asked=asked)


@given(said=st.lists(SPOKEN, max_size=40), now=st.datetimes(timezones=st.just(ZoneInfo("America/New_York"))))
def test_any_words_at_any_moment_are_read_as_something_valid(said, now):
    assert is_valid(" ".join(said), now=now)


def test_an_unknown_time_zone_is_read_as_greenwichs():
    now = datetime(2026, 11, 18, 23, 30, tzinfo=ZoneInfo("UTC"))
    assert READER.read(utterance("tomorrow", now=now, timezone="Mars/Olympus")).day == date(2026, 11, 19)


@pytest.mark.parametrize(
    "piece",
    [
        *("a", "1", "1 ", "(", "3:", "+1-", "@", "a@", "\n", "é", "🙂"),
        *("at ", "the ", "not the ", "dot ", "a dot ", "cancel ", "monday ", "my name is ", "half past "),
    ],
)
def test_a_hundred_kilobytes_take_no_longer_than_what_is_read_of_them(piece):
    READER.read(utterance("warm up"))
    # Processor time: what else the machine has to do is no fault of the text.
    started = time.process_time()
    assert is_valid(piece * (100_000 // len(piece)))
    # A hostile text must not hold a worker; an ordinary one takes half a millisecond.
    assert time.process_time() - started < 1.0


def test_a_pattern_that_names_an_unknown_category_is_refused_at_start():
    vocabulary = Vocabulary(categories={}, cardinals={}, ordinals={}, ordinal_suffixes=frozenset(), fillers=frozenset())
    with pytest.raises(ValueError, match="unknown category 'weather'"):
        vocabulary.compile("nice <weather>")


@pytest.mark.parametrize("code", FOLDERS)
def test_every_words_of_a_pattern_can_be_said(code):
    """A word that the tokenizer never produces would make its row dead."""
    vocabulary = languages()[code].vocabulary
    dead = [word for word in vocabulary.words if [token.norm for token in tokenize(word)] != [word]]
    assert dead == []


@pytest.mark.parametrize("code", FOLDERS)
def test_every_pattern_is_well_formed(code):
    language = languages()[code]
    fields = [getattr(language, field.name) for field in dataclasses.fields(language)]
    fields += [getattr(language.roles, field.name) for field in dataclasses.fields(language.roles)]
    patterns = list(_patterns(fields))
    assert len(patterns) > 200
    assert all(pattern.regex.pattern and pattern.needs for pattern in patterns)


def _patterns(found: object) -> Iterator[Pattern]:
    if isinstance(found, Pattern):
        yield found
    elif isinstance(found, tuple | list | Table):
        for part in found:
            yield from _patterns(part)
    elif isinstance(pattern := getattr(found, "pattern", None), Pattern):
        yield pattern


@given(said=st.lists(SPOKEN, max_size=25))
def test_a_pattern_misses_nothing_by_looking_first_for_what_it_needs(said):
    line = languages()["en"].vocabulary.line(text := " ".join(said), tokenize(text))
    for rule in languages()["en"].rules:
        if rule.pattern.needs.isdisjoint(line.present):
            assert not list(rule.pattern.find_all(line))
    for table in (languages()["en"].evidence, languages()["en"].cues):
        patterns = list(_patterns(table))
        assert [match for _, match in table.matches(line)] == [m for p in patterns if (m := p.find(line))]
