from __future__ import annotations

import csv
import io

import pytest

from receptionist.spreadsheets import as_csv


def read(written: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written.removeprefix("\ufeff"))))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+49",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =HYPERLINK(1)",
        "\u00a0=1",
        "＝1",
        "=cmd|' /C calc'!A0",
    ],
)
def test_nothing_that_a_customer_wrote_becomes_a_formula(text: str):
    [_, [cell]] = read(as_csv(["Question"], [[text]]))
    assert cell == f"'{text}"


def test_numbers_stay_numbers_and_words_stay_words():
    assert read(as_csv(["What", "n"], [['Parking, "free"?', -3], ["", 1.5], ["a = b", None]])) == [
        ["What", "n"],
        ['Parking, "free"?', "-3"],
        ["", "1.5"],
        ["a = b", ""],
    ]


def test_excel_is_told_that_it_is_utf_8():
    assert as_csv(["Ñ"], []).startswith("\ufeffÑ")
