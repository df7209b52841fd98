from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from knowledge_base import tasks
from knowledge_base.embeddings import choice
from knowledge_base.models import FAQ, FaqEmbedding, FaqVersion
from knowledge_base.searching import search, vectors
from knowledge_base.searching.search import FaqSearch
from knowledge_base.transfer.plans import load
from knowledge_base.transfer.rows import FaqRow
from receptionist import doorbell
from receptionist.models import Business
from tests.at_once import at_once
from tests.knowledge_base.models import Toy, fails

pytestmark = pytest.mark.django_db


class _PowerCut(BaseException):
    pass


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Toy:
    toy = Toy()
    monkeypatch.setattr(choice, "_made", lambda kind: toy)
    return toy


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    ids: list[int] = []
    monkeypatch.setattr(doorbell, "ring", lambda task, row_id, **_: ids.append(row_id))
    return ids  # type: ignore[return-value]


def kept() -> set[tuple[int, bytes]]:
    return {(faq, bytes(name)) for faq, name in FaqEmbedding.objects.values_list("faq_id", "digest")}


def wanted(business: Business) -> set[tuple[int, bytes]]:
    faqs = FAQ.objects.filter(business=business, active=True)
    return {(faq.pk, vectors.digest(text)) for faq in faqs for text in vectors.entry(faq).texts}


def test_every_question_wording_and_answer_gets_one_vector(salon: Business, model: Toy):
    assert vectors.keep_up(salon.pk) == len(wanted(salon))
    assert kept() == wanted(salon)
    assert vectors.keep_up(salon.pk) == 0


@pytest.mark.parametrize("how", ["save", "update", "import"])
def test_a_change_is_noticed_however_it_was_made_and_only_what_is_new_is_worked_out(
    salon: Business, model: Toy, rung: list[int], how: str
):
    tasks.embed(salon.pk)
    assert vectors.sweep() == 0
    model.asked.clear()
    faq = FAQ.objects.get(question="Is there parking?")
    if how == "save":
        faq.wordings = ["Where can I put my car?"]
        faq.save()
    elif how == "update":
        FAQ.objects.filter(pk=faq.pk).update(wordings=["Where can I put my car?"])
    else:
        row = FaqRow(question=faq.question, answer=faq.answer, wordings=["Where can I put my car?"])
        load(salon, [row], replace=False, by="ana", reason="a file")
    tasks.sweep()
    assert rung == [salon.pk]
    tasks.embed(salon.pk)
    assert model.asked == ["Where can I put my car?"]
    assert kept() == wanted(salon)


def test_another_model_makes_its_own_and_is_not_compared_with_the_old_ones(
    salon: Business, model: Toy, rung: list[int]
):
    vectors.keep_up(salon.pk)
    model.name = "another"
    assert vectors.sweep() == 1
    searching = FaqSearch()
    assert searching.rank(salon.pk, "Is there parking?")[0][1].why.meaning is None
    vectors.keep_up(salon.pk)
    assert searching.rank(salon.pk, "Is there parking?")[0][1].why.meaning == pytest.approx(1)


def test_a_new_faq_is_found_by_its_words_until_its_vectors_are_there(salon: Business, model: Toy):
    vectors.keep_up(salon.pk)
    searching = FaqSearch()
    searching.rank(salon.pk, "Is there parking?")
    FAQ.objects.create(business=salon, question="Do you do tattoos?", answer="No.")
    faq, hit = searching.rank(salon.pk, "do you do tattoos")[0]
    assert (faq.question, hit.score) == ("Do you do tattoos?", 1.0)


def test_a_power_cut_leaves_whole_vectors_and_the_next_round_makes_the_rest(
    salon: Business, model: Toy, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(vectors, "_BATCH", 5)

    def cut() -> None:
        if len(model.asked) >= 10:
            raise _PowerCut

    model.before = cut
    with pytest.raises(_PowerCut):
        vectors.keep_up(salon.pk)
    assert len(kept()) == 10
    assert FaqVersion.objects.get(business_id=salon.pk).embedded is None
    model.before = lambda: None
    assert vectors.keep_up(salon.pk) == len(wanted(salon)) - 10
    assert kept() == wanted(salon)


def test_a_worker_that_died_without_a_word_is_followed_by_another(salon: Business, model: Toy, rung: list[int]):
    until = timezone.now() + timedelta(minutes=1)
    FaqVersion.objects.filter(business_id=salon.pk).update(embedding_until=until)
    assert (vectors.sweep(), vectors.keep_up(salon.pk)) == (0, 0)
    FaqVersion.objects.filter(business_id=salon.pk).update(embedding_until=timezone.now() - timedelta(seconds=1))
    assert vectors.sweep() == 1
    assert vectors.keep_up(salon.pk) == len(wanted(salon))


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_each_vector_once(salon: Business, model: Toy):
    made = at_once(2, lambda _: vectors.keep_up(salon.pk))
    assert sorted(made) == [0, len(wanted(salon))]
    assert sorted(model.asked) == sorted(text for faq in FAQ.objects.all() for text in vectors.entry(faq).texts)


def test_an_faq_that_is_deleted_or_changed_meanwhile_harms_nothing_and_is_noticed(
    salon: Business, model: Toy, rung: list[int]
):
    def meddle() -> None:
        FAQ.objects.filter(question="Is there parking?").delete()
        FAQ.objects.filter(question="Can I bring my dog?").update(answer="No.")
        model.before = lambda: None

    model.before = meddle
    vectors.keep_up(salon.pk)
    assert vectors.sweep() == 1
    vectors.keep_up(salon.pk)
    assert kept() == wanted(salon)
    assert vectors.sweep() == 0


def test_while_the_model_is_away_the_search_goes_on_by_words_and_the_round_waits(
    salon: Business, model: Toy, rung: list[int], caplog: pytest.LogCaptureFixture
):
    vectors.keep_up(salon.pk)
    model.before = fails
    assert FaqSearch().rank(salon.pk, "where can I park my car")[0][0].question == "Is there parking?"
    assert "the words alone are compared" in caplog.text
    FAQ.objects.filter(question="Is there parking?").update(wordings=["Where do cars go?"])
    assert vectors.keep_up(salon.pk) == 0
    assert vectors.sweep() == 1
    assert "where can I park" not in caplog.text


def test_without_a_model_nothing_is_rung_for_nor_worked_out(salon: Business, settings, rung: list[int]):
    settings.ENV = settings.ENV.model_copy(update={"embeddings": "off"})
    assert (vectors.sweep(), vectors.keep_up(salon.pk)) == (0, 0)
    search.warm_up()
    assert FaqSearch().rank(salon.pk, "Is there parking?")[0][1].score == 1.0


def test_a_damaged_model_is_told_once_and_the_words_serve(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    from knowledge_base.embeddings import minilm

    monkeypatch.setitem(minilm._FILES, "vocab.txt", "0" * 64)
    minilm.shared.cache_clear()
    choice._made.cache_clear()
    try:
        assert [choice.chosen(), choice.chosen()] == [None, None]
        assert caplog.text.count("install Sara's model again") == 1
    finally:
        minilm.shared.cache_clear()
        choice._made.cache_clear()


def test_a_model_that_is_not_installed_is_told_by_the_system_checks(monkeypatch: pytest.MonkeyPatch, settings):
    from knowledge_base import checks

    assert checks.the_offline_model_is_installed() == []
    monkeypatch.setattr(checks, "MODEL_PACKAGE", "no_such_package")
    (warning,) = checks.the_offline_model_is_installed()
    assert "requirements-model.txt" in str(warning.hint)
    settings.ENV = settings.ENV.model_copy(update={"embeddings": "off"})
    assert checks.the_offline_model_is_installed() == []


def test_a_business_with_its_vectors_can_be_deleted(salon: Business, model: Toy):
    vectors.keep_up(salon.pk)
    salon.delete()
    assert not FaqEmbedding.objects.exists()
