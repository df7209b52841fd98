from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from knowledge_base.models import FAQ, Calibration
from knowledge_base.searching import search
from knowledge_base.searching.calibrating import Trial, choose, outcome, try_out
from knowledge_base.searching.entries import ANSWER_FROM, Entry
from knowledge_base.searching.ranking import Ranking
from knowledge_base.searching.search import FaqSearch
from receptionist.models import Business
from tests.knowledge_base.salon import SALON


def calibrated(*args: object) -> str:
    out = io.StringIO()
    call_command("calibrate_faqs", *args, stdout=out)
    return out.getvalue()


@pytest.fixture
def by_words(settings) -> None:
    settings.ENV = settings.ENV.model_copy(update={"embeddings": "off"})


@pytest.fixture(autouse=True)
def _own_search() -> None:
    search.shared.cache_clear()


def test_a_wording_is_asked_without_itself_and_then_without_its_faq():
    parking = Entry(1, "Is there parking?", ("Where is the parking garage?",), "At the back.")
    trials = try_out(Ranking([parking, Entry(2, "Do you sell vouchers?", (), "Yes.")]))
    assert len(trials) == 2
    assert all(trial.is_right for trial in trials)
    assert all(trial.score < 1 for trial in trials)
    assert all(trial.score_without < trial.score for trial in trials)


def test_an_faq_without_other_wordings_tells_nothing():
    assert try_out(Ranking([Entry(1, "Is there parking?", (), "At the back.")])) == []


@pytest.mark.parametrize(("right", "others", "low", "high"), [(0.9, 0.7, 0.7, 0.9), (0.45, 0.1, 0.4, 0.49)])
def test_the_threshold_lies_between_what_is_right_and_what_is_not(right: float, others: float, low: float, high: float):
    trials = [Trial(right, is_right=True, score_without=others)] * 200
    assert low < choose(trials) < high
    assert outcome(trials, choose(trials)).answered == 1


def test_a_few_wordings_hardly_move_it():
    few = [Trial(0.9, is_right=True, score_without=0.7)] * 5
    assert abs(choose(few) - ANSWER_FROM) < 0.1


@pytest.mark.django_db
def test_it_is_kept_and_counts_in_every_process_from_the_next_search_on(salon: Business, by_words: None):
    elsewhere = FaqSearch()
    elsewhere.rank(salon.pk, "Is there parking?")
    assert "a score of" in calibrated()
    kept = Calibration.objects.get()
    assert (kept.model, kept.asked) == ("", sum(1 + len(more) for _, more, _ in SALON))
    elsewhere.rank(salon.pk, "Is there parking?")
    assert elsewhere.threshold(salon.pk) == FaqSearch().threshold(salon.pk) == kept.threshold


@pytest.mark.django_db
def test_what_was_found_for_another_model_does_not_count(salon: Business, by_words: None):
    Calibration.objects.create(business=salon, model="another", threshold=0.7, asked=30)
    assert FaqSearch().threshold(salon.pk) == ANSWER_FROM


@pytest.mark.django_db
def test_a_dry_run_keeps_nothing(salon: Business, by_words: None):
    assert "nothing is kept" in calibrated("--dry-run")
    assert not Calibration.objects.exists()


@pytest.mark.django_db
def test_too_few_wordings_are_told_and_nothing_is_kept(business: Business, by_words: None):
    FAQ.objects.create(business=business, question="Parking?", wordings=["Is there parking?"], answer="Yes.")
    assert "2 wordings are too few to tell" in calibrated()
    assert not Calibration.objects.exists()


@pytest.mark.django_db
def test_a_business_that_is_not_there_is_told():
    with pytest.raises(CommandError, match="no business 7"):
        calibrated("--business", 7)
