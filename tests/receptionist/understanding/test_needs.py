"""A pattern is tried only where a word is that it cannot do without, and misses nothing by that."""

from __future__ import annotations

import pytest

from receptionist.understanding.rules.language import languages
from receptionist.understanding.rules.patterns import Vocabulary
from receptionist.understanding.rules.tokens import tokenize

VOCABULARY = Vocabulary(
    categories={"weekday": {"monday": 0, "friday": 4}},
    cardinals={},
    ordinals={},
    ordinal_suffixes=frozenset(),
    fillers=frozenset(),
    common=frozenset(("the", "is")),
)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("the cat", "cat"),
        ("the cat?", "the"),
        ("is (a cat|the dog)", "cat a dog"),
        ("is (cat|dog here)", "cat dog"),
        ("cat|dog the", "cat dog"),
        ("the (cat|$)", "the"),
        ("the ... <weekday:>", "monday friday"),
        ("(the cat)|(is <weekday>)", "cat monday friday"),
        ("(cat|)?", "cat"),
    ],
)
def test_it_names_the_rarest_words_of_which_one_must_occur(source: str, words: str) -> None:
    needs = VOCABULARY.compile(source).needs
    tags = {word: VOCABULARY.line(word, tokenize(word)).tags for word in ("the", "is", "a", "cat", "dog", "here")}
    tags |= {word: VOCABULARY.line(word, tokenize(word)).tags for word in ("monday", "friday")}
    assert {word for word, tag in tags.items() if tag in needs} <= set(words.split())
    assert needs <= {tags[word] for word in words.split()}


@pytest.mark.parametrize("code", ["en", "es"])
def test_no_row_that_matches_goes_untried(code: str) -> None:
    language = languages()[code]
    patterns = [language.vocabulary.compile(row.pattern.source) for row in language.evidence]
    vocabulary = language.vocabulary
    for pattern in patterns:
        # A row's own words, one alternative after the other, are a text that many rows match.
        text = " ".join(pattern.source.replace("|", " ").replace("(", " ").replace(")", " ").split())
        line = vocabulary.line(text, tokenize(text))
        for other in patterns:
            if other.regex.search(line.tags):
                assert not other.needs.isdisjoint(line.present), (other.source, text)
