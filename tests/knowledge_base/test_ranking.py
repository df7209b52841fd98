from __future__ import annotations

import pytest

from knowledge_base.searching.entries import ANSWER_FROM, Entry
from knowledge_base.searching.ranking import Ranking
from knowledge_base.words import letters, meanings, stem
from tests.knowledge_base.salon import SALON

ENTRIES = [Entry(number, question, tuple(more), answer) for number, (question, more, answer) in enumerate(SALON)]
HOURS, PLACE, PRICE, PARKING, PAYING, CANCELLING, CHILDREN, VOUCHERS, WALK_IN, WHEELCHAIR, DOG, DISCOUNT = range(12)


@pytest.fixture(scope="module")
def ranking() -> Ranking:
    return Ranking(ENTRIES)


@pytest.mark.parametrize(
    ("question", "faq"),
    [
        ("what time do you close today", HOURS),
        ("are you guys open on sunday?", HOURS),
        ("OPENING TIMES PLS", HOURS),
        ("¿a qué hora abren?", HOURS),
        ("¿cuál es la dirección?", PLACE),
        ("how much do you charge for a cut", PRICE),
        ("cuanto vale un corte de pelo", PRICE),
        ("do you have a car park", PARKING),
        ("donde puedo aparcar", PARKING),
        ("do you accept visa", PAYING),
        ("aceptais tarjeta", PAYING),
        ("is cancelling free", CANCELLING),
        ("can my son get his hair cut", CHILDREN),
        ("do you have gift vouchrs", VOUCHERS),
        ("do i need an appointment", WALK_IN),
        ("is it accessible for a wheelchair", WHEELCHAIR),
        ("are dogs ok", DOG),
        ("any student discount", DISCOUNT),
    ],
)
def test_it_finds_the_faq_behind_a_question_worded_otherwise(ranking: Ranking, question: str, faq: int):
    best = ranking.rank(question)[0]
    assert best.id == faq
    assert best.score >= ANSWER_FROM


@pytest.mark.parametrize(
    "question",
    [
        "do you sell bicycles",
        "what's the weather tomorrow",
        "can you fix my laptop",
        "what is the capital of France",
        "are you hiring at the moment",
        "can you recommend a restaurant",
        "is your shampoo vegan",
        "¿tenéis trabajo para mí?",
        "¿arregláis móviles?",
        "tell me a joke",
        "my internet is slow",
        "when does the train leave",
        "where are my photos",
        "",
        "???",
        "👍",
    ],
)
def test_it_admits_not_knowing_what_no_faq_is_about(ranking: Ranking, question: str):
    assert all(hit.score < ANSWER_FROM for hit in ranking.rank(question))


def test_a_score_lies_between_nought_and_one_and_the_best_comes_first(ranking: Ranking):
    hits = ranking.rank("What are your opening hours?", limit=12)
    assert hits[0].id == HOURS
    assert hits[0].score == pytest.approx(1.0, abs=0.1)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(0 < hit.score <= 1 for hit in hits)


def test_no_more_hits_than_asked_for(ranking: Ranking):
    assert len(ranking.rank("how much is a haircut for children", limit=2)) == 2


def test_an_empty_knowledge_base_knows_nothing():
    assert Ranking([]).rank("What are your opening hours?") == []


def test_accents_and_capitals_do_not_matter(ranking: Ranking):
    assert ranking.rank("¿DÓNDE ESTÁIS?") == ranking.rank("donde estais")


@pytest.mark.parametrize(
    ("word", "cut"), [("haircuts", "haircut"), ("booked", "book"), ("running", "run"), ("red", "red")]
)
def test_a_stem_forgets_the_ending_but_keeps_short_words(word: str, cut: str):
    assert stem(word) == cut


def test_words_of_one_meaning_are_one():
    assert meanings("What does it cost?") == meanings("¿Cuál es el precio?")
    assert meanings("wi-fi") == meanings("internet")


def test_letters_of_short_words_are_kept_whole():
    assert letters("dog") == [" dog", "dog "]


@pytest.mark.parametrize("sign", ["👍", "?", "...", "", " "])
def test_a_sign_without_words_is_answered_by_nothing(sign: str):
    assert Ranking([Entry(1, "?!", (), "What do you mean?"), Entry(2, "👍", (), "Great!")]).rank(sign) == []


@pytest.mark.parametrize(
    ("question", "faq"), [("Где вы находитесь", 1), ("как вы работаете?", 2), ("营业时间", 3), ("Πού είστε;", 4)]
)
def test_questions_in_other_scripts_are_told_apart(question: str, faq: int):
    faqs = ("Где вы находитесь?", "Как вы работаете?", "营业时间?", "Πού είστε;")
    ranking = Ranking([Entry(number, text, (), "") for number, text in enumerate(faqs, start=1)])
    best, *others = ranking.rank(question)
    assert best.id == faq
    assert best.score == pytest.approx(1.0)
    assert all(hit.score < ANSWER_FROM for hit in others)


def test_a_question_is_looked_at_up_to_a_length_that_nobody_reaches(ranking: Ranking):
    assert ranking.rank(f"Is there parking?{' ' * 3_000}How much is a haircut?")[0].id == PARKING
    assert ranking.rank(" " * 3_000 + "Is there parking?") == []


def test_a_wording_of_nothing_but_filler_is_found_by_its_very_words_alone():
    ranking = Ranking([Entry(1, "What is your address?", ("Where are you?",), "Willow Street")])
    assert ranking.rank("where are you")[0].score == 1.0
    assert ranking.rank("where are my photos") == []
    assert ranking.rank("?") == []


def test_a_near_duplicate_is_told_from_another_subject(ranking: Ranking):
    best, *others = ranking.similar("Where could I park the car?")
    assert best.id == PARKING
    assert best.score > 0.5
    assert all(other.score < 0.3 for other in others)
    assert ranking.similar("IS THERE PARKING")[0].score == pytest.approx(1.0)
    assert ranking.similar("???") == []
