from __future__ import annotations

from typing import Any

import pytest
from simple_history.utils import bulk_create_with_history

from calendar_integration.models import Service
from knowledge_base.editing import versions
from knowledge_base.editing.differences import Mark, between
from knowledge_base.models import FAQ
from knowledge_base.transfer.rows import FIELDS, FaqRow
from receptionist.models import Business
from tests.at_once import at_once


@pytest.fixture
def parking(business: Business) -> FAQ:
    faq = FAQ.objects.create(business=business, question="Is there parking?", answer="Yes, behind the house.")
    faq.answer, faq.tags = "Yes, before the house.", ["car"]
    versions.by_whom([faq], "maya", "The yard is being rebuilt")
    faq.save()
    return faq


def ids(faq: FAQ) -> list[int]:
    return [version.id for version in versions.versions(faq.pk)]


def said(pieces: Any) -> str:
    signs = {Mark.KEPT: "", Mark.GONE: "-", Mark.NEW: "+"}
    return "|".join(f"{signs[piece.mark]}{piece.text}" for piece in pieces)


def test_every_version_tells_who_changed_what_and_why(parking: FAQ):
    changed, added = versions.versions(parking.pk)
    assert (added.done, added.by, added.changes) == ("Added", "", None)
    assert (changed.done, changed.by, changed.reason) == ("Changed", "maya", "The yard is being rebuilt")
    assert changed.changes is not None
    assert [(each.label, said(each.pieces)) for each in changed.changes] == [
        ("Answer", "Yes, |-behind|+before| the house."),
        ("Tags", "+car"),
    ]


def test_every_field_of_an_faq_is_compared():
    values = {"active": False, "valid_from": "2026-12-20", "valid_until": "2027-01-06"}
    before = FaqRow(question="Why?", answer="So.")
    after = FaqRow.model_validate(
        {name: values.get(name, ["x"] if isinstance(getattr(before, name), list) else "xx") for name in FIELDS}
    )
    assert len(between(before, after)) == len(FIELDS)
    assert {field.name for field in FAQ._meta.concrete_fields} == {
        *FIELDS,
        "id",
        "business",
        "created_at",
        "updated_at",
    }


def test_rolling_back_is_itself_a_version(parking: FAQ):
    newest, first = ids(parking)
    assert versions.roll_back(parking.pk, first, seen=newest)
    parking.refresh_from_db()
    assert (parking.answer, parking.tags) == ("Yes, behind the house.", [])
    assert len(ids(parking)) == 3
    assert versions.versions(parking.pk)[0].reason.startswith("Rolled back to ")


def test_rolling_back_to_what_it_says_already_changes_nothing(parking: FAQ):
    newest, _ = ids(parking)
    assert not versions.roll_back(parking.pk, newest, seen=newest)
    assert len(ids(parking)) == 2


def test_it_does_not_roll_back_over_a_change_that_nobody_saw(parking: FAQ):
    newest, first = ids(parking)
    parking.answer = "No."
    parking.save()
    with pytest.raises(versions.ChangedMeanwhileError):
        versions.roll_back(parking.pk, first, seen=newest)
    parking.refresh_from_db()
    assert parking.answer == "No."


def test_a_version_of_another_faq_is_none_of_this_one(parking: FAQ, business: Business):
    other = FAQ.objects.create(business=business, question="Vouchers?", answer="Yes.")
    with pytest.raises(FAQ.DoesNotExist):
        versions.roll_back(parking.pk, ids(other)[0], seen=ids(parking)[0])


def test_it_does_not_roll_back_to_what_could_not_be_said(business: Business):
    service = Service.objects.create(business=business, name="Haircut", minutes=30, price_text="25 €")
    faq = FAQ.objects.create(business=business, question="How much?", answer="{price:haircut}")
    faq.answer = "25 euros."
    faq.save()
    service.delete()
    newest, first = ids(faq)
    with pytest.raises(versions.NotFittingError, match="haircut"):
        versions.roll_back(faq.pk, first, seen=newest)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_roll_back_at_once_one_is_told_that_somebody_was_faster(parking: FAQ):
    newest, first = ids(parking)

    def roll_back(_: int) -> str:
        try:
            return "done" if versions.roll_back(parking.pk, first, seen=newest) else "nothing"
        except versions.ChangedMeanwhileError:
            return "changed"

    assert sorted(at_once(4, roll_back)) == ["changed", "changed", "changed", "done"]
    assert len(ids(parking)) == 3


def test_a_page_of_versions_begins_below_another(parking: FAQ):
    newest, first = ids(parking)
    assert [version.id for version in versions.versions(parking.pk, limit=1)] == [newest]
    assert [version.id for version in versions.versions(parking.pk, before=newest)] == [first]


def test_faqs_that_were_never_kept_have_no_versions(business: Business):
    faqs = FAQ.objects.bulk_create([FAQ(business=business, question="Why?", answer="So.")])
    assert versions.versions(faqs[0].pk) == []


def test_an_author_outlives_the_account(business: Business, django_user_model: Any):
    maya = django_user_model.objects.create_user("maya")
    faqs = [FAQ(business=business, question="Why?", answer="So.")]
    bulk_create_with_history(faqs, FAQ, default_user=maya)
    maya.delete()
    assert versions.versions(faqs[0].pk)[0].by == "maya"
