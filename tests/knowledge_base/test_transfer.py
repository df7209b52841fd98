from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from knowledge_base.models import FAQ
from receptionist.models import Business

pytestmark = pytest.mark.django_db

TWO: list[dict[str, object]] = [
    {
        "question": "Is there parking?",
        "answer": "At the back.",
        "tags": ["car"],
        "wordings": ["Where can I park?"],
    },
    {"question": "¿Abrís los sábados?", "answer": "Sí.", "language": "es"},
]


def write(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def jsonl(rows: list[dict[str, object]]) -> str:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)


def imported(*args: object) -> str:
    out = io.StringIO()
    call_command("import_faqs", *args, stdout=out)
    return out.getvalue()


def test_it_adds_what_is_new_and_changes_what_is_known(business: Business, tmp_path: Path):
    FAQ.objects.create(business=business, question="Is there parking?", answer="No.")
    FAQ.objects.create(business=business, question="Do you sell vouchers?", answer="Yes.")
    assert "1 added, 1 changed, 0 removed" in imported(write(tmp_path, "two.jsonl", jsonl(TWO)))
    faq = FAQ.objects.get(question="Is there parking?")
    assert (faq.answer, faq.tags, faq.wordings) == ("At the back.", ["car"], ["Where can I park?"])
    assert FAQ.objects.count() == 3


def test_replace_removes_what_the_file_does_not_name_and_keeps_the_ids_of_the_rest(business: Business, tmp_path: Path):
    kept = FAQ.objects.create(business=business, question="Is there parking?", answer="No.")
    FAQ.objects.create(business=business, question="Do you sell vouchers?", answer="Yes.")
    other = FAQ.objects.create(business=Business.objects.create(name="Garage"), question="Tyres?", answer="Yes.")
    path = write(tmp_path, "two.jsonl", jsonl(TWO))
    assert "1 added, 1 changed, 1 removed" in imported(path, "--replace", "--business", str(business.pk))
    assert set(FAQ.objects.values_list("question", flat=True)) == {"Is there parking?", "¿Abrís los sábados?", "Tyres?"}
    assert FAQ.objects.get(question="Is there parking?").pk == kept.pk
    assert FAQ.objects.filter(pk=other.pk).exists()


def test_of_two_faqs_with_the_same_question_the_older_is_changed_and_replace_removes_the_other(
    business: Business, tmp_path: Path
):
    older, _ = (FAQ.objects.create(business=business, question="Is there parking?", answer=text) for text in "ab")
    path = write(tmp_path, "two.jsonl", jsonl(TWO))
    assert "1 added, 1 changed, 0 removed" in imported(path)
    assert "0 added, 0 changed, 1 removed" in imported(path, "--replace")
    assert FAQ.objects.get(question="Is there parking?").pk == older.pk


def test_staff_see_when_an_import_changed_an_faq(business: Business, tmp_path: Path):
    FAQ.objects.create(business=business, question="Is there parking?", answer="No.")
    FAQ.objects.update(updated_at=datetime(2026, 1, 1, tzinfo=UTC))
    imported(write(tmp_path, "two.jsonl", jsonl(TWO)))
    assert FAQ.objects.get(question="Is there parking?").updated_at > timezone.now() - timedelta(minutes=1)


def test_the_same_file_again_changes_nothing(business: Business, tmp_path: Path):
    path = write(tmp_path, "two.jsonl", jsonl(TWO))
    imported(path)
    assert "0 added, 0 changed, 0 removed" in imported(path, "--replace")


def test_a_table_with_quotes_line_breaks_and_lists_is_read(business: Business, tmp_path: Path):
    table = 'question,answer,tags,wordings\n"Is there, by chance, parking?","Yes.\nBehind.",car|place,Park?|Car park?\n'
    imported(write(tmp_path, "table.csv", b"\xef\xbb\xbf" + table.encode()))
    faq = FAQ.objects.get()
    assert faq.question == "Is there, by chance, parking?"
    assert faq.answer == "Yes.\nBehind."
    assert (faq.tags, faq.wordings) == (["car", "place"], ["Park?", "Car park?"])


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.jsonl", jsonl(TWO) + "\n{broken", "Line 3 is not JSON"),
        ("a.jsonl", jsonl([*TWO, {"question": "Why?"}]), "Line 3: answer: Field required"),
        ("a.jsonl", jsonl([{"question": " ", "answer": "x"}]), "Line 1: question"),
        ("a.jsonl", jsonl([{"question": "q" * 301, "answer": "x"}]), "Line 1: question"),
        ("a.jsonl", "[1, 2]", "Line 1: the line"),
        ("a.csv", "question,reply\na,b\n", "names no column answer"),
        ("a.csv", 'question,answer\n"a,b\n', "Line 2"),
        ("a.csv", "question,answer\nIs there parking?,Yes, behind the house\n", "Line 2 has more cells"),
        ("a.jsonl", jsonl([{"question": "Why?", "answer": "a\x00b"}]), "NUL character"),
        ("a.csv", b"question,answer\nd\xf3nde,x\n", "is not UTF-8 text"),
        ("a.csv", "", "names no column answer and no column question"),
        ("a.txt", "question", "expected a .jsonl or .csv file"),
    ],
)
def test_a_file_with_a_mistake_names_it_and_changes_nothing(
    salon: Business, tmp_path: Path, name: str, content: str | bytes, reason: str
):
    before = set(FAQ.objects.values_list("pk", "answer"))
    with pytest.raises(CommandError, match="Nothing was changed") as refused:
        imported(write(tmp_path, name, content), "--replace")
    assert reason in str(refused.value)
    assert set(FAQ.objects.values_list("pk", "answer")) == before


def test_a_missing_file_is_told(business: Business, tmp_path: Path):
    with pytest.raises(CommandError, match="No such file"):
        imported(str(tmp_path / "none.jsonl"))


def test_it_asks_which_business_when_there_are_several_or_none(db, tmp_path: Path):
    path = write(tmp_path, "two.jsonl", jsonl(TWO))
    with pytest.raises(CommandError, match="no business yet"):
        imported(path)
    Business.objects.create(name="Salon")
    Business.objects.create(name="Garage")
    with pytest.raises(CommandError, match="--business"):
        imported(path)
    with pytest.raises(CommandError, match="no business 0"):
        imported(path, "--business", "0")


def test_search_answers_line_by_line_and_says_whether_the_best_is_good_enough(
    salon: Business, monkeypatch: pytest.MonkeyPatch
):
    questions = ["Is there parking?", "do you sell bicycles"]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(json.dumps({"query": text}) for text in questions) + "\n\n"))
    out = io.StringIO()
    call_command("search_faqs", stdout=out)
    parking, bicycles = (json.loads(line) for line in out.getvalue().splitlines())
    assert parking["answered"] is True
    assert parking["results"][0]["question"] == "Is there parking?"
    assert 0.9 < parking["results"][0]["score"] <= 1
    assert bicycles["answered"] is False


def test_search_names_a_line_that_is_no_question(business: Business, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.stdin", io.StringIO('{"query": "a"}\n{"question": "b"}\n'))
    with pytest.raises(CommandError, match="Line 2"):
        call_command("search_faqs", stdout=io.StringIO())
