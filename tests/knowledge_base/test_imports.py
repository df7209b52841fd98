from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from knowledge_base.models import FAQ, FaqImport
from knowledge_base.transfer import imports, plans, reading
from receptionist.models import Business, Contact
from tests.at_once import at_once
from tests.power import Power

CONTENT = b"question,answer,tags\nIs there parking?,Behind the house.,car\nVouchers?,At the desk.,\n"


@pytest.fixture
def waiting(business: Business) -> FaqImport:
    FAQ.objects.create(business=business, question="Is there parking?", answer="No.", wordings=["Car park?"])
    FAQ.objects.create(business=business, question="Dogs?", answer="Yes.")
    return imports.prepare(business, reading.read("faqs.csv", CONTENT), replace=True, by="maya")


def state() -> set[tuple[str, str]]:
    return set(FAQ.objects.values_list("question", "answer"))


def test_a_preview_writes_nothing(waiting: FaqImport):
    before, versions = state(), FAQ.history.count()
    planned, _ = imports.preview(waiting)
    assert str(planned) == "1 added, 1 changed, 1 removed, 0 as they were"
    assert (state(), FAQ.history.count()) == (before, versions)


def test_what_was_shown_is_what_is_done_and_who_said_yes_is_its_author(waiting: FaqImport):
    planned, seen = imports.preview(waiting)
    assert str(imports.apply(waiting.pk, seen, by="maya")) == str(planned)
    assert state() == {("Is there parking?", "Behind the house."), ("Vouchers?", "At the desk.")}
    left = FAQ.history.filter(history_change_reason="Import of faqs.csv")
    assert set(left.values_list("history_type", "history_user_id")) == {("+", "maya"), ("~", "maya"), ("-", "maya")}
    assert imports.preview(FaqImport(business=waiting.business, rows=waiting.rows, replace=True))[0].is_empty


@pytest.mark.parametrize("how", ["save", "update", "add", "delete"])
def test_nothing_is_done_when_the_faqs_have_changed_since_they_were_shown(waiting: FaqImport, how: str):
    _, seen = imports.preview(waiting)
    faq = FAQ.objects.get(question="Dogs?")
    changes: dict[str, Callable[[], object]] = {
        "save": faq.save,
        "update": lambda: FAQ.objects.filter(pk=faq.pk).update(answer="Small ones."),
        "add": lambda: FAQ.objects.create(business=waiting.business, question="Cats?", answer="No."),
        "delete": faq.delete,
    }
    changes[how]()
    before = state()
    with pytest.raises(imports.ChangedMeanwhileError):
        imports.apply(waiting.pk, seen, by="maya")
    assert state() == before
    # Looked at once more it can be applied.
    imports.apply(waiting.pk, imports.preview(waiting)[1], by="maya")
    assert ("Vouchers?", "At the desk.") in state()


def test_what_happens_at_another_business_is_no_change(waiting: FaqImport):
    _, seen = imports.preview(waiting)
    FAQ.objects.create(business=Business.objects.create(name="Garage"), question="Tyres?", answer="Yes.")
    imports.apply(waiting.pk, seen, by="maya")


@pytest.mark.django_db(transaction=True)
def test_of_several_who_say_yes_at_once_one_imports(waiting: FaqImport):
    _, seen = imports.preview(waiting)

    def apply(_: int) -> bool:
        try:
            imports.apply(waiting.pk, seen, by="maya")
        except imports.NotWaitingError:
            return False
        return True

    assert sorted(at_once(4, apply)) == [False, False, False, True]
    assert FAQ.objects.filter(question="Vouchers?").count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_edit_during_an_import_is_either_seen_or_comes_after_it(waiting: FaqImport):
    _, seen = imports.preview(waiting)
    faq = FAQ.objects.get(question="Is there parking?")

    def act(number: int) -> str:
        if number:
            FAQ.objects.filter(pk=faq.pk).update(answer="Edited.")
            return "edited"
        try:
            imports.apply(waiting.pk, seen, by="maya")
        except imports.ChangedMeanwhileError:
            return "refused"
        return "done"

    done = at_once(2, act)
    faq.refresh_from_db()
    assert faq.answer == "Edited."
    assert FAQ.objects.filter(question="Vouchers?").exists() is (done[0] == "done")


@pytest.mark.django_db(transaction=True)
def test_whatever_statement_the_power_fails_at_all_or_nothing_is_imported(waiting: FaqImport):
    _, seen = imports.preview(waiting)

    def say_yes() -> None:
        imports.apply(waiting.pk, seen, by="maya")

    before = state()
    cut = 0
    while True:
        cut += 1
        power = Power(cut)
        power.run(say_yes)
        if not power.was_cut or power.cut == "after a commit":
            break
        assert state() == before
        assert FaqImport.objects.filter(pk=waiting.pk).exists()
    assert cut > 5
    assert state() == {("Is there parking?", "Behind the house."), ("Vouchers?", "At the desk.")}


@pytest.mark.django_db(transaction=True)
def test_customers_can_write_while_an_import_is_under_way(waiting: FaqImport, monkeypatch: pytest.MonkeyPatch):
    _, seen = imports.preview(waiting)
    written = []

    def meanwhile(*_: object, **__: object) -> None:
        written.extend(at_once(1, lambda _: Contact.objects.create(business=waiting.business, name="Ana").pk))

    monkeypatch.setattr(plans, "carry_out", meanwhile)
    imports.apply(waiting.pk, seen, by="maya")
    assert written


def test_imports_that_nobody_wanted_are_dropped(waiting: FaqImport, business: Business):
    with time_machine.travel(timezone.now() + imports.KEPT_FOR + timedelta(minutes=1)):
        imports.prepare(business, reading.read("faqs.csv", CONTENT), replace=False, by="maya")
    assert not FaqImport.objects.filter(pk=waiting.pk).exists()
    with pytest.raises(imports.NotWaitingError):
        imports.apply(waiting.pk, "", by="maya")


def test_answers_that_could_not_be_said_are_named_and_kept(business: Business):
    file = reading.read("a.jsonl", b'{"question": "How much?", "answer": "{price:haircut} or {{so}}"}')
    waiting = imports.prepare(business, file, replace=False, by="maya")
    planned, seen = imports.preview(waiting)
    assert [question for question, _ in imports.unsayable(business, planned)] == ["How much?"]
    imports.apply(waiting.pk, seen, by="maya")
    assert FAQ.objects.get().answer == "{price:haircut} or {{so}}"
