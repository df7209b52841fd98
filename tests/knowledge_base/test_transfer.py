from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from knowledge_base.models import FAQ
from knowledge_base.transfer import reading
from knowledge_base.transfer.formats import FORMATS
from knowledge_base.transfer.rows import FaqRow
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
        ("a.csv", "question,answer\n", "a.csv holds no FAQs"),
        ("a.csv", "question,answer,question\nWhy?,x,y\n", "Line 1 names the column question twice"),
        ("a.jsonl", "", "a.jsonl holds no FAQs"),
        ("a.md", "\n", "a.md holds no FAQs"),
        (
            "a.csv",
            b"question,answer\nWhy?,x\nd\xf3nde,x\n",
            "Line 3: a.csv is not UTF-8 text (byte 25 of the file is 0xf3)",
        ),
        ("a.csv", b"\xef\xbb\xbfquestion,answer\nd\xf3nde,x\n", "Line 2: a.csv is not UTF-8 text (byte 21"),
        ("a.csv", "question,answer\nWhy?,x\n".encode("utf-16"), "Line 1: a.csv is not UTF-8 text (byte 1"),
        ("a.csv", f"question,answer\nWhy?,{'x' * 10_000_000}\n", "Line 2 is not CSV: field larger than"),
        ("a.jsonl", jsonl([*TWO, {"question": "Why?", "answer": "x" * 10_000_000}]), "Line 3 is longer than 200,000"),
        ("a.md", f"## Why?\n{'x' * 10_000_000}", "Line 2 is longer than 200,000"),
        ("a.jsonl", "[" * 100_000, "Line 1 is not JSON"),
        ("a.jsonl", '{"question": "Why?", "answer": "a\\ud800b"}', "Line 1: answer"),
        ("a.jsonl", jsonl([{"question": "Why?", "answer": "x" * 4001}]), "Line 1: answer"),
        ("a.jsonl", jsonl([{"question": "Why?", "answer": "x", "wordings": ["a", "w" * 301]}]), "Line 1: wordings.2"),
        (
            "a.jsonl",
            jsonl([{"question": "Why?", "answer": "x", "wordings": [f"w{n}" for n in range(201)]}]),
            "wordings",
        ),
        ("a.jsonl", jsonl([{"question": "Why?", "answer": "x", "language": "Spanish"}]), "Line 1: language"),
        ("a.csv", "question,answer\nWhy?,=1+1\n", "Line 2: answer is a formula"),
        ("a.csv", 'question,answer\nWhy?,"=HYPERLINK(""http://x"")"\n', "Line 2: answer is a formula"),
        ("a.csv", "question,answer\nWhy?,x\n\n@SUM(1+1)*cmd|' /C calc'!A0,x\n", "Line 4: question is a formula"),
        ("a.csv", "question,answer\nWhy?,<b>Yes</b>\n", "Line 2: answer: holds the HTML tag <b>"),
        ("a.md", "# Why?\nSee <a href='x'>here</a>", "Line 1: answer: holds the HTML tag <a href"),
        ("a.jsonl", jsonl([*TWO, {**TWO[0], "answer": "No."}]), "Line 3 asks the same as line 1: “Is there parking?”"),
        ("a.csv", "question;answer\nWhy?;x\nHow?;x\nWhy?;y\n", "Line 4 asks the same as line 2"),
        ("a.md", "Hello\n## Why?\nx", "Line 1 stands before the first question"),
        ("a.md", "## Why?\n## How?\nx", "Line 1: answer"),
        ("a.md", "## Why?\nx\nTags: a\nTags: b", "Line 4 states Tags a second time"),
        ("a.txt", "question", "expected a .jsonl, .csv or .md file"),
    ],
)
def test_a_file_with_a_mistake_names_it_and_changes_nothing(
    salon: Business, tmp_path: Path, name: str, content: str | bytes, reason: str
):
    before = set(FAQ.objects.values_list("pk", "answer"))
    versions = FAQ.history.count()
    with pytest.raises(CommandError, match="Nothing was changed") as refused:
        imported(write(tmp_path, name, content), "--replace")
    assert reason in str(refused.value)
    assert set(FAQ.objects.values_list("pk", "answer")) == before
    assert FAQ.history.count() == versions


def test_a_file_with_more_faqs_than_there_may_be_is_refused(
    business: Business, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(reading, "MOST_ROWS", 1)
    with pytest.raises(CommandError, match=r"Line 2: two\.jsonl holds more than 1 FAQs"):
        imported(write(tmp_path, "two.jsonl", jsonl(TWO)))


def test_a_file_that_is_too_large_is_not_even_read(business: Business, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading, "MOST_BYTES", 10)
    with pytest.raises(CommandError, match="is larger than"):
        imported(write(tmp_path, "two.jsonl", jsonl(TWO)))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_table_of_any_spreadsheet_is_read(business: Business, tmp_path: Path, separator: str, end: str):
    table = [
        ["Question", '"answer"', "tags"],
        ["Why?", '"So,\nor; so."', "a|b"],
        ["", "", ""],
        ["+34 600?", "-5 %", ""],
    ]
    content = "".join(separator.join(cells) + end for cells in table)
    imported(write(tmp_path, "table.csv", "\ufeff" + content.replace("So,\n", f"So,{end}")))
    found = set(FAQ.objects.values_list("question", "answer"))
    assert found == {("Why?", "So,\nor; so."), ("+34 600?", "-5 %")}
    assert FAQ.objects.get(question="Why?").tags == ["a", "b"]


def test_words_in_angle_brackets_are_no_html(business: Business, tmp_path: Path):
    answer = "I <3 it: send <your name> to us, if 3 < 4 and 5 > 4."
    imported(write(tmp_path, "a.jsonl", jsonl([{"question": "Why?", "answer": answer}])))
    assert FAQ.objects.get().answer == answer


def test_what_a_file_does_not_state_stays_unless_it_replaces_all(business: Business, tmp_path: Path):
    FAQ.objects.create(business=business, question="Why?", answer="x", tags=["a"], wordings=["How so?"], active=False)
    path = write(tmp_path, "a.csv", "question,answer,tags\nWhy?,y,\n")
    imported(path)
    faq = FAQ.objects.get()
    assert (faq.answer, faq.tags, faq.wordings, faq.active) == ("y", [], ["How so?"], False)
    imported(path, "--replace")
    faq.refresh_from_db()
    assert (faq.wordings, faq.active) == ([], True)


def test_columns_that_mean_nothing_are_named(business: Business, tmp_path: Path):
    err = io.StringIO()
    path = write(tmp_path, "a.csv", "question,answer,wording\nWhy?,y,How so?\n")
    call_command("import_faqs", path, stdout=io.StringIO(), stderr=err)
    assert "Not used: wording." in err.getvalue()


def test_a_dry_run_tells_what_would_change_and_changes_nothing(business: Business, tmp_path: Path):
    FAQ.objects.create(business=business, question="Is there parking?", answer="No.")
    FAQ.objects.create(business=business, question="Do you sell vouchers?", answer="Yes.")
    told = imported(write(tmp_path, "two.jsonl", jsonl(TWO)), "--replace", "--dry-run")
    assert "+ ¿Abrís los sábados?\n~ Is there parking?\n- Do you sell vouchers?\n" in told
    assert "1 added, 1 changed, 1 removed, 0 as they were" in told
    assert set(FAQ.objects.values_list("answer", flat=True)) == {"No.", "Yes."}


MARKDOWN = """# Our answers

## Parking

### Is there parking?

There is a car park
behind the building.

- Free for customers
\\# 2 is ours
\\Tags: none

Tags: parking, car
Other wordings:
- Where can I park?

- Is there, by chance, a garage?

### Do you sell vouchers?
Language: en
Active: no

Yes, at the desk.
"""


def test_markdown_is_read_heading_by_heading(business: Business, tmp_path: Path):
    imported(write(tmp_path, "faqs.md", MARKDOWN))
    parking, vouchers = FAQ.objects.order_by("pk")
    assert parking.question == "Is there parking?"
    assert parking.answer == (
        "There is a car park\nbehind the building.\n\n- Free for customers\n# 2 is ours\nTags: none"
    )
    assert parking.tags == ["parking", "car"]
    assert parking.wordings == ["Where can I park?", "Is there, by chance, a garage?"]
    assert (vouchers.question, vouchers.answer) == ("Do you sell vouchers?", "Yes, at the desk.")
    assert (vouchers.language, vouchers.active) == ("en", False)


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_commands_write_and_read_every_kind_of_file(salon: Business, tmp_path: Path, suffix: str):
    path = tmp_path / f"faqs{suffix}"
    out = io.StringIO()
    call_command("export_faqs", str(path), stdout=out)
    assert f"{FAQ.objects.count()} written" in out.getvalue()
    assert "0 added, 0 changed, 0 removed" in imported(str(path), "--replace")
    before = list(FAQ.objects.values_list("question", "answer", "wordings"))
    FAQ.objects.all().delete()
    imported(str(path))
    assert list(FAQ.objects.values_list("question", "answer", "wordings")) == before


def test_no_cell_of_an_exported_table_is_a_formula():
    faq = FAQ(question="=cmd|' /C calc'!A0", answer="@SUM(1)", wordings=["+1"], tags=["-2"])
    written = "".join(FORMATS[".csv"].write([FaqRow.of(faq)])).removeprefix("\ufeff")
    _, cells = csv.reader(io.StringIO(written, newline=""))
    assert not [cell for cell in cells if cell[:1] in set("=+-@")]


def test_an_import_leaves_a_version_of_each_faq_it_touched(business: Business, tmp_path: Path):
    FAQ.objects.create(business=business, question="Is there parking?", answer="No.")
    FAQ.objects.create(business=business, question="Do you sell vouchers?", answer="Yes.")
    imported(write(tmp_path, "two.jsonl", jsonl(TWO)), "--replace")
    left = FAQ.history.filter(history_change_reason="Import of two.jsonl")
    assert {(version.question, version.history_type, version.history_user_id) for version in left} == {
        ("¿Abrís los sábados?", "+", "manage.py import_faqs"),
        ("Is there parking?", "~", "manage.py import_faqs"),
        ("Do you sell vouchers?", "-", "manage.py import_faqs"),
    }


def test_a_missing_file_is_told(business: Business, tmp_path: Path):
    with pytest.raises(CommandError, match="No such file"):
        imported(str(tmp_path / "none.jsonl"))


def test_the_first_faqs_of_all_found_the_business_and_a_broken_file_founds_none(db, tmp_path: Path):
    path = write(tmp_path, "two.jsonl", jsonl(TWO))
    with pytest.raises(CommandError, match="no business yet"):
        imported(path, "--dry-run")
    with pytest.raises(CommandError, match="Nothing was changed"):
        imported(write(tmp_path, "broken.jsonl", "{"))
    assert not Business.objects.exists()
    imported(path)
    assert Business.objects.get().faqs.count() == len(TWO)


def test_it_asks_which_business_when_there_are_several(db, tmp_path: Path):
    path = write(tmp_path, "two.jsonl", jsonl(TWO))
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
